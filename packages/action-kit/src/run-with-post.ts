import { nodeHost, type Host } from './host.ts';
import type { Inputs } from './inputs/inputs.ts';
import { runAction, type ActionRun } from './run-action.ts';
import { runnerState } from './runner/files.ts';

/** What an action does in its step, and when the job ends. */
export interface ActionSteps<I extends Inputs> {
  readonly main: ActionRun<I>;
  /** Runs at the job's end, also when the step failed or was cancelled; finds what `main` saved in `state`. */
  readonly post: ActionRun<I>;
}

/** What the runner gives back to the post step alone. */
const IS_POST = 'isPost';
const HAS_BEGUN = 'hasBegun';

/**
 * Runs an action whose action.yml names the same file as `main` and as `post`: one bundle, of which the runner reads
 * what it needs. After a step that did not get beyond its inputs, there is nothing to do at the job's end.
 *
 * @param name the action's directory.
 */
export async function runActionWithPost<I extends Inputs>(
  name: string,
  inputs: I,
  { main, post }: ActionSteps<I>,
  given?: Host,
): Promise<void> {
  const host = given ?? (await nodeHost());
  const state = runnerState(host);
  if (state.read(IS_POST) === 'true') {
    if (state.read(HAS_BEGUN) === 'true') await runAction(name, inputs, post, host);
    return;
  }
  await state.save(IS_POST, 'true');
  await runAction(
    name,
    inputs,
    async (values, context) => {
      await state.save(HAS_BEGUN, 'true');
      return main(values, context);
    },
    host,
  );
}

import type { ActionContext } from '@fargate-actions/action-kit';
import type { Outcome, Report } from '@fargate-actions/engine';
import type { Prepared } from '../prepared.ts';
import type { SingletonInputs } from './inputs.ts';

const RUN = 'run';
const IS_FINISHED = 'isFinished';

/** Leaves word for the post step: this step has begun, under that name. */
export async function leaveUnfinished(run: string, { state }: ActionContext): Promise<void> {
  await state.save(RUN, run);
}

/** The same operation, which leaves word when it saw its work to the end. */
export function markingTheEnd<End extends Report>(
  prepared: Prepared<End>,
  mode: SingletonInputs['mode'],
  { state, signal }: ActionContext,
): Prepared<End> {
  return {
    ...prepared,
    ofOutcomes: async (outcomes, diagnostics) => {
      const report = await prepared.ofOutcomes(outcomes, diagnostics);
      const isSeen = mode !== 'deploy' || !outcomes.some(isInterrupted);
      if (isSeen && !signal.aborted) await state.save(IS_FINISHED, 'true');
      return report;
    },
  };
}

/** Whether a replacement was begun and not seen to its end. */
function isInterrupted(outcome: Outcome): boolean {
  return outcome.result === 'failed' && outcome.outputs !== undefined && outcome.end === undefined;
}

/** The name of a step that began and did not end; undefined where there is nothing to repair. */
export function unfinishedRun({ state }: ActionContext): string | undefined {
  return state.read(IS_FINISHED) === 'true' ? undefined : state.read(RUN);
}

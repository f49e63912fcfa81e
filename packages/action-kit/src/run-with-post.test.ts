import { expect, test } from '@jest/globals';
import { defineInputs, text, type ActionOutcome, type ActionSteps, type ActionContext } from './index.ts';
import { runInTest } from '../test/index.ts';

const inputs = defineInputs({ place: text().required() });
const nothing: ActionOutcome = { outputs: {}, diagnostics: [], summary: '' };

/** An action that leaves a folder behind and takes it away at the job's end. */
function anAction(): { steps: ActionSteps<typeof inputs>; done: string[] } {
  const done: string[] = [];
  const main = async ({ place }: { place: string }, { state }: ActionContext): Promise<ActionOutcome> => {
    done.push(`made ${place}`);
    await state.save('folder', place);
    return nothing;
  };
  const post = (_: unknown, { state }: ActionContext): Promise<ActionOutcome> => {
    done.push(`removed ${state.read('folder') ?? 'nothing'}`);
    return Promise.resolve(nothing);
  };
  return { steps: { main, post }, done };
}

test('the post step gets what the step left', async () => {
  const { steps, done } = anAction();
  const { state } = await runInTest('an-action', inputs, steps, { with: { place: 'a' } });
  await runInTest('an-action', inputs, steps, { with: { place: 'a' }, state });
  expect(done).toEqual(['made a', 'removed a']);
});

test('a step that fails on its inputs has nothing to do at the job’s end', async () => {
  const { steps, done } = anAction();
  const { exitCode, state } = await runInTest('an-action', inputs, steps);
  expect(exitCode).toBe(1);
  expect(await runInTest('an-action', inputs, steps, { state })).toMatchObject({ exitCode: undefined, log: '' });
  expect(done).toEqual([]);
});

import { actionYml, declaredInputs } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { inputs } from '../src/inputs.ts';
import { accountWithBeat, nextRun } from './crashes.ts';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('action.yml has the inputs of the code, with their defaults, and says what each is', () => {
  expect(declared.inputs).toEqual(declaredInputs(inputs));
  expect(declared.withoutDescription).toEqual([]);
});

test('action.yml declares the outputs that runs set, and no others', async () => {
  const account = await accountWithBeat();
  const runs = [];
  for (const more of [{ 'dry-run': 'true' }, {}, { mode: 'enforce' }, { mode: 'audit' }])
    runs.push(await account.enforce(nextRun(more)));
  expect(new Set(runs.flatMap(({ outputs }) => Object.keys(outputs)))).toEqual(new Set(declared.outputs));
});

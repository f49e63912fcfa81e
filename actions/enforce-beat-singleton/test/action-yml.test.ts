import { actionYml } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { accountWithBeat, nextRun } from './crashes.ts';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('action.yml declares the outputs that runs set, and no others', async () => {
  const account = await accountWithBeat();
  const runs = [];
  for (const more of [{ 'dry-run': 'true' }, {}, { mode: 'enforce' }, { mode: 'audit' }])
    runs.push(await account.enforce(nextRun(more)));
  expect(new Set(runs.flatMap(({ outputs }) => Object.keys(outputs)))).toEqual(new Set(declared.outputs));
});

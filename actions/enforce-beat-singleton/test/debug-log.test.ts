import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';

const SEED = { with: { stack: 'deploy/stack.yml' }, files: seedFiles() };

test('with ACTIONS_STEP_DEBUG each decision of the planner is a line; without it there is none', async () => {
  const { log } = await anAccount().enforce({ ...SEED, env: { RUNNER_DEBUG: '1' } });
  const steps = log.split('\n').filter((line) => line.startsWith('::debug::amply-beat  '));
  expect(steps.map((line) => line.split('  ')[2])).toEqual(
    expect.arrayContaining(['checking: begin', 'draining: start', 'watching: end, deployed']),
  );

  expect((await anAccount().enforce(SEED)).log).not.toContain('::debug::');
});

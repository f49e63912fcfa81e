import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';

const SEED = { with: { stack: 'deploy/stack.yml', services: 'api' }, files: seedFiles() };

test('with ACTIONS_STEP_DEBUG each look at a deployment is a line, with what was decided; without it there is none', async () => {
  const { log } = await anAccount().deploy({ ...SEED, env: { RUNNER_DEBUG: '1' } });
  const looks = log.split('\n').filter((line) => line.startsWith('::debug::amply-api  '));
  expect(looks.length).toBeGreaterThan(2);
  expect(looks[0]).toMatch(/^::debug::amply-api {2}[\d.]+ s {2}wait {2}service ACTIVE/);
  expect(looks.at(-1)).toMatch(/ s {2}end: deployed {2}service ACTIVE, 2 of 2 running/);

  expect((await anAccount().deploy(SEED)).log).not.toContain('::debug::');
});

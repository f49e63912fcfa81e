import { OFF_HOURS_TAG } from '@fargate-actions/service';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const STAGING = { stack: 'deploy/stack.yml', environment: 'staging', services: 'api,worker,beat' };

/** Services of before 2021: their ARNs are without their cluster. */
const anOldAccount = () => anAccount('staging', { serviceLongArnFormat: 'disabled' });

test.each([
  ['scale-to-zero', 1],
  ['restore', 0],
  ['suspend', 0],
  ['resume', 0],
  ['apply', 0],
])('%s asks ECS for no tag that it refuses', async (mode, exitCode) => {
  const account = anOldAccount();
  const run = await account.scale({ with: { ...STAGING, services: 'api,worker', mode }, files: seedFiles() });
  expect({ exitCode: run.exitCode, tags: run.writes.filter((name) => name.endsWith('agResource')) }).toEqual({
    exitCode,
    tags: [],
  });
});

test('scale-to-zero refuses before anything is written, says why, and how to migrate', async () => {
  const account = anOldAccount();
  await account.scale({ with: { ...STAGING, services: 'api,worker', mode: 'apply' }, files: seedFiles() });
  const run = await account.scale({ with: { ...STAGING, mode: 'scale-to-zero' }, files: seedFiles() });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  for (const name of ['amply-api', 'amply-worker', 'amply-beat']) {
    expect(run.log).toContain(
      `${name} has a short ARN (arn:aws:ecs:eu-west-1:123456789012:service/${name}), and ECS does not tag such a service: what it has now could not be remembered in the tag ${OFF_HOURS_TAG}.`,
    );
    expect(run.log).toContain(
      `tag-resource --resource-arn arn:aws:ecs:eu-west-1:123456789012:service/amply-staging/${name}`,
    );
  }
  expect(account.emulator.world.services.map(({ desiredCount }) => desiredCount)).toEqual([2, 2, 1]);
});

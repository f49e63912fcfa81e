import { overlaps } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount, type Account } from './an-account.ts';

const ECS = { stack: 'deploy/stack.yml', strategy: 'ecs' };
const NEXT = ['beat/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'] as const;

/** Beat's stopTimeout, which render and enforce set: what ECS's own replacement can overlap at most. */
const STOP_TIMEOUT_SECONDS = 10;

async function anAccountWithBeat(scenario: Parameters<typeof anAccount>[0] = {}): Promise<Account> {
  const account = anAccount(scenario);
  await account.enforce({ with: ECS, files: seedFiles() });
  await account.wait(600);
  return account;
}

test('ECS replaces beat in one update, with a singleton’s settings, and what it overlaps is bounded', async () => {
  const account = await anAccountWithBeat();
  const { exitCode, outputs, writes, log } = await account.enforce({ with: ECS, files: seedFiles(NEXT) });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1' } });
  const updates = writes.filter(({ operation }) => operation === 'UpdateService');
  expect(updates.map(({ body }) => body)).toEqual([
    expect.objectContaining({
      desiredCount: 1,
      deploymentConfiguration: expect.objectContaining({ minimumHealthyPercent: 0, maximumPercent: 100 }) as unknown,
    }),
  ]);
  const beats = overlaps(account.emulator.world, ({ container }) => container === 'beat');
  for (const { from, until = Infinity } of beats) expect(until - from).toBeLessThanOrEqual(STOP_TIMEOUT_SECONDS);
  expect(log).toContain('the old beat and the new one may both run for as long as the old one takes to stop');
});

test('a revision that can’t start goes back by another update, never by a rollback of ECS', async () => {
  const account = await anAccountWithBeat({ images: { '*:v2': { behaviour: 'crash', exitCode: 1 } } });
  const { exitCode, outputs, calls } = await account.enforce({ with: ECS, files: seedFiles(NEXT) });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back', running: '1' } });
  expect(calls.map(({ operation }) => operation)).not.toContain('StopServiceDeployment');
});

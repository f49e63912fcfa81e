import type { ScenarioChange, VirtualAws } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { SERVICE } from './account.ts';
import { aBeat, kept } from './odd-reads.ts';

/** What a run that is done leaves behind: its mark on the service, and locks. */
function leftBy({ emulator: { world } }: VirtualAws) {
  const marks = Object.keys(world.services.find(({ name }) => name === SERVICE)?.tags ?? {});
  return { marks, locks: world.parameters.map(({ name }) => name.split('/').at(-1)) };
}

const NOTHING = { marks: [], locks: [] };

/** A new beat that takes so long to be healthy that the lock is renewed meanwhile. */
const SLOW: ScenarioChange = { images: { '*:beat-v2': { behaviour: 'slow', afterSeconds: 200 } } };

describe('a write that AWS refuses for a while', () => {
  test.each([
    { name: 'taking the lock', operation: 'PutParameter', error: 'TooManyUpdates', afterCalls: 0 },
    { name: 'renewing the lock', operation: 'PutParameter', error: 'TooManyUpdates', afterCalls: 1 },
    { name: 'stopping the old beat', operation: 'UpdateService', error: 'ClusterNotFoundException', afterCalls: 0 },
    { name: 'starting the new beat', operation: 'UpdateService', error: 'ClusterNotFoundException', afterCalls: 1 },
    { name: 'the mark', operation: 'TagResource', error: 'ClusterNotFoundException', afterCalls: 0 },
    { name: 'taking the mark away', operation: 'UntagResource', error: 'ClusterNotFoundException', afterCalls: 0 },
  ])('does not end the replacement: $name', async ({ operation, error, afterCalls }) => {
    const { account, next } = await aBeat();
    const fault = { operation, error, httpStatus: 400, times: 3, afterCalls };
    account.emulator.changeScenario({ ...SLOW, faults: [fault] });
    const end = await kept(account, account.wire, { taskDefinition: next });
    expect(end).toMatchObject({ status: 'deployed', facts: { to: 'amply-beat:2' }, singleton: { running: 1 } });
    expect(leftBy(account)).toEqual(NOTHING);
  });

  test('ends it with what AWS says where it does not pass, and before anything is stopped', async () => {
    const { account, next } = await aBeat();
    account.emulator.changeScenario({
      faults: [{ operation: 'PutParameter', error: 'TooManyUpdates', httpStatus: 400 }],
    });
    const end = kept(account, account.wire, { taskDefinition: next });
    await expect(end).rejects.toMatchObject({ operation: 'ssm:PutParameter', code: 'TooManyUpdates' });
    expect(account.emulator.world.services[0]?.desiredCount).toBe(1);
  });
});

test('a run that begins as another one ends outlasts that the name of its lock is still in use', async () => {
  const { account, next } = await aBeat();
  const ends = await Promise.all([
    kept(account, account.wire, { taskDefinition: next, run: 'run-1' }),
    kept(account, account.wire, { taskDefinition: next, forceNewDeployment: true, run: 'run-2' }),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['deployed', 'deployed']);
  const third = await kept(account, account.wire, { mode: 'deploy', forceNewDeployment: true, run: 'run-3' });
  expect(third.singleton.excludedOthers).toBe(true);
  expect(leftBy(account)).toEqual(NOTHING);
});

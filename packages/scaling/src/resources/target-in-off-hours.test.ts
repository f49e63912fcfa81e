import { expect, test } from '@jest/globals';
import { anAccount } from '../../test/an-account.ts';
import { restore, setUp, stateOf, stop } from '../../test/off-hours.ts';
import { scaled } from '../../test/scaled.ts';

const AWAKE = [false, false, false] as const;

test('limits that were changed in the off-hours are told, for these end with those before', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 2, target: { min: 2, max: 10, suspended: AWAKE } });
  await stop(account);
  const same = await scaled(account, 'scalableTarget: { minCapacity: 2, maxCapacity: 10 }');
  expect([same.changes, same.found]).toEqual([{}, []]);
  const changed = await scaled(account, 'scalableTarget: { minCapacity: 2, maxCapacity: 12 }');
  expect([changed.changes, changed.found]).toEqual([{}, ['notice scaling/off-hours-limits scaling.yml:1:48']]);
  expect(changed.diagnostics.all[0]?.message).toContain('2 to 10 tasks; its files say 2 to 12 tasks.');
});

test('limits that a scheduled action had set before the off-hours are nothing to tell', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 6, target: { min: 6, max: 10, suspended: AWAKE } });
  await stop(account);
  const { found } = await scaled(
    account,
    `scalableTarget: { minCapacity: 2, maxCapacity: 10 }
scheduledAction: { scheduledActionName: morning, schedule: cron(0 6 * * ? *), scalableTargetAction: { minCapacity: 6 } }
`,
  );
  expect(found).toEqual([]);
});

test('a target that is made in the off-hours is not woken by its schedule, whatever the file suspends', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 2 });
  await stop(account);
  const suspendedState = '{ dynamicScalingInSuspended: true, scheduledScalingSuspended: false }';
  const file = `
scalableTarget: { minCapacity: 3, maxCapacity: 10, suspendedState: ${suspendedState} }
scheduledAction: { scheduledActionName: often, schedule: rate(5 minutes), scalableTargetAction: { minCapacity: 4 } }
`;
  await scaled(account, file);
  account.emulator.advance(900);
  expect(stateOf(account)).toMatchObject({
    desiredCount: 0,
    target: { min: 0, max: 0, suspended: [true, false, true] },
  });
  expect((await scaled(account, file)).changes).toEqual({});
  await restore(account);
  expect(stateOf(account)).toMatchObject({ target: { min: 3, max: 10, suspended: [true, false, false] } });
});

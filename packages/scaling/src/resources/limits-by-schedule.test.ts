import { expect, test } from '@jest/globals';
import { anAccount, type Account } from '../../test/an-account.ts';
import { scaled } from '../../test/scaled.ts';

const TARGET = 'scalable target of shop-worker';

const limitsOf = ({ emulator }: Account) =>
  emulator.world.scalableTargets.map(({ minCapacity, maxCapacity }) => [minCapacity, maxCapacity])[0];

/** A schedule that comes due so many minutes from now, once a day. */
function inMinutes({ emulator }: Account, minutes: number): string {
  const at = new Date(emulator.world.now + minutes * 60_000);
  return `cron(${at.getUTCMinutes()} ${at.getUTCHours()} * * ? *)`;
}

interface Limits {
  readonly file: string;
  readonly morning: string;
  readonly evening: string;
}

const LIMITS: Limits = {
  file: 'minCapacity: 2, maxCapacity: 10',
  morning: 'minCapacity: 6, maxCapacity: 20',
  evening: 'minCapacity: 2, maxCapacity: 10',
};

/** The worker's file, with a morning that comes five minutes from now, and an evening in an hour. */
function fileOf(account: Account): (changes?: Partial<Limits>) => string {
  const [morning, evening] = [inMinutes(account, 5), inMinutes(account, 60)];
  return (changes = {}) => {
    const limits = { ...LIMITS, ...changes };
    return `
scalableTarget: { ${limits.file} }
scheduledActions:
  - { scheduledActionName: morning, schedule: ${morning}, scalableTargetAction: { ${limits.morning} } }
  - { scheduledActionName: evening, schedule: ${evening}, scalableTargetAction: { ${limits.evening} } }
`;
  };
}

test('what a scheduled action of the file has set is left, until another one sets it', async () => {
  const account = anAccount();
  const file = fileOf(account)();
  await scaled(account, file);
  expect(limitsOf(account)).toEqual([2, 10]);
  account.emulator.advance(600);
  expect(limitsOf(account)).toEqual([6, 20]);
  const { changes, outcomes } = await scaled(account, file);
  expect(changes).toEqual({});
  expect(outcomes[0]?.resource.changes.note).toBe(
    'minCapacity 6 and maxCapacity 20 are set by the scheduled action morning',
  );
  expect(limitsOf(account)).toEqual([6, 20]);
  account.emulator.advance(3600);
  expect(limitsOf(account)).toEqual([2, 10]);
  expect((await scaled(account, file)).changes).toEqual({});
});

test('of two limits that an action sets at once, one alone is not its doing', async () => {
  const account = anAccount();
  const file = fileOf(account);
  const low = 'minCapacity: 0, maxCapacity: 10';
  const sleeps = { morning: 'minCapacity: 0, maxCapacity: 0' };
  await scaled(account, file({ ...sleeps, file: low, evening: low }));
  const { changes } = await scaled(account, file(sleeps));
  expect(changes[TARGET]).toEqual(['minCapacity']);
  expect(limitsOf(account)).toEqual([2, 10]);
});

test('what no scheduled action explains is set', async () => {
  const account = anAccount();
  const file = fileOf(account);
  const ofMinimum = { morning: 'minCapacity: 6', evening: 'minCapacity: 2' };
  await scaled(account, file(ofMinimum));
  account.emulator.advance(600);
  expect(limitsOf(account)).toEqual([6, 10]);
  const edited = file({ ...ofMinimum, file: 'minCapacity: 2, maxCapacity: 12' });
  const { changes, outcomes } = await scaled(account, edited);
  expect(changes).toEqual({ [TARGET]: ['maxCapacity'] });
  expect(outcomes[0]?.resource.changes.note).toBe('minCapacity 6 is set by the scheduled action morning');
  expect(limitsOf(account)).toEqual([6, 12]);
});

test('what is over is not made again, and what it has set stays', async () => {
  const account = anAccount();
  const at = new Date(account.emulator.world.now + 300_000).toISOString().slice(0, '2026-12-24T18:00:00'.length);
  const file = `
scalableTarget: { minCapacity: 2, maxCapacity: 10 }
scheduledAction: { scheduledActionName: sale, schedule: at(${at}), scalableTargetAction: { minCapacity: 6 } }
`;
  await scaled(account, file);
  account.emulator.advance(600);
  expect(account.emulator.world.scheduledActions).toEqual([]);
  const { changes, found } = await scaled(account, file);
  expect([changes, found]).toEqual([{}, ['notice scaling/action-over scaling.yml:3:18']]);
  expect(limitsOf(account)).toEqual([6, 10]);
});

test('an explanation with which the limits would cross is none', async () => {
  const account = anAccount();
  const file = fileOf(account);
  const ofMaximum = { morning: 'maxCapacity: 4', evening: 'maxCapacity: 10' };
  await scaled(account, file(ofMaximum));
  account.emulator.advance(600);
  expect(limitsOf(account)).toEqual([2, 4]);
  const { changes } = await scaled(account, file({ ...ofMaximum, file: 'minCapacity: 5, maxCapacity: 10' }));
  expect(changes).toEqual({ [TARGET]: ['minCapacity', 'maxCapacity'] });
  expect(limitsOf(account)).toEqual([5, 10]);
});

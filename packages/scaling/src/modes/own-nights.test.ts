import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from '../../test/an-account.ts';
import { placed } from '../../test/files.ts';
import { RESOURCE, restore, setUp, stateOf, stop } from '../../test/off-hours.ts';

interface Limits {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
}

/** Gives the worker scheduled actions: name -> what each does, every day unless told otherwise. */
function schedule({ emulator }: Account, actions: Readonly<Record<string, Limits & { Schedule?: string }>>): void {
  for (const [ScheduledActionName, { Schedule = 'cron(0 4 ? * * *)', ...limits }] of Object.entries(actions)) {
    const action = { ScheduledActionName, Schedule, ScalableTargetAction: limits };
    emulator.call('application-autoscaling:PutScheduledAction', { ...RESOURCE, ...action });
  }
}

const STOP = { MinCapacity: 0, MaxCapacity: 0 };
const NIGHTS = { stop: STOP, start: { MinCapacity: 3, MaxCapacity: 12 } };
const GOING = [false, false, false];
const AWAKE = { desiredCount: 4, target: { min: 2, max: 10, suspended: GOING } };
const ASLEEP = { desiredCount: 0, target: { min: 0, max: 0, suspended: GOING } };
const ZERO = { desiredCount: 0, target: { min: 0, max: 0, suspended: [false, false, true] }, isMarked: true };

function anAccountWith(state: typeof AWAKE, actions: Parameters<typeof schedule>[1]): Account {
  const account = anAccount();
  setUp(account, state);
  schedule(account, actions);
  account.emulator.advance(5);
  return account;
}

describe('a service that its own schedule stops and starts', () => {
  test('is left to it, awake or asleep, unless it is named', async () => {
    for (const state of [AWAKE, ASLEEP]) {
      const account = anAccountWith(state, NIGHTS);
      const { changes, diagnostics } = await stop(account, { isNamed: false });
      expect([changes, placed(diagnostics)]).toEqual([{}, ['notice scaling/off-hours-schedule']]);
      expect(stateOf(account)).toEqual({ ...state, isMarked: false });
    }
  });

  test('is stopped until it is restored where it is named, and left asleep where it sleeps', async () => {
    const account = anAccountWith(AWAKE, NIGHTS);
    await stop(account);
    expect(stateOf(account)).toEqual(ZERO);
    const asleep = anAccountWith(ASLEEP, NIGHTS);
    expect((await stop(asleep)).changes).toEqual({});
  });

  test('is stopped as every other while its schedule is suspended: nothing else would', async () => {
    const account = anAccountWith({ ...AWAKE, target: { ...AWAKE.target, suspended: [false, false, true] } }, NIGHTS);
    await stop(account, { isNamed: false });
    expect(stateOf(account)).toEqual(ZERO);
  });

  test('gets what ends its night when it is restored in it', async () => {
    const account = anAccountWith(ASLEEP, NIGHTS);
    const { changes } = await restore(account, { isNamed: false });
    expect(changes).toEqual({ 'off-hours of shop-worker': ['minCapacity', 'maxCapacity'] });
    account.emulator.advance(60);
    const woken = { desiredCount: 3, target: { min: 3, max: 12, suspended: GOING }, isMarked: false };
    expect(stateOf(account)).toEqual(woken);
    expect((await restore(account, { isNamed: false })).changes).toEqual({});
  });

  test('gets what this tool made for it, where others start it as well', async () => {
    const ours = 'fargate-actions-shop-shop-worker-off-hours-start';
    const noon = { Schedule: 'cron(0 12 ? * * *)', MinCapacity: 5, MaxCapacity: 20 };
    const account = anAccountWith(ASLEEP, { noon, ...NIGHTS, [ours]: { MinCapacity: 2, MaxCapacity: 10 } });
    await restore(account);
    expect(stateOf(account).target).toMatchObject({ min: 2, max: 10 });
  });
});

describe('what makes no nights', () => {
  test.each([
    { name: 'no schedule', actions: {} },
    { name: 'nothing that stops', actions: { start: NIGHTS.start } },
    { name: 'nothing that starts', actions: { stop: STOP } },
    {
      name: 'what happens but once',
      actions: {
        stop: { ...STOP, Schedule: 'at(2030-01-01T20:00:00)' },
        start: { MaxCapacity: 4, Schedule: 'at(2030-01-02T07:00:00)' },
      },
    },
  ])('$name: the service is stopped', async ({ actions }) => {
    const account = anAccountWith(AWAKE, actions);
    await stop(account, { isNamed: false });
    expect(stateOf(account)).toEqual(ZERO);
  });

  test.each([
    { name: 'no scheduled action', actions: {}, because: 'no scheduled action starts it' },
    {
      name: 'several that differ',
      actions: { ...NIGHTS, noon: { MinCapacity: 5, MaxCapacity: 20 } },
      because: 'its scheduled actions start it differently: start (3 to 12), noon (5 to 20)',
    },
  ])('limits of 0 and $name: restore says why it does nothing', async ({ actions, because }) => {
    const account = anAccountWith(ASLEEP, actions);
    const { changes, diagnostics } = await restore(account);
    expect([changes, placed(diagnostics)]).toEqual([{}, ['notice scaling/asleep-unmarked']]);
    expect(diagnostics.all[0]?.message).toContain(because);
  });
});

test('where scheduled actions may not be read, what sleeps is left so, and what is awake is stopped', async () => {
  for (const [state, after] of [
    [ASLEEP, { ...ASLEEP, isMarked: false }],
    [AWAKE, ZERO],
  ] as const) {
    const account = anAccountWith(state, NIGHTS);
    const denied = { operation: 'DescribeScheduledActions', error: 'AccessDeniedException', times: 100 };
    account.emulator.changeScenario({ faults: [denied] });
    await stop(account);
    expect(stateOf(account)).toEqual(after);
    expect(account.aws.gaps.has('application-autoscaling:DescribeScheduledActions')).toBe(true);
  }
});

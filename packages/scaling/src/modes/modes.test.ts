import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/files';
import { OFF_HOURS_TAG } from '@fargate-actions/service';
import { offHoursActions } from './off-hours-schedule.ts';
import { restoreResource } from './restore.ts';
import { scaleToZeroResource, type OffHoursSpec } from './scale-to-zero.ts';
import { suspensionResource } from './suspension.ts';
import { scalingResources } from '../resources/scaling-resources.ts';
import { anAccount, applied, SERVICE, type Account } from '../testing/an-account.ts';
import { aDocument, aScaledService, CPU, placed, read } from '../testing/files.ts';

const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: `service/${SERVICE.cluster}/${SERVICE.name}`,
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

interface State {
  readonly desiredCount: number;
  readonly target?: { readonly min: number; readonly max: number; readonly suspended: readonly boolean[] } | undefined;
}

/** Brings the worker and its target into a state. */
function setUp({ emulator }: Account, { desiredCount, target }: State): void {
  emulator.call('ecs:UpdateService', { cluster: SERVICE.cluster, service: SERVICE.name, desiredCount });
  if (emulator.world.scalableTargets.length > 0) {
    emulator.call('application-autoscaling:DeregisterScalableTarget', RESOURCE);
  }
  if (!target) return;
  const [scaleIn, scaleOut, scheduled] = target.suspended;
  emulator.call('application-autoscaling:RegisterScalableTarget', {
    ...RESOURCE,
    MinCapacity: target.min,
    MaxCapacity: target.max,
    SuspendedState: {
      DynamicScalingInSuspended: scaleIn,
      DynamicScalingOutSuspended: scaleOut,
      ScheduledScalingSuspended: scheduled,
    },
  });
}

/** The worker and its target as they are, with the tags that matter. */
function stateOf({ emulator }: Account): State & { readonly isMarked: boolean } {
  const [service] = emulator.world.services;
  const [target] = emulator.world.scalableTargets;
  return {
    desiredCount: service?.desiredCount ?? -1,
    target: target && {
      min: target.minCapacity,
      max: target.maxCapacity,
      suspended: Object.values(target.suspendedState),
    },
    isMarked: Object.keys(service?.tags ?? {}).includes(OFF_HOURS_TAG),
  };
}

const SPEC: OffHoursSpec = { ...SERVICE, at: undefined };
const stop = (account: Account) => applied(account, [scaleToZeroResource(SPEC, account.aws)]);
const restore = (account: Account, spec = SPEC) => applied(account, [restoreResource(spec, account.aws)]);

/** A deploy of scaling and tasks, as it happens while nobody looks at the hour. */
async function deploy(account: Account): Promise<void> {
  const { scaling } = read(
    `scalableTarget: { minCapacity: 3, maxCapacity: 10 }\nscalingPolicy: { targetValue: 70, ${CPU} }`,
  );
  const service = aScaledService(SERVICE);
  const spec = { service, prune: true, tags: {} };
  if (scaling) await applied(account, scalingResources(scaling, spec, account.aws));
  account.emulator.call('ecs:UpdateService', {
    cluster: SERVICE.cluster,
    service: SERVICE.name,
    forceNewDeployment: true,
  });
}

const SOME: State = { desiredCount: 4, target: { min: 2, max: 10, suspended: [false, true, false] } };
const ZERO = { desiredCount: 0, target: { min: 0, max: 0, suspended: [false, true, true] }, isMarked: true };

test('scaled to zero, a service has no tasks, no limits, and remembers what it had', async () => {
  const account = anAccount();
  setUp(account, SOME);
  await stop(account);
  expect(stateOf(account)).toEqual(ZERO);
  const before = account.writes().length;
  expect((await stop(account)).changes).toEqual({});
  expect(account.writes()).toHaveLength(before);
});

test('restored, it is as it was, and restoring again changes nothing', async () => {
  const account = anAccount();
  setUp(account, SOME);
  await stop(account);
  await deploy(account);
  expect(stateOf(account)).toEqual(ZERO);
  await restore(account);
  expect(stateOf(account)).toEqual({ ...SOME, isMarked: false });
  expect((await restore(account)).changes).toEqual({});
});

test.each([0, 1, 2])('killed after %i writes, either way can be gone on with', async (writes) => {
  for (const onward of [stop, restore]) {
    const account = anAccount();
    setUp(account, SOME);
    const operation = ['TagResource', 'RegisterScalableTarget', 'UpdateService'][writes] ?? '';
    account.emulator.changeScenario({ faults: [{ operation, error: 'AccessDeniedException', times: 1 }] });
    await stop(account);
    await onward(account);
    expect(stateOf(account)).toEqual(onward === stop ? ZERO : { ...SOME, isMarked: false });
  }
});

test('a service that gets a target in its off-hours sleeps on, and has its limits afterwards', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 2 });
  await stop(account);
  await deploy(account);
  expect(stateOf(account)).toMatchObject({ desiredCount: 0, target: { min: 0, max: 0 } });
  await restore(account);
  expect(stateOf(account)).toMatchObject({ desiredCount: 2, target: { min: 3, max: 10 }, isMarked: false });
});

test('a target that sleeps by its schedule is not marked, and goes on being started by it', async () => {
  const account = anAccount();
  const asleep = { desiredCount: 0, target: { min: 0, max: 0, suspended: [false, false, false] } };
  setUp(account, asleep);
  const { changes, diagnostics } = await applied(account, [
    scaleToZeroResource({ ...SPEC, hasSchedule: true }, account.aws),
  ]);
  expect([changes, placed(diagnostics)]).toEqual([{}, ['notice scaling/off-hours-schedule']]);
  expect(stateOf(account)).toEqual({ ...asleep, isMarked: false });
});

test('a singleton starts only when its last task has stopped', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 1 });
  await stop(account);
  const seen: number[] = [];
  const untilStopped = () => {
    seen.push(stateOf(account).desiredCount);
    return Promise.resolve();
  };
  await restore(account, { ...SPEC, untilStopped });
  expect([seen, stateOf(account).desiredCount]).toEqual([[0], 1]);
});

test('a tag that somebody else wrote is an error: what was there is not known', async () => {
  const account = anAccount();
  const [service] = account.emulator.world.services;
  account.emulator.call('ecs:TagResource', {
    resourceArn: service?.arn,
    tags: [{ key: OFF_HOURS_TAG, value: 'yes' }],
  });
  expect((await restore(account)).diagnostics.all).toMatchObject([{ rule: 'scaling/off-hours-mark' }]);
});

const RUNS = 2000;
const RUNS_AN_ACCOUNT = 20;
const target = fc.record({
  min: fc.integer({ min: 0, max: 5 }),
  more: fc.integer({ min: 0, max: 5 }),
  suspended: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
});
const night = fc.record({
  desiredCount: fc.integer({ min: 0, max: 4 }),
  target: fc.option(
    target.map(({ min, more, suspended }) => ({ min, max: min + more, suspended })),
    { nil: undefined },
  ),
  happens: fc.array(fc.constantFrom('stop', 'deploy'), { maxLength: 3 }),
  restores: fc.integer({ min: 1, max: 2 }),
});

test('restoring after scaling to zero is the identity, whatever is deployed in between', async () => {
  let account = anAccount();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(night, async ({ happens, restores, ...state }) => {
      // A world grows with all that ever ran in it.
      // All nights are one moment: the request limits would never let go.
      if (runs++ % RUNS_AN_ACCOUNT === 0) account = anAccount(2, { limits: false });
      setUp(account, state);
      await stop(account);
      for (const happening of happens) await (happening === 'stop' ? stop(account) : deploy(account));
      for (let count = 0; count < restores; count++) await restore(account);
      const { target, ...others } = stateOf(account);
      expect(others).toEqual({ desiredCount: state.desiredCount, isMarked: false });
      // A target that came in the night stays, with the limits of its file.
      if (state.target || !happens.includes('deploy')) expect(target).toEqual(state.target);
      else expect(target).toMatchObject({ min: 3, max: 10 });
    }),
    { numRuns: RUNS },
  );
});

describe('suspending and resuming', () => {
  const suspended = async (account: Account, mode: 'suspend' | 'resume') =>
    applied(account, [suspensionResource({ ...SPEC, mode }, account.aws)]);

  test('stops all scaling and lets it go on, each once', async () => {
    const account = anAccount();
    setUp(account, SOME);
    await suspended(account, 'suspend');
    expect(stateOf(account).target).toEqual({ min: 2, max: 10, suspended: [true, true, true] });
    expect((await suspended(account, 'suspend')).changes).toEqual({});
    await suspended(account, 'resume');
    expect(stateOf(account).target).toEqual({ min: 2, max: 10, suspended: [false, false, false] });
  });

  test('says that there is nothing to suspend', async () => {
    const { diagnostics } = await suspended(anAccount(), 'suspend');
    expect(placed(diagnostics)).toEqual(['notice scaling/no-target']);
  });
});

describe('off-hours', () => {
  const scheduled = (text: string, isProduction = false) => {
    const diagnostics = new Diagnostics();
    const limits = { minCapacity: 2, maxCapacity: 10 };
    const actions = offHoursActions(aDocument(text, 'stack.yml'), isProduction, aScaledService(), limits, diagnostics);
    return { actions, found: placed(diagnostics) };
  };

  test('become two scheduled actions', () => {
    const { actions, found } = scheduled('{ stop: "20:00", start: "07:00", days: mon-fri, timezone: Europe/Berlin }');
    expect(found).toEqual([]);
    expect(actions.map(({ name, fields }) => [name, fields])).toEqual([
      [
        'fargate-actions-shop-shop-worker-off-hours-stop',
        {
          schedule: 'cron(0 20 ? * MON,TUE,WED,THU,FRI *)',
          timezone: 'Europe/Berlin',
          scalableTargetAction: { minCapacity: 0, maxCapacity: 0 },
        },
      ],
      [
        'fargate-actions-shop-shop-worker-off-hours-start',
        {
          schedule: 'cron(0 7 ? * MON,TUE,WED,THU,FRI *)',
          timezone: 'Europe/Berlin',
          scalableTargetAction: { minCapacity: 2, maxCapacity: 10 },
        },
      ],
    ]);
  });

  test.each([
    {
      name: 'every day without days',
      text: '{ stop: "20:00", start: "07:05" }',
      schedules: ['0 20 ? * * *', '5 7 ? * * *'],
    },
    {
      name: 'a stop after midnight is of the next day',
      text: '{ stop: "01:30", start: "07:00", days: "fri,sat" }',
      schedules: ['30 1 ? * SUN,SAT *', '0 7 ? * FRI,SAT *'],
    },
    {
      name: 'days over the weekend',
      text: '{ stop: "20:00", start: "07:00", days: sat-mon }',
      schedules: ['0 20 ? * SUN,MON,SAT *', '0 7 ? * SUN,MON,SAT *'],
    },
  ])('$name', ({ text, schedules }) => {
    expect(scheduled(text).actions.map(({ fields }) => fields['schedule'])).toEqual(
      schedules.map((fields) => `cron(${fields})`),
    );
  });

  test.each([
    {
      name: 'production',
      text: 'stop: "20:00"\nstart: "07:00"',
      isProduction: true,
      found: 'error scaling/off-hours-production stack.yml:1:1',
    },
    {
      name: 'a time without quotation marks',
      text: 'stop: 20\nstart: "07:00"',
      found: 'error scaling/off-hours-time stack.yml:1:7',
    },
    { name: 'no start', text: 'stop: "20:00"', found: 'error scaling/off-hours-time stack.yml:1:1' },
    {
      name: 'a day that there is not',
      text: 'stop: "20:00"\nstart: "07:00"\ndays: mon-frei',
      found: 'error scaling/off-hours-days stack.yml:3:7',
    },
    {
      name: 'a zone that there is not',
      text: 'stop: "20:00"\nstart: "07:00"\ntimezone: Berlin',
      found: 'error scaling/time-zone stack.yml:3:11',
    },
  ])('refused: $name', ({ text, isProduction, found }) => {
    expect(scheduled(text, isProduction)).toEqual({ actions: [], found: [found] });
  });

  test('a target that sleeps by its schedule is left asleep', async () => {
    const account = anAccount();
    setUp(account, { desiredCount: 0, target: { min: 0, max: 0, suspended: [false, false, false] } });
    const { scaling } = read('scalableTarget: { minCapacity: 2, maxCapacity: 10 }');
    if (!scaling) throw new Error('The file is right.');
    const service = aScaledService(SERVICE);
    const spec = { service, prune: false, hasOffHours: true, tags: {} };
    expect((await applied(account, scalingResources(scaling, spec, account.aws))).changes).toEqual({});
  });
});

test('production has no off-hours, whoever asks', async () => {
  const account = anAccount();
  const spec = { ...SPEC, at: { file: 'stack.yml', line: 3, column: 5 }, isProduction: true };
  const { diagnostics } = await applied(account, [scaleToZeroResource(spec, account.aws)]);
  expect(placed(diagnostics)).toEqual(['error scaling/off-hours-production stack.yml:3:5']);
  expect(account.writes()).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { OFF_HOURS_TAG, REPLACING_TAG } from '@fargate-actions/service';
import { offHoursActions } from './off-hours-schedule.ts';
import { suspensionResource } from './suspension.ts';
import { scalingResources } from '../resources/scaling-resources.ts';
import { anAccount, applied, SERVICE, type Account } from '../../test/an-account.ts';
import { aDocument, aScaledService, CPU, placed, read } from '../../test/files.ts';
import { killBefore, markOf, restore, setUp, stateOf, stop, tagWorker, type State } from '../../test/off-hours.ts';

/** A deploy of scaling and tasks, as it happens while nobody looks at the hour. */
async function deploy(account: Account): Promise<void> {
  const { scaling } = read(
    `scalableTarget: { minCapacity: 3, maxCapacity: 10 }\nscalingPolicy: { targetValue: 70, ${CPU} }`,
  );
  const service = aScaledService(SERVICE);
  const spec = { service, prune: true, tags: {}, now: 0 };
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
    killBefore(account, ['TagResource', 'RegisterScalableTarget', 'UpdateService'][writes] ?? '');
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

test('a singleton is started by what has it start alone', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 1 });
  await stop(account);
  const seen: number[] = [];
  const startsAlone = {
    isSingleton: true,
    whyNot: () => Promise.resolve(undefined),
    start: async (start: (confirm: () => void) => Promise<void>) => {
      seen.push(stateOf(account).desiredCount);
      await start(() => undefined);
    },
  };
  await restore(account, { startsAlone });
  expect([seen, stateOf(account)]).toEqual([[0], { desiredCount: 1, target: undefined, isMarked: false }]);
});

test.each([
  { name: 'had one task', desiredCount: 1, isBalanced: false, isAloneToStart: true },
  { name: 'had several', desiredCount: 2, isBalanced: false, isAloneToStart: false },
  { name: 'takes requests', desiredCount: 1, isBalanced: true, isAloneToStart: false },
])('a service that may be a singleton for all that is known starts alone: it $name', async (wanted) => {
  const { desiredCount, isBalanced, isAloneToStart } = wanted;
  const account = anAccount();
  setUp(account, { desiredCount });
  if (isBalanced) balance(account);
  await stop(account);
  let isAlone = false;
  const startsAlone = {
    isSingleton: false,
    whyNot: () => Promise.resolve(undefined),
    start: async (start: (confirm: () => void) => Promise<void>) => {
      isAlone = true;
      await start(() => undefined);
    },
  };
  await restore(account, { startsAlone });
  expect([isAlone, stateOf(account)]).toMatchObject([isAloneToStart, { desiredCount, isMarked: false }]);
});

function balance({ emulator }: Account): void {
  emulator.call('ecs:RegisterTaskDefinition', {
    family: 'shop-web',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'web', image: 'shop/web:1', portMappings: [{ containerPort: 80 }] }],
  });
  const [targetGroup] = emulator.world.targetGroups;
  emulator.call('ecs:UpdateService', {
    cluster: SERVICE.cluster,
    service: SERVICE.name,
    taskDefinition: 'shop-web',
    loadBalancers: [{ targetGroupArn: targetGroup?.arn, containerName: 'web', containerPort: 80 }],
  });
  emulator.advance(600);
}

test('a singleton that would not be alone is refused, and keeps its mark', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 1 });
  await stop(account);
  const reason = { message: 'The task 1a2b runs beat.', hint: 'Stop it.' };
  const startsAlone = {
    isSingleton: true,
    whyNot: () => Promise.resolve(reason),
    start: () => Promise.reject(new Error('not to be called')),
  };
  const { outcomes } = await restore(account, { startsAlone });
  expect(outcomes).toMatchObject([{ result: 'failed', error: reason }]);
  expect(stateOf(account)).toMatchObject({ desiredCount: 0, isMarked: true });
});

test.each([0, 1])(
  'of a singleton that is being replaced, and has %i tasks, one task is remembered',
  async (desiredCount) => {
    const account = anAccount();
    setUp(account, { desiredCount });
    tagWorker(
      account,
      REPLACING_TAG,
      'from=shop-worker:1 to=shop-worker:2 run=run-42-1a2b at=2026-11-23T09:15:10.536Z',
    );
    const { diagnostics } = await stop(account);
    expect([markOf(account), placed(diagnostics)]).toEqual([
      'desired=1',
      desiredCount === 1 ? [] : ['notice scaling/being-replaced'],
    ]);
    await restore(account);
    expect(stateOf(account)).toMatchObject({ desiredCount: 1, isMarked: false });
  },
);

test.each([
  ['to zero', stop],
  ['restored', restore],
])('a tag that somebody else wrote: %s, nothing is written, because what was there is not known', async (_, mode) => {
  const account = anAccount();
  setUp(account, SOME);
  tagWorker(account, OFF_HOURS_TAG, 'yes');
  const before = account.writes().length;
  const { outcomes } = await mode(account);
  expect(outcomes).toMatchObject([
    { result: 'failed', error: { message: expect.stringContaining('not one that this tool wrote') } },
  ]);
  expect(account.writes()).toHaveLength(before);
  expect(stateOf(account)).toEqual({ ...SOME, isMarked: true });
});

test('limits of 0 and a suspended schedule are what off-hours leave: they are never remembered', async () => {
  const account = anAccount();
  const forgotten = { desiredCount: 4, target: { min: 0, max: 0, suspended: [false, false, true] } };
  setUp(account, forgotten);
  const { outcomes } = await stop(account);
  expect(outcomes).toMatchObject([
    { result: 'failed', error: { message: expect.stringContaining('says what it had before') } },
  ]);
  expect(stateOf(account)).toEqual({ ...forgotten, isMarked: false });
});

test('a mark that shows only later, as in reads that are stale, is the one that counts', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 4, target: { min: 0, max: 0, suspended: [false, false, true] } });
  const shows = account.clock.sleep(8).then(() => {
    tagWorker(account, OFF_HOURS_TAG, 'desired=4 min=2 max=10 suspended=none');
  });
  const [{ outcomes }] = await Promise.all([stop(account), shows]);
  expect(outcomes).toMatchObject([{ result: 'applied' }]);
  expect(markOf(account)).toBe('desired=4 min=2 max=10 suspended=none');
});

test('a mark is written again where the service is awake: a stale read may show one that is gone', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 0 });
  tagWorker(account, OFF_HOURS_TAG, 'desired=4 min=2 max=10 suspended=none');
  setUp(account, { desiredCount: 0, target: { min: 2, max: 10, suspended: [false, false, false] } });
  const before = account.writes().length;
  await stop(account);
  expect(account.writes().slice(before)).toEqual(['TagResource', 'RegisterScalableTarget']);
  expect(markOf(account)).toBe('desired=4 min=2 max=10 suspended=none');
});

test('a service that is not there is an error where it was asked for, and left out of all others', async () => {
  const account = anAccount();
  for (const mode of [stop, restore]) {
    const named = await mode(account, { name: 'shop-wörker' });
    expect(named.diagnostics.all).toMatchObject([
      { severity: 'error', rule: 'scaling/no-such-service', hint: 'There are: shop-worker.' },
    ]);
    const all = await mode(account, { name: 'shop-wörker', isNamed: false });
    expect(all.diagnostics.all).toMatchObject([
      { severity: 'notice', rule: 'scaling/no-such-service', hint: 'There are: shop-worker.' },
    ]);
    expect(all.outcomes).toMatchObject([{ result: 'unchanged' }]);
  }
});

test('a count outside of the limits does not outlive them, which is said', async () => {
  const account = anAccount();
  setUp(account, { desiredCount: 4, target: { min: 2, max: 10, suspended: [false, false, false] } });
  setUp(account, { desiredCount: 0, target: { min: 2, max: 10, suspended: [false, false, false] } });
  await stop(account);
  const { diagnostics } = await restore(account);
  expect(diagnostics.all).toMatchObject([{ rule: 'scaling/outside-limits' }]);
  expect(diagnostics.all[0]?.message).toContain('makes 2 of them');
});

const RUNS = 2000;
const RUNS_AN_ACCOUNT = 20;
const target = fc
  .record({
    min: fc.integer({ min: 0, max: 5 }),
    more: fc.integer({ min: 0, max: 5 }),
    suspended: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  })
  // Without a mark that is what is refused: see above.
  .filter(({ min, more, suspended: [, , scheduled] }) => min + more > 0 || !scheduled);
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

/** A state that lasts: with a target, a count within its limits. */
const lasting: fc.Arbitrary<State> = fc
  .record({ more: fc.nat({ max: 8 }), target: fc.option(target, { nil: undefined }) })
  .map(({ more, target: limits }) => {
    if (!limits) return { desiredCount: more };
    const { min, more: span, suspended } = limits;
    return { desiredCount: min + Math.min(more, span), target: { min, max: min + span, suspended } };
  });
const killed = fc.option(fc.constantFrom('TagResource', 'RegisterScalableTarget', 'UpdateService', 'UntagResource'), {
  nil: undefined,
});
const brokenNight = fc.record({
  before: lasting,
  stops: fc.array(killed, { maxLength: 2 }),
  restores: fc.array(killed, { maxLength: 3 }),
  seconds: fc.constantFrom(0.5, 2, 60, 600),
});

test('whoever is killed on the way there and back, and however late it is repeated: it ends where it began', async () => {
  let account = anAccount();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(brokenNight, async ({ before, stops, restores, seconds }) => {
      if (runs++ % RUNS_AN_ACCOUNT === 0) account = anAccount(2, { limits: false });
      setUp(account, before);
      account.emulator.advance(5);
      for (const [mode, kills] of [
        [stop, [...stops, undefined]],
        [restore, [...restores, undefined]],
      ] as const) {
        for (const operation of kills) {
          if (operation !== undefined) killBefore(account, operation);
          await mode(account);
          account.emulator.changeScenario({ faults: [] });
          account.emulator.advance(seconds);
        }
      }
      account.emulator.advance(5);
      expect(stateOf(account)).toEqual({ target: undefined, ...before, isMarked: false });
    }),
    { numRuns: 300 },
  );
});

describe('suspending and resuming', () => {
  const suspended = async (account: Account, mode: 'suspend' | 'resume') =>
    applied(account, [suspensionResource({ ...SERVICE, at: undefined, isNamed: true, mode }, account.aws)]);

  test('stops all scaling and lets it go on, each once', async () => {
    const account = anAccount();
    setUp(account, SOME);
    await suspended(account, 'suspend');
    expect(stateOf(account).target).toEqual({ min: 2, max: 10, suspended: [true, true, true] });
    expect((await suspended(account, 'suspend')).changes).toEqual({});
    await suspended(account, 'resume');
    expect(stateOf(account).target).toEqual({ min: 2, max: 10, suspended: [false, false, false] });
  });

  test.each([
    { mode: 'suspend', had: [false, true, false], asleep: [true, true, true], has: [true, true, true] },
    { mode: 'resume', had: [false, true, false], asleep: [false, false, true], has: [false, false, false] },
  ] as const)('in off-hours, $mode is for when they end, and wakes nothing', async ({ mode, had, asleep, has }) => {
    const account = anAccount();
    setUp(account, { ...SOME, target: { min: 2, max: 10, suspended: had } });
    await stop(account);
    await suspended(account, mode);
    expect(stateOf(account)).toEqual({ ...ZERO, target: { min: 0, max: 0, suspended: asleep } });
    expect((await suspended(account, mode)).changes).toEqual({});
    await restore(account);
    expect(stateOf(account)).toEqual({ desiredCount: 4, target: { min: 2, max: 10, suspended: has }, isMarked: false });
  });

  test.each([
    { desiredCount: 0, becomes: 'make 2 of them' },
    { desiredCount: 12, becomes: 'make 10 of them' },
  ])('is refused where it would change the number of tasks: $desiredCount', async ({ desiredCount, becomes }) => {
    const account = anAccount();
    setUp(account, SOME);
    account.emulator.advance(5);
    account.emulator.call('ecs:UpdateService', { cluster: SERVICE.cluster, service: SERVICE.name, desiredCount });
    const { outcomes } = await suspended(account, 'suspend');
    expect(outcomes).toMatchObject([{ result: 'failed', error: { message: expect.stringContaining(becomes) } }]);
    account.emulator.advance(60);
    expect(stateOf(account)).toEqual({ ...SOME, desiredCount, isMarked: false });
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
    {
      name: 'a start at the stop',
      text: 'stop: "20:00"\nstart: "20:00"',
      found: 'error scaling/off-hours-time stack.yml:2:8',
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
    const spec = { service, prune: false, hasOffHours: true, tags: {}, now: 0 };
    expect((await applied(account, scalingResources(scaling, spec, account.aws))).changes).toEqual({});
  });
});

test('production has no off-hours, whoever asks', async () => {
  const account = anAccount();
  const { diagnostics } = await stop(account, { at: { file: 'stack.yml', line: 3, column: 5 }, isProduction: true });
  expect(placed(diagnostics)).toEqual(['error scaling/off-hours-production stack.yml:3:5']);
  expect(account.writes()).toEqual([]);
});

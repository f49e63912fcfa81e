import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deployed, type Deployed, type DeploymentSpec } from '../../../test/rollout/time/deployed.ts';

/** The settings that the seed's target group has, and AWS's own deregistration delay. */
const SEED = { interval: 30, threshold: 2, drainSeconds: 300 };

function phasesOf({ report }: Deployed): Record<string, number> {
  return Object.fromEntries((report.time?.phases ?? []).map(({ phase, seconds }) => [phase, seconds]));
}

/** What the progress lines said that it waits for, each once. */
function waitsOf({ told }: Deployed): string[] {
  return [...new Set(told.flatMap(({ waitingFor }) => waitingFor ?? []))];
}

describe('a deployment behind the target group of the seed, with the deregistration delay that AWS sets', () => {
  const run = deployed({ targetGroup: SEED });

  test('spends most of its time on draining, and its phases add up to what AWS says it took', async () => {
    const { report, seconds } = await run;
    expect(report.status).toBe('deployed');
    expect(phasesOf(await run)).toMatchObject({ draining: 300, health: 61 });
    expect(report.time?.phases.reduce((sum, one) => sum + one.seconds, 0)).toBe(Math.round(seconds));
    expect(report.time?.seconds).toBe(Math.round(seconds));
  });

  test('is advised to shorten the draining', async () => {
    expect((await run).report.time?.advice).toMatchObject({
      setting: 'deregistration_delay.timeout_seconds',
      savesSeconds: 270,
    });
  });

  test('says what it waits for while nothing moves, and until when by the clock of AWS', async () => {
    const waits = waitsOf(await run);
    expect(waits).toEqual([
      expect.stringMatching(/^2 new tasks to pull the image \(since 09:20:1\d UTC\)$/),
      "the load balancer's health checks: 0 of 2 targets healthy",
      expect.stringMatching(/^2 old tasks to drain until 09:26:\d\d UTC \(deregistration delay 300 s\)$/),
    ]);
    const { emulator } = (await run).account;
    const drained = emulator.timeline.filter(({ from, to }) => from === 'DEACTIVATING' && to === 'STOPPING').at(-1);
    const at = new Date(emulator.world.startAt + (drained?.at ?? 0) * 1000).toISOString().slice(11, 19);
    expect(waits.at(-1)).toContain(at);
  });

  test('tells a wait once, not at every look', async () => {
    const { told } = await run;
    expect(told.length).toBeLessThan(15);
  });
});

test.each<{ name: string; spec: DeploymentSpec; setting: string | undefined; saves?: number }>([
  {
    name: 'slow checks of the target group',
    spec: { targetGroup: { interval: 30, threshold: 5, drainSeconds: 30 } },
    setting: 'HealthCheckIntervalSeconds',
    saves: 140,
  },
  {
    name: 'slow checks in the container',
    spec: { container: { healthCheck: { command: ['CMD-SHELL', 'true'], interval: 30 } } },
    setting: 'healthCheck.interval',
    saves: 25,
  },
  { name: 'no checks at all', spec: {}, setting: 'healthCheck', saves: 35 },
  {
    name: 'waves that maximumPercent makes',
    spec: { desiredCount: 4, percents: [100, 125], targetGroup: { interval: 5, threshold: 2, drainSeconds: 5 } },
    setting: 'maximumPercent',
  },
  {
    name: 'containers that do not hear SIGTERM',
    spec: {
      targetGroup: { interval: 5, threshold: 2, drainSeconds: 5 },
      scenario: { images: { '*': { behaviour: 'healthy', stopSeconds: 100 } } },
    },
    setting: 'stopTimeout',
    saves: 28,
  },
  {
    name: 'a large image',
    spec: {
      targetGroup: { interval: 5, threshold: 2, drainSeconds: 5 },
      scenario: { timings: { pullSeconds: 120, jitter: 0 } },
    },
    setting: 'image',
    saves: 60,
  },
  {
    name: 'nothing worth a change',
    spec: { targetGroup: { interval: 5, threshold: 2, drainSeconds: 5 } },
    setting: undefined,
  },
])('$name: the advice is $setting', async ({ spec, setting, saves }) => {
  const { report, seconds } = await deployed(spec);
  expect(report.time?.seconds).toBe(Math.round(seconds));
  expect(report.time?.advice?.setting).toBe(setting);
  if (saves !== undefined) expect(report.time?.advice?.savesSeconds).toBeCloseTo(saves, -1);
});

test('what the advice promises comes true', async () => {
  const before = await deployed({ targetGroup: SEED });
  const after = await deployed({ targetGroup: { ...SEED, drainSeconds: 30 } });
  expect(before.seconds - after.seconds).toBeCloseTo(before.report.time?.advice?.savesSeconds ?? 0, -1);
});

test('each wave of a deployment is counted', async () => {
  const waves = await deployed({ desiredCount: 4, percents: [100, 125], scenario: { timings: { jitter: 0 } } });
  const atOnce = await deployed({ desiredCount: 4, scenario: { timings: { jitter: 0 } } });
  expect(phasesOf(waves)['pull']).toBe(4 * (phasesOf(atOnce)['pull'] ?? 0));
  expect(phasesOf(waves)['health']).toBeGreaterThanOrEqual(4 * 40);
});

describe('a protected task', () => {
  const run = deployed({
    targetGroup: { interval: 5, threshold: 2, drainSeconds: 5 },
    during: { happenings: [{ atSeconds: 0, happens: 'protect', name: 'amply-api', minutes: 10, tasks: 1 }] },
  });

  test('is said to be what the deployment waits for, with the end of its protection', async () => {
    expect(waitsOf(await run)).toContainEqual(
      expect.stringMatching(/^1 old task protected from being stopped until 09:30:00 UTC \([0-9a-f]{8}\)$/),
    );
  });

  test('makes no health check look slow', async () => {
    expect(phasesOf(await run)['health']).toBe(10);
    expect(phasesOf(await run)['waiting']).toBeGreaterThan(500);
  });
});

test('lacking capacity is said in the words of ECS', async () => {
  const run = await deployed({ during: { images: { '*:v2': { behaviour: 'no-capacity', times: 4 } } } });
  expect(waitsOf(run)[0]).toBe(
    'a place for 2 new tasks (Capacity is unavailable at this time. Please try again later or in a different availability zone)',
  );
  expect(phasesOf(run)['waiting']).toBeGreaterThan(60);
});

test('a task that has to be killed is waited for', async () => {
  const run = await deployed({
    container: { stopTimeout: 120 },
    scenario: { images: { '*:v1': { behaviour: 'healthy', stopSeconds: 100 } } },
  });
  expect(waitsOf(run)).toContain('2 old tasks to end after SIGTERM');
});

test("a runner's clock that is a minute off changes nothing", async () => {
  const spec: DeploymentSpec = { targetGroup: SEED };
  const [right, wrong] = [await deployed(spec), await deployed({ ...spec, skewSeconds: -60 })];
  expect(wrong.report.time?.phases).toEqual(right.report.time?.phases);
  expect(waitsOf(wrong)).toEqual(waitsOf(right));
});

test.each([
  ['ecs:ListTasks', false],
  ['ecs:DescribeTasks', false],
  ['elasticloadbalancing:DescribeTargetGroups', false],
  ['elasticloadbalancing:DescribeTargetGroupAttributes', false],
  ['elasticloadbalancing:DescribeTargetHealth', true],
  ['ecs:GetTaskProtection', true],
  ['ecs:DescribeTaskDefinition', true],
  ['ecs:DescribeServiceDeployments', true],
])('without %s it is deployed all the same, with one notice; time told: %s', async (permission, isTimeTold) => {
  const run = await deployed({ targetGroup: SEED, during: { denied: [permission] } });
  expect(run.report.status).toBe('deployed');
  expect(run.report.time !== undefined).toBe(isTimeTold);
  const notices = run.aws.gaps.all.map((denial) => denial.permission);
  expect(notices).toEqual(permission === 'ecs:DescribeTaskDefinition' ? [] : [permission]);
});

test('a failure of these reads is no failure of the deployment', async () => {
  const run = await deployed({
    targetGroup: SEED,
    during: { faults: [{ operation: 'DescribeTasks', error: 'ServerException' }] },
  });
  expect(run.report).toMatchObject({ status: 'deployed' });
  expect(run.report.time).toBeUndefined();
  expect(waitsOf(run)).toEqual([]);
});

test('a quick deployment is not asked where its time went', async () => {
  const run = await deployed({
    container: { healthCheck: { command: ['CMD-SHELL', 'true'], interval: 5 } },
    scenario: {
      timings: { provisioningSeconds: 2, pendingSeconds: 1, pullSeconds: 2, deprovisioningSeconds: 1, jitter: 0 },
    },
  });
  expect(run.seconds).toBeLessThan(30);
  expect(run.report.time).toBeUndefined();
  const asked = run.account.emulator.requests.map(({ operation }) => operation);
  expect(asked).not.toContain('DescribeTargetGroupAttributes');
  expect(asked).not.toContain('ListTasks');
});

const percents = fc.constantFrom<readonly [number, number]>([100, 200], [50, 100], [0, 100], [100, 150], [50, 200]);

const world: fc.Arbitrary<DeploymentSpec> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  desiredCount: fc.integer({ min: 2, max: 5 }),
  percents,
  targetGroup: fc.option(
    fc.record({
      interval: fc.integer({ min: 5, max: 60 }),
      threshold: fc.integer({ min: 2, max: 5 }),
      drainSeconds: fc.constantFrom(0, 5, 30, 120, 300),
    }),
    { nil: undefined },
  ),
  scenario: fc.record({
    images: fc.constantFrom(
      {},
      { '*': { behaviour: 'healthy' as const, stopSeconds: 60 } },
      { '*:v2': { behaviour: 'flaky' as const, times: 2 } },
      { '*:v2': { behaviour: 'slow' as const } },
      { '*:v2': { behaviour: 'no-capacity' as const, times: 3 } },
    ),
    staleReadsSeconds: fc.constantFrom(0, 3),
  }),
  skewSeconds: fc.constantFrom(0, -60, 45),
});

test('in any world no phase is negative, and they sum up to the duration', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (spec) => {
      const { report, seconds } = await deployed(spec);
      if (report.status !== 'deployed' || !report.time) return;
      const { time } = report;
      expect(time.phases.every((one) => Number.isInteger(one.seconds) && one.seconds > 0)).toBe(true);
      expect(time.phases.reduce((sum, one) => sum + one.seconds, 0)).toBe(Math.round(seconds));
      expect(time.bars.length).toBeLessThanOrEqual(20);
      for (const { fromSeconds, toSeconds } of time.bars) {
        expect(fromSeconds).toBeGreaterThanOrEqual(0);
        expect(toSeconds).toBeGreaterThan(fromSeconds);
        expect(toSeconds).toBeLessThanOrEqual(Math.round(seconds));
      }
      expect(time.advice?.savesSeconds ?? 10).toBeGreaterThanOrEqual(10);
      expect(time.advice?.savesSeconds ?? 0).toBeLessThan(seconds);
    }),
    { seed: 20261122, numRuns: 60 },
  );
});

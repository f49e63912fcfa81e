import { describe, expect, test } from '@jest/globals';
import { anAccount, SERVICE, type Account } from '../../test/an-account.ts';
import { aScaledService, CPU, metricMath, read, targetTracking } from '../../test/files.ts';
import { simulateScaling, type ScalingToSimulate } from './simulate-scaling.ts';

const POLICY = targetTracking('targetValue: 70', 'scaleOutCooldown: 60', CPU);
const DIMENSIONS = { ClusterName: SERVICE.cluster, ServiceName: SERVICE.name };

function scalingOf(text: string, name: string = SERVICE.name): ScalingToSimulate {
  const service = aScaledService({ ...SERVICE, name });
  const { scaling, diagnostics } = read(text, service);
  if (!scaling) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return { service, wanted: scaling };
}

/** Pushes the CPU of so many tasks for each of the last minutes; undefined where there was none. */
function pushCpu({ emulator }: Account, minutes: readonly (readonly [cpu: number, tasks: number] | undefined)[]): void {
  const end = Math.floor(emulator.world.now / 60_000) * 60_000;
  minutes.forEach((minute, index) => {
    if (!minute) return;
    const [cpu, tasks] = minute;
    emulator.pushMetrics({
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      dimensions: DIMENSIONS,
      values: Array.from({ length: tasks }, () => cpu),
      at: end - (minutes.length - index) * 60_000,
    });
  });
}

function pushTasks({ emulator }: Account, counts: readonly number[]): void {
  const end = Math.floor(emulator.world.now / 60_000) * 60_000;
  counts.forEach((value, index) => {
    emulator.pushMetrics({
      namespace: 'ECS/ContainerInsights',
      name: 'RunningTaskCount',
      dimensions: DIMENSIONS,
      value,
      at: end - (counts.length - index) * 60_000,
    });
  });
}

const simulation = (account: Account, scalings: readonly ScalingToSimulate[], hours = 1) =>
  account.clock.run(simulateScaling(scalings, hours, account.emulator.world.now, account.aws));

const minutes = (count: number, cpu: number, tasks: number) =>
  Array.from({ length: count }, () => [cpu, tasks] as const);

describe('what scaling would have done', () => {
  test('is worked out of what CloudWatch has of the service, and priced by its task definition', async () => {
    const account = anAccount();
    // 2 tasks at 105 % of the target's 70 want a third one, which lessens the load of each.
    pushCpu(account, [...minutes(20, 50, 2), ...minutes(40, 105, 2)]);
    const [result] = await simulation(account, [scalingOf(POLICY)]);
    expect(result).toMatchObject({
      service: 'shop-worker',
      kind: 'simulated',
      maxTasks: 10,
      startAt: Math.floor(account.emulator.world.now / 60_000) * 60_000 - 3_600_000,
      simulation: { peak: 3, minutesAtMax: 0, changes: [{ minute: 22, from: 2, to: 3 }], taskHoursThen: 2 },
      remarks: [],
    });
    expect(result).toHaveProperty('taskHourPrice', 0.25 * 0.04656 + 0.5 * 0.00511);
  });

  test('counts the tasks that ran by Container Insights, where it is on', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 65, 2));
    pushTasks(
      account,
      Array.from({ length: 60 }, () => 4),
    );
    const [result] = await simulation(account, [scalingOf(POLICY)]);
    expect(result).toMatchObject({ kind: 'simulated', simulation: { taskHoursThen: 4, tasks: { 0: 4 } } });
  });

  test('takes three samples a minute for one task, where points are of 20 seconds', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 65, 6));
    const fine = targetTracking(
      'targetValue: 70',
      'predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilizationHighResolution }',
    );
    const [result] = await simulation(account, [scalingOf(fine)]);
    expect(result).toMatchObject({ kind: 'simulated', simulation: { taskHoursThen: 2 } });
  });

  test('knows that nothing ran where there is a long gap', async () => {
    const account = anAccount();
    pushCpu(account, [...minutes(30, 50, 2), ...Array.from({ length: 30 }, () => undefined)]);
    const [result] = await simulation(account, [scalingOf(POLICY)]);
    expect(result).toMatchObject({ kind: 'simulated', simulation: { taskHoursThen: (33 * 2) / 60 } });
  });

  test('says of policies what it leaves out', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 50, 2));
    const several = `scalingPolicies:
  - policyName: cpu
    targetTrackingScalingPolicyConfiguration: { targetValue: 70, ${CPU} }
  - policyName: memory
    targetTrackingScalingPolicyConfiguration: { targetValue: 70, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageMemoryUtilization } }
  - policyName: steps
    stepScalingPolicyConfiguration: { adjustmentType: ChangeInCapacity, stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }] }
`;
    const [result] = await simulation(account, [scalingOf(several)]);
    expect(result).toMatchObject({
      kind: 'simulated',
      remarks: [
        'Of one policy there is no data: nothing scales in by it.',
        "one policy can't be simulated: only target tracking is.",
      ],
    });
  });

  describe('of a service that sleeps at night', () => {
    // Of the 24 h before 9:05 on a Monday eleven, of which CloudWatch has nothing.
    const asleep = (account: Account) => {
      pushCpu(
        account,
        Array.from({ length: 1440 }, (_, minute) => (minute >= 655 && minute < 1315 ? undefined : [60, 2])),
      );
    };
    const action = (name: string, schedule: string, min: number, max: number) =>
      `  - { scheduledActionName: ${name}, schedule: "${schedule}", scalableTargetAction: { minCapacity: ${min}, maxCapacity: ${max} } }`;
    const withActions = (...actions: readonly string[]) =>
      [POLICY.trimEnd(), 'scheduledActions:', ...actions, ''].join('\n');
    const NIGHT = [action('stop', 'cron(0 20 ? * * *)', 0, 0), action('start', 'cron(0 7 ? * * *)', 2, 10)];

    test('is the same night, where its scheduled actions bring that about', async () => {
      const account = anAccount();
      asleep(account);
      const [result] = await simulation(account, [scalingOf(withActions(...NIGHT))], 24);
      expect(result).toMatchObject({
        simulation: { taskHours: 26, taskHoursThen: expect.closeTo(26, 0), minutesAtMax: 0, minutesStarved: 0 },
        maxTasks: 10,
        remarks: [],
      });
    });

    test('is a night without tasks, where the actions are new', async () => {
      const account = anAccount();
      pushCpu(account, minutes(1440, 60, 2));
      const [result] = await simulation(account, [scalingOf(withActions(...NIGHT))], 24);
      expect(result).toMatchObject({ simulation: { taskHours: 26, taskHoursThen: 48 }, remarks: [] });
    });

    test('leaves the night as it was, where something else brings it about, and says so', async () => {
      const account = anAccount();
      asleep(account);
      const [result] = await simulation(account, [scalingOf(POLICY)], 24);
      expect(result).toMatchObject({
        simulation: { taskHours: expect.closeTo(26, 0), taskHoursThen: expect.closeTo(26, 0) },
        remarks: ['For 657 min nothing ran, though the limits ask for tasks: those minutes are left as they were.'],
      });
    });

    test('says what of its actions can’t be simulated', async () => {
      const account = anAccount();
      pushCpu(account, minutes(60, 50, 2));
      const [result] = await simulation(account, [scalingOf(withActions(action('often', 'rate(2 hours)', 3, 9)))]);
      expect(result).toMatchObject({
        remarks: ["one scheduled action can't be simulated: when it would have acted is not known."],
      });
    });

    test('heeds when an action begins and ends', async () => {
      const account = anAccount();
      pushCpu(account, minutes(60, 60, 2));
      const later = action('late', 'cron(0 9 ? * * *)', 5, 9).replace(/ }$/, ', startTime: 2026-12-01T00:00:00Z }');
      const [result] = await simulation(account, [scalingOf(withActions(later))]);
      expect(result).toMatchObject({ simulation: { peak: 2 }, maxTasks: 10 });
    });
  });

  test('says what it assumes of a metric', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 50, 2));
    const own = targetTracking(
      'targetValue: 70',
      `customizedMetricSpecification: { namespace: AWS/ECS, metricName: CPUUtilization, statistic: Average, dimensions: [{ name: ClusterName, value: ${SERVICE.cluster} }, { name: ServiceName, value: ${SERVICE.name} }] }`,
    );
    const [result] = await simulation(account, [scalingOf(own)]);
    expect(result).toMatchObject({
      remarks: ['`AWS/ECS CPUUtilization` is taken to be per task: what was measured falls as tasks are added.'],
    });
  });

  test('is read for all services in one request', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 50, 2));
    const services = ['shop-worker', 'shop-web', 'shop-jobs'];
    const results = await simulation(
      account,
      services.map((name) => scalingOf(POLICY, name)),
    );
    expect(results.map(({ service, kind }) => [service, kind])).toEqual([
      ['shop-worker', 'simulated'],
      ['shop-web', 'not simulated'],
      ['shop-jobs', 'not simulated'],
    ]);
    expect(account.emulator.requests.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(1);
  });
});

describe('what is not simulated says why, and stops nothing', () => {
  test('without data', async () => {
    expect(await simulation(anAccount(), [scalingOf(POLICY)], 24)).toEqual([
      { service: 'shop-worker', kind: 'not simulated', because: 'CloudWatch has no data of the last 24 h' },
    ]);
  });

  test('where nothing tracks a metric, and nothing is asked', async () => {
    const account = anAccount();
    const asked = account.emulator.requests.length;
    expect(await simulation(account, [scalingOf('scalableTarget: { maxCapacity: 4 }\n')])).toEqual([
      { service: 'shop-worker', kind: 'not simulated', because: 'none of its policies tracks a metric' },
    ]);
    expect(account.emulator.requests.length).toBe(asked);
  });

  test('where metrics may not be read, which is noted once', async () => {
    const account = anAccount(2, { denied: ['cloudwatch:GetMetricData'] });
    expect(await simulation(account, [scalingOf(POLICY)])).toEqual([
      { service: 'shop-worker', kind: 'not simulated', because: 'its metrics may not be read' },
    ]);
    expect(account.aws.gaps.all.map(({ permission }) => permission)).toEqual(['cloudwatch:GetMetricData']);
  });

  test('where CloudWatch does not take an expression: that service alone', async () => {
    const account = anAccount();
    pushCpu(account, minutes(60, 50, 2));
    const wrong = metricMath(
      '{ id: m1, metricStat: { metric: { namespace: Own, metricName: Depth }, stat: Sum }, returnData: false }',
      '{ id: e1, expression: "NONSENSE(m1)" }',
    );
    const results = await simulation(account, [scalingOf(wrong, 'shop-jobs'), scalingOf(POLICY)]);
    expect(results).toMatchObject([
      { service: 'shop-jobs', kind: 'not simulated', because: expect.stringContaining('NONSENSE') },
      { service: 'shop-worker', kind: 'simulated' },
    ]);
  });

  test('where its task definition may not be read there is no price', async () => {
    const account = anAccount(2, { denied: ['ecs:DescribeTaskDefinition'] });
    pushCpu(account, minutes(60, 50, 2));
    const [result] = await simulation(account, [scalingOf(POLICY)]);
    expect(result).toMatchObject({ kind: 'simulated', taskHourPrice: undefined });
    expect(account.aws.gaps.has('ecs:DescribeTaskDefinition')).toBe(true);
  });
});

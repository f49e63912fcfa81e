import { beforeEach, describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { alarmResources } from '../alarms/resources/alarm-resources.ts';
import { targetGroupLookup } from '../alarms/resources/target-group-lookup.ts';
import type { MonitoredStack } from '../monitored-stack.ts';
import { addTargetGroup, anAccount, applied, type Account, type Applied } from '../../test/an-account.ts';
import { aMonitoredService, aMonitoredStack } from '../../test/a-stack.ts';
import { balancedServices } from './balanced-services.ts';
import { recommendedAlarms } from './recommended-alarms.ts';

const api = aMonitoredService();
const worker = aMonitoredService({ name: 'amply-worker', targetGroups: [], queue: 'celery' });
const beat = aMonitoredService({ name: 'amply-beat', targetGroups: [], isSingleton: true, leastTasks: 1 });
const PRODUCTION = aMonitoredStack({ services: [api, worker, beat] });
const STAGING = aMonitoredStack({ ...PRODUCTION, hasOffHours: true });

let account: Account;
beforeEach(() => {
  account = anAccount();
});

async function apply(stack: MonitoredStack): Promise<Applied> {
  const diagnostics = new Diagnostics();
  const settings = { prune: false, tags: {} };
  const { aws, clock } = account;
  const balanced = await clock.run(balancedServices(stack, targetGroupLookup(aws, stack.region), diagnostics));
  const resources = alarmResources(recommendedAlarms(stack, balanced), stack, settings, aws, diagnostics);
  return applied(account, resources, diagnostics);
}

test.each([
  ['production', PRODUCTION],
  ['staging', STAGING],
])('in %s all alarms are made as they are, and the second run writes nothing', async (_, stack) => {
  const first = await apply(stack);
  expect(first.diagnostics.all).toEqual([]);
  expect(Object.keys(first.changes)).toHaveLength(14);
  expect(account.emulator.world.alarms).toHaveLength(14);
  const writes = account.writes().length;
  expect((await apply(stack)).changes).toEqual({});
  expect(account.writes()).toHaveLength(writes);
});

describe('a service whose target group', () => {
  const NLB = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/amply-nlb/1';

  test.each([
    { name: 'is of a Network Load Balancer', balancers: [NLB], why: 'is of net/amply-nlb/1' },
    { name: 'has no listener yet', balancers: [], why: 'has no load balancer yet' },
  ])('$name gets no alarms on traffic, one notice, and all others', async ({ balancers, why }) => {
    const group = account.emulator.world.targetGroups.find(({ name }) => name === 'amply-api-tg');
    const had = group?.loadBalancerArns.splice(0, 1, ...balancers);
    const { diagnostics, changes } = await apply(PRODUCTION);
    expect(diagnostics.all).toEqual([
      expect.objectContaining({
        severity: 'notice',
        rule: 'monitoring/no-application-load-balancer',
        at: api.at,
        message: expect.stringContaining(why),
      }),
    ]);
    expect(Object.keys(changes)).toHaveLength(10);
    expect(Object.keys(changes).join(' ')).not.toMatch(/5xx|p95|hosts/);
    group?.loadBalancerArns.splice(0, 1, ...(had ?? []));
    expect(Object.keys((await apply(PRODUCTION)).changes)).toHaveLength(4);
    // What is there of them, and can't be any more, is as what the files no longer have.
    group?.loadBalancerArns.splice(0, 1, ...balancers);
    expect((await apply(PRODUCTION)).diagnostics.all.map(({ rule }) => rule)).toEqual([
      'monitoring/no-application-load-balancer',
      'alarms/no-longer-in-files',
    ]);
  });
});

/** Values of some metrics, one of each a minute; undefined for a minute without. */
type Series = Readonly<Record<string, readonly (number | undefined)[]>>;

/** Lets metrics come in, and tells the state of an alarm at the end of every minute. */
function played(name: string, series: Series, minutes: number): string[] {
  const { emulator } = account;
  const find = () => emulator.world.alarms.find((alarm) => alarm.name.endsWith(`.${name}`));
  const { metric } = find() ?? {};
  const queries = metric?.Metrics?.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) ?? [metric ?? {}];
  return Array.from({ length: minutes }, (_, minute) => {
    for (const { Namespace = '', MetricName = '', Dimensions = [] } of queries) {
      const value = series[MetricName]?.[minute];
      const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
      if (value !== undefined) emulator.pushMetrics({ namespace: Namespace, name: MetricName, dimensions, value });
    }
    emulator.advance(60);
    return find()?.state ?? 'none';
  });
}

/** The minute in which an alarm goes off, counted from 1; undefined: it does not. */
function rings(name: string, series: Series, minutes: number): number | undefined {
  const index = played(name, series, minutes).indexOf('ALARM');
  return index < 0 ? undefined : index + 1;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('in production', () => {
  beforeEach(async () => {
    await apply(PRODUCTION);
    account.emulator.advance(30);
  });

  test('1 error of 1 request at night wakes nobody, and neither does a minute of errors', () => {
    expect(
      rings('amply-api-high-5xx-rate', { HTTPCode_Target_5XX_Count: times(10, 1), RequestCount: times(10, 1) }, 10),
    ).toBeUndefined();
  });

  test('a tenth of the requests failing for three minutes does', () => {
    const errors = [undefined, 10, undefined, 10, 10];
    expect(
      rings('amply-api-high-5xx-rate', { HTTPCode_Target_5XX_Count: errors, RequestCount: times(5, 100) }, 7),
    ).toBeGreaterThanOrEqual(5);
  });

  test('so does a tenth of the requests that reach no target', () => {
    const series = { TargetConnectionErrorCount: times(5, 10), RequestCount: times(5, 100) };
    expect(rings('amply-api-high-5xx-rate', series, 7)).toBeDefined();
  });

  test('the load balancer answering for want of a target rings once for all services, though that is no request', () => {
    const names = account.emulator.world.alarms
      .map(({ name }) => name)
      .filter((name) => name.includes('load-balancer'));
    expect(names).toEqual(['fargate-actions-amply.amply-prod.load-balancer-amply-alb-high-5xx-rate']);
    expect(rings('load-balancer-amply-alb-high-5xx-rate', { HTTPCode_ELB_5XX_Count: times(5, 20) }, 7)).toBeDefined();
  });

  test('the load balancer answering few of many requests does not', () => {
    const series = { HTTPCode_ELB_5XX_Count: times(8, 4), RequestCount: times(8, 100) };
    expect(rings('load-balancer-amply-alb-high-5xx-rate', series, 8)).toBeUndefined();
  });

  test('no requests at all is no error', () => {
    expect(rings('amply-api-high-5xx-rate', {}, 8)).toBeUndefined();
  });

  test('beat missing for five minutes rings, whether a metric says so or none comes', () => {
    const running = [...times(3, 1), ...times(8, 0)];
    expect(rings('amply-beat-missing', { RunningTaskCount: running }, 11)).toBeGreaterThanOrEqual(8);
    account.emulator.advance(60);
    const silent = played('amply-beat-missing', { RunningTaskCount: [1, 1, 1] }, 12);
    expect(silent[2]).toBe('OK');
    expect(silent.at(-1)).toBe('ALARM');
  });

  test('beat being replaced in three minutes does not', () => {
    const running = [1, 1, 0, 0, 0, 1, 1, 1, 1];
    expect(rings('amply-beat-missing', { RunningTaskCount: running }, 9)).toBeUndefined();
  });

  test('tasks that take eight minutes to come are waited for, eleven are too many', () => {
    const counts = (low: number) => ({
      DesiredTaskCount: times(low + 4, 4),
      RunningTaskCount: [4, 4, ...times(low, 2), 4, 4],
    });
    expect(rings('amply-worker-running-below-desired', counts(8), 12)).toBeUndefined();
    expect(rings('amply-worker-running-below-desired', counts(11), 15)).toBeGreaterThanOrEqual(12);
  });

  test('no task at all counts, though nothing comes of it', () => {
    expect(rings('amply-worker-running-below-desired', { DesiredTaskCount: times(13, 2) }, 13)).toBeDefined();
  });

  test('tasks of which nothing is heard any more count, too', () => {
    const counts = { DesiredTaskCount: [2, 2, 2], RunningTaskCount: [2, 2, 2] };
    const states = played('amply-worker-running-below-desired', counts, 18);
    expect([states[2], states.at(-1)]).toEqual(['OK', 'ALARM']);
  });

  test('an old message rings', () => {
    expect(rings('amply-worker-old-messages', { ApproximateAgeOfOldestMessage: times(8, 400) }, 8)).toBeDefined();
  });
});

describe('in an environment with off-hours', () => {
  beforeEach(async () => {
    await apply(STAGING);
    account.emulator.advance(30);
  });

  test.each([
    { name: 'as zeros', counts: { DesiredTaskCount: times(10, 0), RunningTaskCount: times(10, 0) } },
    { name: 'as nothing', counts: {} },
  ])('the night that metrics tell of $name wakes nobody', ({ counts }) => {
    expect(rings('amply-beat-missing', counts, 10)).toBeUndefined();
    expect(rings('amply-worker-running-below-desired', counts, 10)).toBeUndefined();
    expect(rings('amply-worker-old-messages', { ApproximateAgeOfOldestMessage: times(10, 9999) }, 10)).toBeUndefined();
  });

  test('beat that does not come back in the morning rings', () => {
    const counts = {
      DesiredTaskCount: [...times(5, 0), ...times(8, 1)],
      RunningTaskCount: [...times(5, 0), ...times(8, undefined)],
    };
    expect(rings('amply-beat-missing', counts, 13)).toBeGreaterThanOrEqual(10);
  });

  test('a message that is old though tasks run rings', () => {
    const series = { ApproximateAgeOfOldestMessage: times(8, 400), CPUUtilization: times(8, 0) };
    expect(rings('amply-worker-old-messages', series, 8)).toBeDefined();
  });
});

describe('what stands before a service', () => {
  test('is watched on both sides of a blue/green deployment: what fails where the traffic is now rings', async () => {
    addTargetGroup(account, 'green');
    await apply(aMonitoredStack({ services: [aMonitoredService({ targetGroups: ['amply-api-tg', 'green'] })] }));
    const { emulator } = account;
    const rate = () => emulator.world.alarms.find(({ name }) => name.endsWith('amply-api-high-5xx-rate'));
    const queries = rate()?.metric?.Metrics?.flatMap(({ Id, MetricStat }) => (MetricStat ? [{ Id, MetricStat }] : []));
    const values: Readonly<Record<string, number>> = { requests1: 10, requests2: 90, unreached2: 10 };
    emulator.advance(30);
    for (let minute = 0; minute < 6; minute++) {
      for (const { Id = '', MetricStat } of queries ?? []) {
        const { Namespace: namespace = '', MetricName: name = '', Dimensions = [] } = MetricStat.Metric ?? {};
        const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
        const value = values[Id];
        if (value !== undefined) emulator.pushMetrics({ namespace, name, dimensions, value });
      }
      emulator.advance(60);
    }
    expect(rate()?.state).toBe('ALARM');
    const balancers = emulator.world.alarms.filter(({ name }) => name.includes('load-balancer'));
    expect(balancers).toHaveLength(1);
  });

  test('and is a Network Load Balancer sees no requests: nothing is recommended of it, which is said', async () => {
    addTargetGroup(account, 'tcp', 'net/amply-tcp/0123456789abcdef');
    const { diagnostics } = await apply(aMonitoredStack({ services: [aMonitoredService({ targetGroups: ['tcp'] })] }));
    expect(diagnostics.all).toMatchObject([
      { severity: 'notice', rule: 'monitoring/no-application-load-balancer', at: { file: 'stack.yml' } },
    ]);
    const kinds = account.emulator.world.alarms.map(({ name }) => name.replace(/^.*amply-api-/, ''));
    expect(kinds).toEqual(['high-cpu', 'high-memory', 'running-below-desired']);
  });
});

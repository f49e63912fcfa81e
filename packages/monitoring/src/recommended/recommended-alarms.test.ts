import { describe, expect, test } from '@jest/globals';
import type { Json } from '@fargate-actions/documents';
import { aMonitoredService, aMonitoredStack, AT } from '../../test/a-stack.ts';
import { recommendedAlarms } from './recommended-alarms.ts';

const PREFIX = 'fargate-actions-amply.amply-prod.';
const api = aMonitoredService();
const worker = aMonitoredService({ name: 'amply-worker', targetGroups: [], queue: 'celery' });
const beat = aMonitoredService({ name: 'amply-beat', targetGroups: [], isSingleton: true, leastTasks: 1 });

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

const kindsOf = (service: typeof api): string[] =>
  recommendedAlarms(aMonitoredStack({ services: [service] })).map(({ fields }) =>
    text(fields['alarmName']).slice(`${PREFIX}${service.name}-`.length),
  );

test.each([
  {
    name: 'a service behind a load balancer',
    service: api,
    kinds: ['high-cpu', 'high-memory', 'running-below-desired', 'high-5xx-rate', 'slow-p95', 'unhealthy-hosts'],
  },
  {
    name: 'a worker on a queue',
    service: worker,
    kinds: ['high-cpu', 'high-memory', 'running-below-desired', 'old-messages'],
  },
  { name: 'a singleton', service: beat, kinds: ['high-cpu', 'high-memory', 'missing'] },
  {
    name: 'a worker without a queue',
    service: { ...worker, queue: undefined },
    kinds: ['high-cpu', 'high-memory', 'running-below-desired'],
  },
])('what is recommended for $name', ({ service, kinds }) => {
  expect(kindsOf(service)).toEqual(kinds);
});

/** The fields of one alarm of a stack of these services. */
function alarm(kind: string, services = [api, worker, beat], hasOffHours = false) {
  const entries = recommendedAlarms(aMonitoredStack({ services, hasOffHours }));
  return entries.find(({ fields }) => text(fields['alarmName']).endsWith(`-${kind}`))?.fields;
}

/** The numbers that decide when an alarm rings. */
const edge = (kind: string) => {
  const { threshold, comparisonOperator, datapointsToAlarm, evaluationPeriods, treatMissingData } = alarm(kind) ?? {};
  const condition = `${text(comparisonOperator)} ${text(threshold)}`;
  return `${condition}, ${text(datapointsToAlarm)} of ${text(evaluationPeriods)}, ${text(treatMissingData)}`;
};

test.each([
  ['high-cpu', 'GreaterThanThreshold 80, 5 of 5, notBreaching'],
  ['high-memory', 'GreaterThanThreshold 80, 5 of 5, notBreaching'],
  ['running-below-desired', 'GreaterThanThreshold 0, 10 of 10, breaching'],
  ['high-5xx-rate', 'GreaterThanThreshold 5, 3 of 5, notBreaching'],
  ['slow-p95', 'GreaterThanThreshold 1, 5 of 5, notBreaching'],
  ['unhealthy-hosts', 'GreaterThanOrEqualToThreshold 1, 3 of 3, notBreaching'],
  ['old-messages', 'GreaterThanThreshold 300, 5 of 5, notBreaching'],
  ['missing', 'LessThanThreshold 1, 5 of 5, breaching'],
])('%s rings at %s', (kind, expected) => {
  expect(edge(kind)).toBe(expected);
});

/** The expression of an alarm, with the metrics that it uses. */
const mathOf = (fields: ReturnType<typeof alarm>) => JSON.stringify(fields?.['metrics'] ?? fields?.['metricName']);

test('errors count in relation to requests, and not while there are hardly any', () => {
  expect(mathOf(alarm('high-5xx-rate'))).toContain(
    'IF(FILL(requests, 0) >= 10, 100 * (FILL(errors, 0) + FILL(unreached, 0)) / (FILL(requests, 0)), 0)',
  );
  expect(alarm('slow-p95')).toMatchObject({ extendedStatistic: 'p95', evaluateLowSampleCountPercentile: 'ignore' });
});

describe('a stack with off-hours', () => {
  const staging = (kind: string) => alarm(kind, [api, worker, beat], true);

  test('does not miss a singleton while none is wanted', () => {
    expect(mathOf(alarm('missing'))).toBe('"RunningTaskCount"');
    expect(mathOf(staging('missing'))).toContain('IF(desired > 0, FILL(running, 0), 1)');
    expect(staging('missing')).toMatchObject({ treatMissingData: 'notBreaching' });
  });

  test('does not miss tasks of which nothing is heard', () => {
    expect(staging('running-below-desired')).toMatchObject({ treatMissingData: 'notBreaching' });
  });

  test('does not mind messages that wait while no task runs', () => {
    expect(mathOf(alarm('old-messages'))).toBe('"ApproximateAgeOfOldestMessage"');
    expect(mathOf(staging('old-messages'))).toContain('IF(cpu >= 0, age, 0)');
  });
});

test('a service that may scale to nothing may be silent', () => {
  expect(alarm('running-below-desired', [{ ...worker, leastTasks: 0 }])).toMatchObject({
    treatMissingData: 'notBreaching',
  });
});

const GREEN = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/green/0123456789abcdef';

test('of several target groups each has its own alarms, and their errors count together', () => {
  const both = { ...api, targetGroups: ['blue', GREEN] };
  expect(kindsOf(both).slice(3)).toEqual([
    'high-5xx-rate',
    ...['slow-p95-blue', 'unhealthy-hosts-blue'],
    ...['slow-p95-green', 'unhealthy-hosts-green'],
  ]);
  const of = (value: string) => ({ dimensions: [{ name: 'TargetGroup', value }] });
  expect(alarm('unhealthy-hosts-green', [both])).toMatchObject(of(GREEN));
  const metrics = (alarm('high-5xx-rate', [both])?.['metrics'] ?? []) as { id: string; metricStat?: object }[];
  expect(metrics.map(({ id }) => id)).toEqual([
    ...['errors1', 'unreached1', 'requests1'],
    ...['errors2', 'unreached2', 'requests2'],
    'rate',
  ]);
  expect(metrics.slice(0, 6).map(({ metricStat }) => metricStat)).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ metric: of('blue') })),
    ...Array.from({ length: 3 }, () => ({ metric: of(GREEN) })),
  ]);
});

test('of more target groups than one alarm can take, each has its own rate', () => {
  const kinds = kindsOf({ ...api, targetGroups: ['a', 'b', 'c', 'd'] });
  expect(kinds.filter((kind) => kind.startsWith('high-5xx'))).toEqual(
    ['a', 'b', 'c', 'd'].map((group) => `high-5xx-rate-${group}`),
  );
});

test('a target group that is written as in the seed gives its alarms its name', () => {
  const groups = ['arn:aws:elasticloadbalancing:...:blue', 'green'];
  expect(kindsOf({ ...api, targetGroups: groups })).toContain('slow-p95-blue');
});

test('every alarm names its service, says what it means, and stands where stack.yml has the service', () => {
  for (const entry of recommendedAlarms(aMonitoredStack({ services: [api, worker, beat] }))) {
    const service = text(entry.fields['service']);
    expect(entry.fields['alarmName']).toMatch(`${PREFIX}${service}-`);
    expect(entry.fields['alarmDescription']).toMatch(`${service}: `);
    expect(entry.at('threshold')).toEqual(AT);
  }
});

test('an alarm about an expression returns that alone', () => {
  for (const { fields } of recommendedAlarms(aMonitoredStack({ services: [api, worker, beat], hasOffHours: true }))) {
    if (fields['metrics'] === undefined) continue;
    const metrics = fields['metrics'] as { returnData: boolean; expression?: string; id: string }[];
    const returned = metrics.filter(({ returnData }) => returnData);
    expect(returned).toEqual([metrics.at(-1)]);
    const [{ expression = '' } = {}] = returned;
    for (const { id } of metrics.slice(0, -1)) expect(expression).toContain(id);
  }
});

test('names that are too long end in a hash, and stay apart', () => {
  const long = (last: string) => aMonitoredService({ name: `${'x'.repeat(250)}-${last}` });
  const names = recommendedAlarms(aMonitoredStack({ services: [long('a'), long('b')] })).map(({ fields }) =>
    text(fields['alarmName']),
  );
  expect(new Set(names).size).toBe(names.length);
  expect(Math.max(...names.map(({ length }) => length))).toBe(255);
});

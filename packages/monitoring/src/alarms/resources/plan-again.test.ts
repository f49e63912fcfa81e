import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { readAlarmEntries } from '../file/read-alarm-entries.ts';
import { NAMESPACES } from '../metrics/find-metric.ts';
import { alarmResources } from './alarm-resources.ts';
import { aMonitoredService, aMonitoredStack } from '../../../test/a-stack.ts';
import { anAccount, applied, type Account } from '../../../test/an-account.ts';

const STACK = aMonitoredStack({
  services: [aMonitoredService({ queue: 'amply-jobs' })],
  containerInsights: 'enhanced',
});

const OPS = 'arn:aws:sns:eu-central-1:123456789012:ops';

/** An account that has both topics, and whose cluster has what the stack says. */
function anAccountOfOurs(): Account {
  const account = anAccount({ limits: false });
  const settings = [{ name: 'containerInsights', value: 'enhanced' }];
  account.emulator.call('ecs:UpdateClusterSettings', { cluster: STACK.cluster, settings });
  const { topics } = account.emulator.world;
  topics.push(...topics.slice(0, 1).map((topic) => ({ ...topic, arn: OPS })));
  return account;
}

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/);
const topics = optional(fc.uniqueArray(fc.constantFrom('amply-alerts', OPS), { maxLength: 2 }));
const dimensions = fc.uniqueArray(fc.record({ name, value: name }), { maxLength: 3, selector: (item) => item.name });
const period = fc.constantFrom(60, 300, 3600);

/** A metric that the stack can locate, with or without its namespace. */
const known = fc
  .constantFrom(
    ...NAMESPACES.flatMap(({ name: namespace, metrics }) =>
      metrics
        .filter((metric) => metric.dimensions !== 'given')
        .map((metric) => ({ namespace, metricName: metric.name })),
    ),
  )
  .chain((metric) => fc.constantFrom(metric, { metricName: metric.metricName }));
const unknown = fc.record({ namespace: fc.constant('Shop'), metricName: name, dimensions });

const common = {
  alarmDescription: optional(name),
  actionsEnabled: optional(fc.boolean()),
  alarmActions: topics,
  okActions: topics,
  insufficientDataActions: topics,
  notify: optional(fc.constantFrom(false, 'amply-alerts')),
  tags: optional(fc.dictionary(name, name, { maxKeys: 2, noNullPrototype: true })),
};
const evaluation = {
  threshold: fc.double({ min: 0, max: 1000, noNaN: true }),
  treatMissingData: optional(fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching')),
};
const comparisonOperator = fc.constantFrom('GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold');
const periods = fc.integer({ min: 1, max: 10 });

/** Not more of them than periods, or left open. */
function datapointsOf<Alarm extends { evaluationPeriods?: number | undefined }>(alarm: Alarm) {
  const datapoints =
    alarm.evaluationPeriods === undefined
      ? fc.constant(undefined)
      : optional(fc.integer({ min: 1, max: alarm.evaluationPeriods }));
  return datapoints.map((datapointsToAlarm) => ({ ...alarm, datapointsToAlarm }));
}

const statistic = fc.oneof(
  fc.constantFrom('Average', 'Sum', 'Maximum').map((value) => ({ statistic: value })),
  fc.record({
    extendedStatistic: fc.constantFrom('p95', 'p99.9', 'p50'),
    evaluateLowSampleCountPercentile: optional(fc.constantFrom('evaluate', 'ignore')),
  }),
);
const onKnown = fc
  .tuple(
    known,
    optional(statistic),
    fc.record({
      ...common,
      ...evaluation,
      period: optional(period),
      evaluationPeriods: optional(periods),
      comparisonOperator: optional(comparisonOperator),
    }),
  )
  .map(([metric, stat, others]) => ({ ...metric, ...stat, ...others }))
  .chain(datapointsOf);
const onUnknown = fc
  .tuple(
    unknown,
    statistic,
    fc.record({
      ...common,
      ...evaluation,
      period,
      evaluationPeriods: periods,
      comparisonOperator,
      unit: optional(fc.constant('Count')),
    }),
  )
  .map(([metric, stat, others]) => ({ ...metric, ...stat, ...others }))
  .chain(datapointsOf);
const part = (id: string) =>
  fc
    .record({ metric: fc.oneof(known, unknown), stat: fc.constantFrom('Sum', 'p90'), period, label: optional(name) })
    .map(({ label, ...metricStat }) => ({ id, label, metricStat, returnData: false }));
const onMath = fc
  .tuple(
    part('m1'),
    part('m2'),
    fc.record({
      ...common,
      ...evaluation,
      evaluationPeriods: periods,
      comparisonOperator,
      returnData: optional(fc.constant(true)),
    }),
  )
  .map(([first, second, { returnData, ...others }]) => ({
    ...others,
    // Of one period, as all of an alarm's.
    metrics: [
      first,
      { ...second, metricStat: { ...second.metricStat, period: first.metricStat.period } },
      { id: 'e1', expression: 'm1 / m2', returnData },
    ],
  }));
const onBand = fc.tuple(part('m1'), fc.record({ ...common, evaluationPeriods: periods })).map(([metric, others]) => ({
  ...others,
  metrics: [
    { ...metric, returnData: true },
    { id: 'ad1', expression: 'ANOMALY_DETECTION_BAND(m1, 2)' },
  ],
  thresholdMetricId: 'ad1',
  comparisonOperator: 'GreaterThanUpperThreshold',
}));
const composite = (names: readonly string[]) =>
  fc.record({ ...common, alarmRule: fc.constantFrom(`ALARM("${names.join('") OR ALARM("')}")`, 'TRUE') });

const file = fc
  .array(fc.oneof(onKnown, onUnknown, onMath, onBand), { minLength: 1, maxLength: 2 })
  .map((alarms) => alarms.map((alarm, index) => ({ alarmName: `amply-api-${index}`, ...alarm })))
  .chain((alarms) =>
    optional(composite(alarms.map(({ alarmName }) => alarmName))).map((above) =>
      above ? [{ alarmName: 'amply-api-all', ...above }, ...alarms] : alarms,
    ),
  );

/** Every field in AWS's case, as the AWS CLI answers. */
function inCapitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCapitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key === 'okActions' ? 'OKActions' : key.charAt(0).toUpperCase() + key.slice(1),
      key === 'tags' ? item : inCapitals(item),
    ]),
  );
}

const RUNS = 2000;
const RUNS_AN_ACCOUNT = 10;

test('whatever a valid file says, applying it once is enough, whatever was there before', async () => {
  let account = anAccountOfOurs();
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(file, fc.boolean(), async (alarms, isInCapitals) => {
      if (runs++ % RUNS_AN_ACCOUNT === 0) account = anAccountOfOurs();
      const text = JSON.stringify(isInCapitals ? inCapitals(alarms) : alarms);
      const run = async () => {
        const diagnostics = new Diagnostics();
        const document = parseDocument(text, 'alarms.json', diagnostics);
        const entries = document ? readAlarmEntries(document, diagnostics) : [];
        const settings = { prune: true, tags: {} };
        const resources = alarmResources(entries, STACK, settings, account.aws, diagnostics);
        return applied(account, resources, diagnostics);
      };
      const first = await run();
      expect(first.diagnostics.all.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(first.outcomes.filter(({ result }) => result === 'failed' || result === 'not attempted')).toEqual([]);
      expect((await run()).changes).toEqual({});
    }),
    { numRuns: RUNS },
  );
});

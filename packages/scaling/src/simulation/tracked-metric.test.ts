import { expect, test } from '@jest/globals';
import { CPU, metricMath, read, targetTracking } from '../../test/files.ts';
import { trackedMetric } from './tracked-metric.ts';

function trackedBy(text: string) {
  const { fields } = read(text).scaling?.policies[0] ?? {};
  if (!fields) throw new Error('The file is wrong.');
  return trackedMetric(fields);
}

const customized = (namespace: string, metricName: string, statistic = 'Average') =>
  targetTracking(
    'targetValue: 10',
    `customizedMetricSpecification: { namespace: ${namespace}, metricName: ${metricName}, statistic: ${statistic} }`,
  );
const part = (id: string, namespace: string, metricName: string) =>
  `{ id: ${id}, metricStat: { metric: { namespace: ${namespace}, metricName: ${metricName} }, stat: Sum }, returnData: false }`;
const answer = (expression: string) => `{ id: e1, expression: "${expression}" }`;

const DEPTH = 'ApproximateNumberOfMessagesVisible';
const QUEUE = part('m1', 'AWS/SQS', DEPTH);
const COUNT = part('m2', 'ECS/ContainerInsights', 'RunningTaskCount');

test.each([
  { what: 'a predefined one', text: targetTracking('targetValue: 70', CPU) },
  { what: 'a backlog for each task that runs', text: metricMath(QUEUE, COUNT, answer('m1 / m2')) },
])('known to be per task: $what', ({ text }) => {
  expect(trackedBy(text)).toEqual({ isPerTask: true });
});

test('a backlog that counts whole while no task runs has a value then', () => {
  const filled = metricMath(QUEUE, COUNT, answer('IF(FILL(m2, 0) > 0, m1 / m2, m1)'));
  expect(trackedBy(filled)).toEqual({ isPerTask: true, hasValueAtZero: true });
});

test.each([
  { what: 'one of their own', text: customized('Shop', 'BacklogPerWorker'), subject: '`Shop BacklogPerWorker`' },
  { what: 'one of ECS', text: customized('AWS/ECS', 'CPUUtilization', 'Maximum'), subject: '`AWS/ECS CPUUtilization`' },
  {
    what: 'requests for each target',
    text: customized('AWS/ApplicationELB', 'RequestCountPerTarget', 'Sum'),
    subject: '`AWS/ApplicationELB RequestCountPerTarget`',
  },
  {
    what: 'how long targets take',
    text: customized('AWS/ApplicationELB', 'TargetResponseTime'),
    subject: '`AWS/ApplicationELB TargetResponseTime`',
  },
  {
    what: 'a queue and something of their own',
    text: metricMath(QUEUE, part('m2', 'Shop', 'Workers'), answer('m1 / m2')),
    subject: `\`AWS/SQS ${DEPTH}\` with \`Shop Workers\``,
  },
  {
    what: 'an expression that looks for its metrics',
    text: metricMath(answer("AVG(SEARCH('{Shop} Load', 'Average'))")),
    subject: 'A metric of an expression',
  },
])('assumed to be per task: $what', ({ text, subject }) => {
  const assumed = `${subject} is taken to be per task: what was measured falls as tasks are added.`;
  expect(trackedBy(text)).toEqual({ isPerTask: true, assumed });
});

test.each([
  { what: 'the depth of a queue', text: customized('AWS/SQS', DEPTH), subject: `\`AWS/SQS ${DEPTH}\`` },
  {
    what: 'all requests of a load balancer',
    text: customized('AWS/ApplicationELB', 'RequestCount', 'Sum'),
    subject: '`AWS/ApplicationELB RequestCount`',
  },
  {
    what: 'the lag of a stream',
    text: customized('AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', 'Maximum'),
    subject: '`AWS/Kinesis GetRecords.IteratorAgeMilliseconds`',
  },
  {
    what: 'what waits in two queues',
    text: metricMath(QUEUE, part('m2', 'AWS/SQS', DEPTH), answer('m1 + m2')),
    subject: `\`AWS/SQS ${DEPTH}\``,
  },
])('known for a total: $what', ({ text, subject }) => {
  const assumed = `${subject} is taken as it was measured: it does not fall as tasks are added.`;
  expect(trackedBy(text)).toEqual({ isPerTask: false, assumed });
});

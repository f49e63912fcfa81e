import type { GetMetricDataOutput, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { Emulator } from '@fargate-actions/emulator';
import { inPascalCase, valueAt } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import { read } from '../../test/files.ts';

const SUGAR = 'backlogPerTask: { queue: jobs, acceptableLatencySeconds: 60, secondsPerMessage: 0.5 }';
const MINUTE = 60_000;
const PATH = ['targetTrackingScalingPolicyConfiguration', 'customizedMetricSpecification', 'metrics'];

/** What CloudWatch gives a policy of the numbers of messages and of tasks, a minute each; `-` where there is none. */
function backlog(minCapacity: number, messages: string, tasks: string): string {
  const lines = [messages, tasks].map((line) => line.split(' '));
  const emulator = new Emulator();
  const start = Math.ceil(emulator.world.now / MINUTE) * MINUTE;
  const end = start + lines.flat().length * MINUTE;
  emulator.advanceTo(end);
  const queries = queriesOf(minCapacity);
  queries.forEach(({ MetricStat }, index) => {
    const { Namespace = '', MetricName = '', Dimensions = [] } = MetricStat?.Metric ?? {};
    const dimensions = Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
    lines[index]?.forEach((value, minute) => {
      const push = { namespace: Namespace, name: MetricName, dimensions, at: start + minute * MINUTE };
      if (value !== '-') emulator.pushMetrics({ ...push, value: Number(value) });
    });
  });
  const span = { StartTime: new Date(start), EndTime: new Date(end) };
  // The emulator's answers are typed by its callers: this is one.
  const answer = emulator.call('cloudwatch:GetMetricData', {
    MetricDataQueries: queries,
    ...span,
  }) as GetMetricDataOutput;
  const { Timestamps = [], Values = [] } = answer.MetricDataResults?.[0] ?? {};
  const minutes = Timestamps.map((time) => (time.getTime() - start) / MINUTE);
  return messages
    .split(' ')
    .map((_, minute) => Values[minutes.indexOf(minute)] ?? '-')
    .join(' ');
}

/** The metrics of the policy, a value a minute: so Application Auto Scaling asks for them. */
function queriesOf(minCapacity: number): MetricDataQuery[] {
  const fields = read(SUGAR, { minCapacity }).scaling?.policies[0]?.fields ?? {};
  // A policy's metrics are CloudWatch's, in the case of the file.
  const queries = inPascalCase(valueAt(fields, PATH) ?? []) as unknown as MetricDataQuery[];
  return queries.map(({ MetricStat, ...query }) => ({
    ...query,
    ...(MetricStat && { MetricStat: { ...MetricStat, Period: MINUTE / 1000 } }),
  }));
}

test.each([
  { name: 'the share of each task', minCapacity: 1, messages: '100 0 30', tasks: '2 2 3', expected: '50 0 10' },
  { name: 'all that waits while no task runs', minCapacity: 1, messages: '100 0', tasks: '0 0', expected: '100 0' },
  // As 0 it would take tasks away while messages wait.
  { name: 'nothing where the queue tells nothing', minCapacity: 1, messages: '- 80', tasks: '2 2', expected: '- 40' },
  {
    name: 'nothing where nobody knows how many run',
    minCapacity: 1,
    messages: '80 80',
    tasks: '- 2',
    expected: '- 40',
  },
  { name: 'nothing of nothing', minCapacity: 1, messages: '- 2', tasks: '- 1', expected: '- 2' },
  { name: 'the share of each task, down to 0', minCapacity: 0, messages: '100 9', tasks: '2 3', expected: '50 3' },
  { name: 'all that waits, down to 0', minCapacity: 0, messages: '100 8 0', tasks: '- 0 -', expected: '100 8 0' },
  {
    name: 'nothing of no queue, down to 0',
    minCapacity: 0,
    messages: '- - - 2',
    tasks: '2 - 0 1',
    expected: '- - - 2',
  },
])('a backlog per task is $name', ({ minCapacity, messages, tasks, expected }) => {
  expect(backlog(minCapacity, messages, tasks)).toBe(expected);
});

import { isObject, subjectOf, type Diagnostics, type Document, type Json } from '@fargate-actions/documents';
import { checkBounds } from '../rules/bounds.ts';
import type { ScaledService } from '../scaled-service.ts';
import { readQueue } from './queue.ts';
import type { WantedPolicy } from './wanted.ts';

/** What `backlogPerTask` needs. */
const NEEDED = ['queue', 'acceptableLatencySeconds', 'secondsPerMessage'] as const;

/**
 * The policy that `backlogPerTask` stands for: target tracking of the messages that wait for each running task.
 *
 * The target is what one task works off within the acceptable latency. While no task runs the whole backlog counts, so
 * that a service with a minimum of 0 wakes up.
 * Source: reference/ecs-facts.md, "Application Auto Scaling", backlog per task.
 *
 * @param minCapacity with 0, a gap in the metric counts as no task: it has no points while none runs.
 */
export function backlogPolicy(
  sugar: Document,
  service: ScaledService,
  minCapacity: number | undefined,
  diagnostics: Diagnostics,
): Pick<WantedPolicy, 'fields' | 'queue'> | undefined {
  const subject = subjectOf(sugar, diagnostics);
  const missing = NEEDED.filter((field) => !subject.has([field]));
  for (const field of missing) {
    subject.error(
      [],
      'scaling/backlog-per-task',
      `backlogPerTask needs \`${field}\`.`,
      'Write `backlogPerTask: { queue: my-queue, acceptableLatencySeconds: 60, secondsPerMessage: 0.5 }`.',
    );
  }
  for (const field of ['acceptableLatencySeconds', 'secondsPerMessage']) {
    const value = subject.number([field]);
    if (value !== undefined && value <= 0) {
      subject.error([field], 'scaling/backlog-per-task', `${field} is above 0, and here is ${value}.`);
    }
  }
  checkBounds(subject, ['scaleOutCooldown'], [0, Infinity]);
  checkBounds(subject, ['scaleInCooldown'], [0, Infinity]);
  const queue = readQueue(subject, ['queue'], sugar.at(['queue']));
  const latency = subject.number(['acceptableLatencySeconds']);
  const each = subject.number(['secondsPerMessage']);
  if (queue === undefined || latency === undefined || each === undefined || latency <= 0 || each <= 0) return undefined;
  if (latency < each) {
    subject.warning(
      ['acceptableLatencySeconds'],
      'scaling/latency-below-work',
      `A message takes ${each} s to work off, so none can be done in ${latency} s, however many tasks there are.`,
    );
  }
  const value = isObject(sugar.value) ? sugar.value : {};
  const options = ['scaleOutCooldown', 'scaleInCooldown', 'disableScaleIn'].flatMap((field) =>
    value[field] === undefined ? [] : [[field, value[field]] as const],
  );
  return {
    queue,
    fields: {
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        targetValue: latency / each,
        customizedMetricSpecification: { metrics: backlogMetrics(queue.name, service, minCapacity) },
        ...Object.fromEntries(options),
      },
    },
  };
}

/**
 * The metric math of the backlog per task.
 *
 * A minute in which the queue tells nothing has no value: 0 would take tasks away while messages wait. In metric math what
 * is missing counts as 0 here and is missing there, and what AWS writes of it is not what everybody sees; so each
 * expression asks first for what it needs, and comes to the same either way.
 * Source: CloudWatch user guide, "Using metric math", "Basic arithmetic functions" and "Using IF expressions".
 */
function backlogMetrics(queue: string, service: ScaledService, minCapacity: number | undefined): Json {
  const perTask =
    minCapacity === 0
      ? 'IF(FILL(m2, 0) > 0 AND m1 >= 0, m1 / m2, m1)'
      : 'IF(m1 >= 0 AND m2 >= 0, IF(m2 > 0, m1 / m2, m1))';
  return [
    {
      id: 'm1',
      label: 'Messages that wait',
      metricStat: {
        metric: {
          namespace: 'AWS/SQS',
          metricName: 'ApproximateNumberOfMessagesVisible',
          dimensions: [{ name: 'QueueName', value: queue }],
        },
        stat: 'Sum',
      },
      returnData: false,
    },
    {
      id: 'm2',
      label: 'Tasks that run',
      metricStat: {
        metric: {
          namespace: 'ECS/ContainerInsights',
          metricName: 'RunningTaskCount',
          dimensions: [
            { name: 'ClusterName', value: service.cluster },
            { name: 'ServiceName', value: service.name },
          ],
        },
        stat: 'Average',
      },
      returnData: false,
    },
    {
      id: 'e1',
      label: 'Backlog per task',
      expression: perTask,
      returnData: true,
    },
  ];
}

const WAITING = 'ApproximateNumberOfMessages';

/** Tells what a target on the raw depth of a queue does, and what to write instead. */
export function noticeRawQueueDepth(policy: Document, diagnostics: Diagnostics): void {
  const subject = subjectOf(policy, diagnostics);
  const path = ['targetTrackingScalingPolicyConfiguration', 'customizedMetricSpecification'];
  const metric = subject.object(path);
  const name = metric?.['metricName'];
  if (metric?.['namespace'] !== 'AWS/SQS' || typeof name !== 'string' || !name.startsWith(WAITING)) return;
  const queue = subject.objects([...path, 'dimensions']).find(({ value }) => value['name'] === 'QueueName')?.value[
    'value'
  ];
  const target = subject.number(['targetTrackingScalingPolicyConfiguration', 'targetValue']);
  subject.notice(
    path,
    'scaling/raw-queue-depth',
    `The depth of a queue does not fall as tasks are added: with more than ${target ?? 'the target'} messages the service grows by the factor of the excess again and again, up to its maximum; below it shrinks, however much each task still has to do.`,
    `AWS recommends the backlog per task: \`backlogPerTask: { queue: ${typeof queue === 'string' ? queue : 'my-queue'}, acceptableLatencySeconds: 60, secondsPerMessage: 1 }\` with your own figures.`,
  );
}

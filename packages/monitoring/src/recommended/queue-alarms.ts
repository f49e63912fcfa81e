import type { MonitoredService, MonitoredStack } from '../monitored-stack.ts';
import { expressionQuery, metricQuery, PERIOD_SECONDS, type Recommendation } from './recommended-entry.ts';

/** What people wait for a mail before they ask for it again. */
const OLD_SECONDS = 300;
const MINUTES = 5;

/**
 * The alarm about the queue that a service works off: its oldest message waits too long.
 *
 * In off-hours messages wait because nobody is there to take them: then their age counts only while tasks run, which is
 * while they have a CPU utilization. An empty queue that nobody polls has no data. Source: "Available CloudWatch metrics for
 * Amazon SQS" in its developer guide.
 */
export function queueAlarms({ name, queue }: MonitoredService, { hasOffHours }: MonitoredStack): Recommendation[] {
  if (queue === undefined) return [];
  const metricName = 'ApproximateAgeOfOldestMessage';
  const whileTasksRun = [
    metricQuery('age', 'AWS/SQS', metricName, 'Maximum'),
    metricQuery('cpu', 'AWS/ECS', 'CPUUtilization', 'Average'),
    expressionQuery('waiting', 'seconds that the oldest message waits', 'IF(cpu >= 0, age, 0)'),
  ];
  return [
    {
      kind: 'old-messages',
      description: `${name}: the oldest message of ${queue} has waited for more than ${OLD_SECONDS} s.`,
      fields: {
        ...(hasOffHours
          ? { metrics: whileTasksRun }
          : { namespace: 'AWS/SQS', metricName, statistic: 'Maximum', period: PERIOD_SECONDS }),
        evaluationPeriods: MINUTES,
        datapointsToAlarm: MINUTES,
        threshold: OLD_SECONDS,
        comparisonOperator: 'GreaterThanThreshold',
        treatMissingData: 'notBreaching',
      },
    },
  ];
}

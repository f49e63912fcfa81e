import type { JsonObject } from '@fargate-actions/documents';
import type { MonitoredService, MonitoredStack } from '../monitored-stack.ts';
import { expressionQuery, metricQuery, PERIOD_SECONDS, type Recommendation } from './recommended-entry.ts';

/** The share of what was reserved above which a service has no room left, in per cent. */
const BUSY_PERCENT = 80;
/** Long enough that scaling out had its turn: three minutes until it acts, two until the tasks are there. */
const BUSY_MINUTES = 5;
/** Twice what a scale-out or a replacement takes, so that neither rings. */
const BELOW_DESIRED_MINUTES = 10;
/** Source: issue 7, item 9. */
const MISSING_MINUTES = 5;

const INSIGHTS = 'ECS/ContainerInsights';

/**
 * The alarms about a service's tasks: CPU, memory, and whether they are there.
 *
 * Source of the shapes: "Recommended alarms" in the user guide of CloudWatch, which has 80 per cent and 5 of 5 minutes for
 * `CPUUtilization` and `MemoryUtilization`, and 5 of 5 for `RunningTaskCount`.
 */
export function taskAlarms(service: MonitoredService, stack: MonitoredStack): Recommendation[] {
  return [
    busy('high-cpu', 'CPUUtilization', 'It is slow for its users, and scaling does not keep up.', service),
    busy('high-memory', 'MemoryUtilization', 'At 100 % its tasks are killed.', service),
    service.isSingleton ? missing(service, stack) : belowDesired(service, stack),
  ];
}

/** Without tasks there is no utilization; that is the other alarms' business. */
function busy(kind: string, metricName: string, consequence: string, { name }: MonitoredService): Recommendation {
  return {
    kind,
    description: `${name}: ${metricName} is above ${BUSY_PERCENT} % for ${BUSY_MINUTES} minutes. ${consequence}`,
    fields: {
      namespace: 'AWS/ECS',
      metricName,
      statistic: 'Average',
      period: PERIOD_SECONDS,
      ...held(BUSY_MINUTES),
      threshold: BUSY_PERCENT,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'notBreaching',
    },
  };
}

/**
 * Fewer tasks than are wanted now. Container Insights may publish nothing while no task runs: that counts as none where
 * some must always run.
 */
function belowDesired({ name, leastTasks }: MonitoredService, { hasOffHours }: MonitoredStack): Recommendation {
  return {
    kind: 'running-below-desired',
    description: `${name}: fewer tasks run than are wanted, for ${BELOW_DESIRED_MINUTES} minutes.`,
    fields: {
      metrics: [
        ...taskCounts(),
        // Without the condition, what is missing may count as 0, and nothing at all as no task too few.
        expressionQuery('absent', 'tasks wanted and not running', 'IF(desired >= 0, desired - FILL(running, 0))'),
      ],
      ...held(BELOW_DESIRED_MINUTES),
      threshold: 0,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: hasOffHours || leastTasks === 0 ? 'notBreaching' : 'breaching',
    },
  };
}

/**
 * The one task of a singleton is missing.
 *
 * Without off-hours this asks nothing but whether it runs: a run that was killed while it replaced the singleton leaves 0
 * wanted tasks behind, and that must ring. With off-hours 0 wanted tasks are what the night looks like, with or without a
 * metric that says so; nothing of ours runs then that could turn the alarm off, so it asks only while a task is wanted.
 */
function missing({ name }: MonitoredService, { hasOffHours }: MonitoredStack): Recommendation {
  const whileWanted = [
    ...taskCounts(),
    expressionQuery('present', 'tasks while one is wanted', 'IF(desired > 0, FILL(running, 0), 1)'),
  ];
  const always = {
    namespace: INSIGHTS,
    metricName: 'RunningTaskCount',
    statistic: 'Maximum',
    period: PERIOD_SECONDS,
  };
  return {
    kind: 'missing',
    description: `${name}: its one task has been missing for ${MISSING_MINUTES} minutes. What it starts is not started.`,
    fields: {
      ...(hasOffHours ? { metrics: whileWanted } : always),
      ...held(MISSING_MINUTES),
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: hasOffHours ? 'notBreaching' : 'breaching',
    },
  };
}

const taskCounts = (): JsonObject[] => [
  metricQuery('desired', INSIGHTS, 'DesiredTaskCount', 'Average'),
  metricQuery('running', INSIGHTS, 'RunningTaskCount', 'Average'),
];

/** In every one of so many minutes. */
function held(minutes: number): JsonObject {
  return { evaluationPeriods: minutes, datapointsToAlarm: minutes };
}

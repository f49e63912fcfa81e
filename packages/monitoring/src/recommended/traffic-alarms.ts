import type { JsonObject } from '@fargate-actions/files';
import type { MonitoredService } from '../monitored-stack.ts';
import { expressionQuery, metricQuery, PERIOD_SECONDS, type Recommendation } from './recommended-entry.ts';

const NAMESPACE = 'AWS/ApplicationELB';

/** One answer in twenty is more than a bad client or a retry makes, and what users begin to write about. */
const ERROR_PERCENT = 5;
/** Requests a minute below which a rate means nothing: at night 1 of 1 fails, and nobody should be woken. */
const LEAST_REQUESTS = 10;
/** After a second people notice that they wait. */
const SLOW_SECONDS = 1;
/** ECS replaces an unhealthy task within a minute or two: after three, replacing does not help. */
const UNHEALTHY_MINUTES = 3;

/**
 * The alarms about what a service's load balancer sees: errors, response time, unhealthy targets; of each target group.
 *
 * `HTTPCode_Target_5XX_Count` has no data while there are none, and no metric has any without requests.
 * Source: "CloudWatch metrics for your Application Load Balancer" in its user guide.
 */
export function trafficAlarms(service: MonitoredService): Recommendation[] {
  const { name, targetGroups } = service;
  if (targetGroups.length <= 1) return targetGroups.flatMap(() => alarmsOf(name, {}));
  return targetGroups.flatMap((group) => {
    const short = groupName(group);
    const dimensions = [{ name: 'TargetGroup', value: group }];
    return alarmsOf(`${name} (${short})`, { dimensions }).map((one) => ({ ...one, kind: `${one.kind}-${short}` }));
  });
}

/** The name in a target group's ARN; `arn:aws:elasticloadbalancing:...:NAME`, as the seed has it, ends with it. */
function groupName(group: string): string {
  return /:targetgroup\/([^/]+)\//.exec(group)?.[1] ?? group.split(':').at(-1) ?? group;
}

/** @param which the dimensions that say which target group, where the service does not. */
function alarmsOf(what: string, which: JsonObject): Recommendation[] {
  return [errorRate(what, which), responseTime(what, which), unhealthyHosts(what, which)];
}

function errorRate(what: string, which: JsonObject): Recommendation {
  const rate = `IF(requests >= ${LEAST_REQUESTS}, 100 * FILL(errors, 0) / requests, 0)`;
  return {
    kind: 'high-5xx-rate',
    description: `${what}: more than ${ERROR_PERCENT} % of the requests fail, of ${LEAST_REQUESTS} a minute at least.`,
    fields: {
      metrics: [
        metricQuery('errors', NAMESPACE, 'HTTPCode_Target_5XX_Count', 'Sum', which),
        metricQuery('requests', NAMESPACE, 'RequestCount', 'Sum', which),
        expressionQuery('rate', '5xx answers in per cent', rate),
      ],
      // Not in a row: while tasks are replaced, good minutes come in between.
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      threshold: ERROR_PERCENT,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'notBreaching',
    },
  };
}

function responseTime(what: string, which: JsonObject): Recommendation {
  return {
    kind: 'slow-p95',
    description: `${what}: 1 of 20 requests takes longer than ${SLOW_SECONDS} s.`,
    fields: {
      namespace: NAMESPACE,
      metricName: 'TargetResponseTime',
      ...which,
      extendedStatistic: 'p95',
      // Of few requests the p95 is the slowest one.
      evaluateLowSampleCountPercentile: 'ignore',
      period: PERIOD_SECONDS,
      evaluationPeriods: 5,
      datapointsToAlarm: 5,
      threshold: SLOW_SECONDS,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'notBreaching',
    },
  };
}

function unhealthyHosts(what: string, which: JsonObject): Recommendation {
  return {
    kind: 'unhealthy-hosts',
    description: `${what}: a target fails its health checks for ${UNHEALTHY_MINUTES} minutes.`,
    fields: {
      namespace: NAMESPACE,
      metricName: 'UnHealthyHostCount',
      ...which,
      statistic: 'Maximum',
      period: PERIOD_SECONDS,
      evaluationPeriods: UNHEALTHY_MINUTES,
      datapointsToAlarm: UNHEALTHY_MINUTES,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    },
  };
}

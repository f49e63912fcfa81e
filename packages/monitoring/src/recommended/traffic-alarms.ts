import type { JsonObject } from '@fargate-actions/documents';
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

/** An alarm has at most ten metrics. Source: the SDK's documentation of PutMetricAlarm, `Metrics`. */
const MOST_METRICS = 10;

/**
 * The alarms about what a service's load balancer sees: errors, response time, unhealthy targets.
 *
 * Of several target groups each has its own, but errors count together: a blue/green deployment takes the traffic from one
 * to the other. Source of the metrics: "CloudWatch metrics for your Application Load Balancer" in its user guide.
 */
export function trafficAlarms({ name, targetGroups }: MonitoredService): Recommendation[] {
  if (targetGroups.length === 0) return [];
  if (targetGroups.length === 1) return [errorRate(name, [{}]), responseTime(name, {}), unhealthyHosts(name, {})];
  const groups = targetGroups.map((group) => {
    const short = groupName(group);
    return { what: `${name} (${short})`, which: ofGroup(group), suffixed: suffixedBy(short) };
  });
  const rates =
    groups.length * METRICS_OF_RATE.length <= MOST_METRICS
      ? [
          errorRate(
            name,
            groups.map(({ which }) => which),
          ),
        ]
      : groups.map(({ what, which, suffixed }) => suffixed(errorRate(what, [which])));
  return [
    ...rates,
    ...groups.flatMap(({ what, which, suffixed }) =>
      [responseTime(what, which), unhealthyHosts(what, which)].map(suffixed),
    ),
  ];
}

const ofGroup = (group: string): JsonObject => ({ dimensions: [{ name: 'TargetGroup', value: group }] });

const suffixedBy =
  (suffix: string) =>
  (one: Recommendation): Recommendation => ({ ...one, kind: `${one.kind}-${suffix}` });

/** The name in a target group's ARN; `arn:aws:elasticloadbalancing:...:NAME`, as the seed has it, ends with it. */
function groupName(group: string): string {
  return /:targetgroup\/([^/]+)\//.exec(group)?.[1] ?? group.split(':').at(-1) ?? group;
}

/** What a target answers with 5xx, what could not reach one, and all requests. None has data while there are none. */
const METRICS_OF_RATE = [
  ['errors', 'HTTPCode_Target_5XX_Count'],
  ['unreached', 'TargetConnectionErrorCount'],
  ['requests', 'RequestCount'],
] as const;

/** @param groups the dimensions that say which target group, where the service does not: each counts. */
function errorRate(what: string, groups: readonly JsonObject[]): Recommendation {
  const number = (index: number): string => (groups.length === 1 ? '' : String(index + 1));
  const sum = (...ids: readonly string[]): string =>
    groups.flatMap((_, index) => ids.map((id) => `FILL(${id}${number(index)}, 0)`)).join(' + ');
  return {
    kind: 'high-5xx-rate',
    description: `${what}: more than ${ERROR_PERCENT} % of the requests fail, of ${LEAST_REQUESTS} a minute at least.`,
    fields: {
      metrics: [
        ...groups.flatMap((which, index) =>
          METRICS_OF_RATE.map(([id, metric]) => metricQuery(`${id}${number(index)}`, NAMESPACE, metric, 'Sum', which)),
        ),
        expressionQuery('rate', 'failed requests in per cent', rateOf(sum('errors', 'unreached'), sum('requests'))),
      ],
      ...heldMostly(),
    },
  };
}

/**
 * The alarm about what a load balancer answers itself, because no target could: for all of its services together, nobody
 * can tell for which.
 *
 * Requests that found no target are not in `RequestCount`, so the errors are counted in; those that failed at one are in
 * both, which only lowers the rate. Source: as above, `HTTPCode_ELB_5XX_Count` and `RequestCount`.
 *
 * @param balancer as metrics name it: `app/NAME/ID`.
 */
export function balancerAlarm(balancer: string): Recommendation {
  const which = { dimensions: [{ name: 'LoadBalancer', value: balancer }] };
  return {
    kind: 'high-5xx-rate',
    description: `${balancer}: the load balancer itself answers more than ${ERROR_PERCENT} % of the requests with 5xx, of ${LEAST_REQUESTS} a minute at least.`,
    fields: {
      metrics: [
        metricQuery('errors', NAMESPACE, 'HTTPCode_ELB_5XX_Count', 'Sum', which),
        metricQuery('requests', NAMESPACE, 'RequestCount', 'Sum', which),
        expressionQuery(
          'rate',
          '5xx answers of the load balancer in per cent',
          rateOf('FILL(errors, 0)', 'FILL(requests, 0) + FILL(errors, 0)'),
        ),
      ],
      ...heldMostly(),
    },
  };
}

function rateOf(errors: string, requests: string): string {
  return `IF(${requests} >= ${LEAST_REQUESTS}, 100 * (${errors}) / (${requests}), 0)`;
}

/** Above the share of errors in three of five minutes, not in a row: while tasks are replaced, good ones come in between. */
function heldMostly(): JsonObject {
  return {
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    threshold: ERROR_PERCENT,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  };
}

/** @param which the dimensions that say which target group, where the service does not. */
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

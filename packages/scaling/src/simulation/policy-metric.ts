import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { inPascalCase, isList, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { CONFIGURATIONS } from '../file/file-shape.ts';
import type { ScaledService } from '../scaled-service.ts';

/** What alarms of target tracking look at, as far as the past is kept. Source: the alarms that AWS makes. */
export const PERIOD_SECONDS = 60;

/** Queries that belong together: one of them gives what is asked for, the others are parts of its expression. */
export interface MetricGroup {
  /** The id of the query that is the answer. */
  readonly id: string;
  readonly queries: readonly MetricDataQuery[];
}

type Named = Pick<ScaledService, 'name' | 'cluster'>;

const FIELD = CONFIGURATIONS.TargetTrackingScaling.field;

/**
 * What CloudWatch is asked for the metric that a policy tracks; undefined where that can't be told.
 *
 * Source: Application Auto Scaling user guide, "Predefined metrics", and reference/ecs-facts.md.
 *
 * @param fields of the policy, with its resource label.
 * @param prefix begins the ids, which are unique in a request; it begins with a small letter.
 */
export function policyMetric(fields: JsonObject, service: Named, prefix: string): MetricGroup | undefined {
  const predefined = valueAt(fields, [FIELD, 'predefinedMetricSpecification']);
  if (isObject(predefined)) return predefinedMetric(predefined, service, prefix);
  const customized = valueAt(fields, [FIELD, 'customizedMetricSpecification']);
  if (!isObject(customized)) return undefined;
  const { metrics, statistic, metricName, namespace, dimensions = [], unit } = customized;
  if (isList(metrics)) return metricMath(metrics.filter(isObject), prefix);
  if (typeof statistic !== 'string') return undefined;
  const metric = inPascalCase({ metricName: metricName ?? null, namespace: namespace ?? null, dimensions });
  return single(prefix, metric as Metric, statistic, unit);
}

/** Whether a policy tracks points of 20 seconds, of which a minute has three. */
export function isOfHighResolution(fields: JsonObject): boolean {
  const type = valueAt(fields, [FIELD, 'predefinedMetricSpecification', 'predefinedMetricType']);
  return typeof type === 'string' && type.endsWith('HighResolution');
}

/** The metrics that tell how many tasks ran. */
export interface TaskMetrics {
  /** Exists only with Container Insights. */
  readonly insights: MetricGroup;
  /** Every task that runs gives one sample a minute. Source: ECS developer guide, "Service RUNNING task count". */
  readonly samples: MetricGroup;
}

/** What CloudWatch is asked for the number of a service's running tasks. */
export function taskMetrics(service: Named, prefix: string): TaskMetrics {
  const insights = ofService('ECS/ContainerInsights', 'RunningTaskCount', service);
  const samples = ofService('AWS/ECS', 'CPUUtilization', service);
  return {
    insights: single(`${prefix}insights`, insights, 'Average'),
    samples: single(`${prefix}samples`, samples, 'SampleCount'),
  };
}

type Metric = NonNullable<NonNullable<MetricDataQuery['MetricStat']>['Metric']>;

function single(Id: string, metric: Metric, stat: string, unit?: Json): MetricGroup {
  const stated = { Metric: metric, Period: PERIOD_SECONDS, Stat: stat, ...(unit !== undefined && { Unit: unit }) };
  // The file's unit is CloudWatch's own; what it is not, CloudWatch refuses.
  return { id: Id, queries: [{ Id, MetricStat: stated as NonNullable<MetricDataQuery['MetricStat']> }] };
}

function ofService(namespace: string, name: string, { cluster, name: service }: Named): Metric {
  const dimensions = { ClusterName: cluster, ServiceName: service };
  return metricOf(namespace, name, dimensions);
}

function metricOf(namespace: string, name: string, dimensions: Readonly<Record<string, string>>): Metric {
  return {
    Namespace: namespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

function predefinedMetric(
  { predefinedMetricType: type, resourceLabel }: JsonObject,
  service: Named,
  prefix: string,
): MetricGroup | undefined {
  if (typeof type !== 'string') return undefined;
  if (type.startsWith('ECSServiceAverageCPU')) {
    return single(prefix, ofService('AWS/ECS', 'CPUUtilization', service), 'Average');
  }
  if (type.startsWith('ECSServiceAverageMemory')) {
    return single(prefix, ofService('AWS/ECS', 'MemoryUtilization', service), 'Average');
  }
  const [balancer, group] = typeof resourceLabel === 'string' ? resourceLabel.split(/\/(?=targetgroup\/)/) : [];
  if (type !== 'ALBRequestCountPerTarget' || balancer === undefined || group === undefined) return undefined;
  const dimensions = { LoadBalancer: balancer, TargetGroup: group };
  return single(prefix, metricOf('AWS/ApplicationELB', 'RequestCountPerTarget', dimensions), 'Sum');
}

/** Metric math with ids of its own: those of a file are unique in the file alone. */
function metricMath(metrics: readonly JsonObject[], prefix: string): MetricGroup | undefined {
  const named = metrics.flatMap((query) => (typeof query['id'] === 'string' ? [{ id: query['id'], query }] : []));
  const ids = named.map(({ id }) => id);
  const answer = named.find(({ query }) => query['returnData'] !== false)?.id;
  if (answer === undefined) return undefined;
  const queries = named.map(({ id, query: { expression, metricStat, returnData = true } }): MetricDataQuery => {
    const asked = {
      ...(isObject(metricStat) && { metricStat: { period: PERIOD_SECONDS, ...metricStat } }),
      ...(typeof expression === 'string' && { expression: withPrefix(expression, ids, prefix) }),
      returnData,
    };
    // The file's queries are CloudWatch's own, checked when they were read.
    return { ...(inPascalCase(asked) as object), Id: `${prefix}${id}` };
  });
  return { id: `${prefix}${answer}`, queries };
}

/** An expression whose ids have the prefix; texts in quotation marks have none. */
function withPrefix(expression: string, ids: readonly string[], prefix: string): string {
  return expression
    .split(/('[^']*'|"[^"]*")/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replaceAll(/\b[a-z]\w*\b/g, (name) => (ids.includes(name) ? `${prefix}${name}` : name)),
    )
    .join('');
}

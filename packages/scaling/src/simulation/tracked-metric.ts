import { isList, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { CONFIGURATIONS } from '../file/file-shape.ts';
import type { Measured } from './policies.ts';

const FIELD = CONFIGURATIONS.TargetTrackingScaling.field;

/** How the metric of a target tracking policy goes with the number of tasks. */
export interface TrackedMetric extends Measured {
  /** What was assumed for it, as a sentence; absent where it is known. */
  readonly assumed?: string;
}

/**
 * How the metric that a policy tracks goes with the number of tasks: per task, unless it is known for a total.
 *
 * Predefined metrics are per task, and metric math that asks for the number of tasks. Of any other it is assumed, because
 * nothing else is meant to be tracked: "The value of the metric should increase or decrease in inverse proportion to the
 * number of capacity units." Source: API reference of Application Auto Scaling, CustomizedMetricSpecification.
 */
export function trackedMetric(fields: JsonObject): TrackedMetric {
  const customized = valueAt(fields, [FIELD, 'customizedMetricSpecification']);
  if (!isObject(customized)) return { isPerTask: true };
  const { metrics } = customized;
  const queries = isList(metrics) ? metrics : [];
  const measured = isList(metrics)
    ? queries.map((query) => valueAt(query, ['metricStat', 'metric']) ?? {})
    : [customized];
  const names = measured.flatMap(nameOf);
  if (names.some(isTaskCount)) return { isPerTask: true, ...(queries.some(fills) && { hasValueAtZero: true }) };
  const isPerTask = names.length === 0 || !names.every(isTotal);
  const what = [...new Set(names.map(({ namespace, name }) => `${namespace} ${name}`))].map((name) => `\`${name}\``);
  const subject = what.length === 0 ? 'A metric of an expression' : what.join(' with ');
  return {
    isPerTask,
    assumed: isPerTask
      ? `${subject} is taken to be per task: what was measured falls as tasks are added.`
      : `${subject} is taken as it was measured: it does not fall as tasks are added.`,
  };
}

interface MetricName {
  readonly namespace: string;
  readonly name: string;
}

function nameOf(metric: Json): MetricName[] {
  const [namespace, name] = ['namespace', 'metricName'].map((field) => valueAt(metric, [field]));
  return typeof namespace === 'string' && typeof name === 'string' ? [{ namespace, name }] : [];
}

function isTaskCount({ namespace, name }: MetricName): boolean {
  return namespace === 'ECS/ContainerInsights' && name.endsWith('TaskCount');
}

/** What AWS measures of another thing than tasks: a queue, a stream, a load balancer but for what it has of each target. */
function isTotal({ namespace, name }: MetricName): boolean {
  if (!namespace.startsWith('AWS/') || namespace === 'AWS/ECS') return false;
  return !(namespace.endsWith('ELB') && /PerTarget$|^TargetResponseTime$/.test(name));
}

/** Whether an expression puts a number where a metric has none, as that of running tasks has while none runs. */
function fills(query: Json): boolean {
  const expression = valueAt(query, ['expression']);
  return typeof expression === 'string' && /\bFILL\(/i.test(expression);
}

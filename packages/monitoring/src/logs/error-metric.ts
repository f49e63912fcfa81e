import { fitting } from '../managed-name.ts';
import { managedPrefix, type MonitoredStack, type StackPlace } from '../monitored-stack.ts';
import { serviceOfSource, type ErrorSource } from './error-sources.ts';

/** Source: API reference, MetricTransformation. */
const LONGEST_METRIC_NAME = 255;
/** Source: API reference, PutMetricFilter. */
const LONGEST_FILTER_NAME = 512;

/** The metric that counts the errors in some logs of a stack. */
export function errorMetric(
  { name, cluster }: Pick<MonitoredStack, 'name' | 'cluster'>,
  source: Pick<ErrorSource, 'name'>,
): { readonly namespace: string; readonly metricName: string } {
  return {
    namespace: fitting(`fargate-actions/${name}/${cluster}`, LONGEST_METRIC_NAME),
    metricName: fitting(source.name, LONGEST_METRIC_NAME),
  };
}

/** The metric filter that feeds it, in each of their log groups. */
export function errorFilterName(stack: StackPlace, source: Pick<ErrorSource, 'name'>): string {
  return fitting(`${managedPrefix(stack)}${source.name}`, LONGEST_FILTER_NAME);
}

/** The service whose errors the filter of that name counts; undefined of one for a group that several services share. */
export function serviceOfErrorFilter(name: string, stack: StackPlace): string | undefined {
  const source = name.slice(managedPrefix(stack).length);
  return name.startsWith(managedPrefix(stack)) ? serviceOfSource(source) : undefined;
}

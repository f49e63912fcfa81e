import { fitting } from '../managed-name.ts';
import { managedPrefix, type MonitoredService, type MonitoredStack, type StackPlace } from '../monitored-stack.ts';

/** Source: API reference, MetricTransformation. */
const LONGEST_METRIC_NAME = 255;
/** Source: API reference, PutMetricFilter. */
const LONGEST_FILTER_NAME = 512;

/** The metric that counts the errors in the logs of a service. */
export function errorMetric(
  { name, cluster }: Pick<MonitoredStack, 'name' | 'cluster'>,
  service: Pick<MonitoredService, 'name'>,
): { readonly namespace: string; readonly metricName: string } {
  return {
    namespace: fitting(`fargate-actions/${name}/${cluster}`, LONGEST_METRIC_NAME),
    metricName: fitting(`${service.name}-errors`, LONGEST_METRIC_NAME),
  };
}

/** The metric filter that feeds it, in each of the service's log groups. */
export function errorFilterName(stack: StackPlace, service: Pick<MonitoredService, 'name'>): string {
  return fitting(`${managedPrefix(stack)}${service.name}-errors`, LONGEST_FILTER_NAME);
}

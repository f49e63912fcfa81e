import type { JsonObject, Path, Subject } from '@fargate-actions/documents';
import type { AlarmEntry, MonitoredService, MonitoredStack } from '../../monitored-stack.ts';
import type { KnownMetric } from '../metrics/known-metric.ts';

/** What dimensions are filled from. */
export interface DimensionsSource {
  readonly entry: AlarmEntry;
  readonly stack: MonitoredStack;
  /** The alarm's service; where there is none, that is reported with why it is needed. */
  readonly service: (why: string) => MonitoredService | undefined;
}

/**
 * The dimensions of a metric with what is missing, as far as the stack knows it: its cluster and service, its queue.
 *
 * Undefined where nothing is missing, or it must be looked up (load balancers). Exactly the dimensions under which a metric
 * is published find it: `ServiceName` without `ClusterName` is another metric, which does not exist.
 */
export function filledDimensions(
  subject: Subject,
  path: Path,
  known: KnownMetric,
  { stack, service }: DimensionsSource,
): readonly JsonObject[] | undefined {
  const given = dimensionsAt(subject, path);
  const cluster = { name: 'ClusterName', value: stack.cluster };
  if (given.length > 0) {
    const has = (name: string): boolean => given.some((dimension) => dimension['name'] === name);
    return has('ServiceName') && !has('ClusterName') ? [cluster, ...given] : undefined;
  }
  const why = `needs the dimensions of ${known.name}`;
  switch (known.dimensions) {
    case 'cluster':
      return [cluster];
    case 'service': {
      const found = service(why);
      return found && [cluster, { name: 'ServiceName', value: found.name }];
    }
    case 'queue': {
      const found = service(why);
      if (found && found.queue === undefined) {
        subject.error(
          [...path, 'metricName'],
          'alarms/queue',
          `Whose queue is meant can't be told: the scaling of ${found.name} follows none.`,
          'Add `dimensions: [{ name: QueueName, value: ... }]`.',
        );
      }
      return found?.queue === undefined ? undefined : [{ name: 'QueueName', value: found.queue }];
    }
    case 'target group':
    case 'load balancer': {
      const found = service(why);
      if (found) checkTargetGroups(subject, path, known, found);
      return undefined;
    }
    case 'given':
      subject.error(
        [...path, 'metricName'],
        'alarms/dimensions',
        `${known.name} needs dimensions that the stack does not know.`,
        'Add `dimensions: [{ name: ..., value: ... }]` as CloudWatch shows them for the metric.',
      );
      return undefined;
  }
}

/** The dimensions of a metric at a path. */
export function dimensionsAt(subject: Subject, path: Path): readonly JsonObject[] {
  return subject.objects([...path, 'dimensions']).map(({ value }) => value);
}

function checkTargetGroups(subject: Subject, path: Path, known: KnownMetric, service: MonitoredService): void {
  if (service.targetGroups.length === 1) return;
  // Both target groups of a blue/green service are behind one: which load balancers those are is not known here.
  if (known.dimensions === 'load balancer' && service.targetGroups.length > 1) return;
  subject.error(
    [...path, 'metricName'],
    'alarms/target-group',
    service.targetGroups.length === 0
      ? `${service.name} has no load balancer, and so no ${known.name}.`
      : `${service.name} has ${service.targetGroups.length} target groups, and which one's ${known.name} is meant can't be told.`,
    service.targetGroups.length === 0
      ? 'Give the service a target group, or the alarm another `service`.'
      : `Add \`dimensions: [{ name: TargetGroup, value: NAME }]\`, and make an alarm for each: a blue/green deployment takes the traffic from one to the other. There are: ${service.targetGroups.join(', ')}.`,
  );
}

import { didYouMean, type Path, type Subject } from '@fargate-actions/documents';
import { knownMetric, knownNamespace } from '../metrics/find-metric.ts';
import type { KnownNamespace } from '../metrics/known-metric.ts';

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const MAX_DIMENSIONS = 30;

const RULE = 'alarms/dimensions';

/** The dimensions of one metric: CloudWatch's limits, and names and sets of names under which metrics are published. */
export function checkDimensions(subject: Subject, metric: Path): void {
  const path = [...metric, 'dimensions'];
  const namespace = knownNamespace(subject.text([...metric, 'namespace']));
  const dimensions = subject.objects(path);
  if (dimensions.length > MAX_DIMENSIONS) {
    subject.error(path, RULE, `A metric allows at most ${MAX_DIMENSIONS} dimensions; found ${dimensions.length}.`);
  }
  const names: string[] = [];
  for (const dimension of dimensions) {
    for (const field of ['name', 'value'].filter((one) => !subject.has([...dimension.path, one]))) {
      subject.error(dimension.path, RULE, `A dimension needs \`${field}\`.`);
    }
    const name = subject.text([...dimension.path, 'name']);
    if (name === undefined) continue;
    if (names.includes(name)) {
      subject.error(
        [...dimension.path, 'name'],
        RULE,
        `The dimension ${name} is listed twice.`,
        'Keep one of the two.',
      );
    }
    names.push(name);
    if (namespace) checkName(subject, [...dimension.path, 'name'], name, namespace);
  }
  if (namespace?.name === 'AWS/ApplicationELB' && names.length > 0) checkBalanced(subject, metric, names);
}

function checkName(
  subject: Subject,
  at: Path,
  name: string,
  { name: namespace, dimensionNames }: KnownNamespace,
): void {
  if (dimensionNames.includes(name)) return;
  const nearest = didYouMean(name, dimensionNames);
  // Container Insights gets new ones with its features; those of AWS's other namespaces have been the same for years.
  if (nearest === undefined && !namespace.startsWith('AWS/')) return;
  subject.error(
    at,
    RULE,
    `No metric of ${namespace} has the dimension ${name}: the alarm would never fire.`,
    nearest ? `Did you mean ${nearest}?` : `Use ${dimensionNames.join(', ')}, or another namespace.`,
  );
}

/** Published for a target group and never for a load balancer alone. Source: docs/reference/ecs.md, "Dimensions of metrics". */
const OF_A_TARGET_GROUP = /^(?:Un)?Healthy|^(?:Anomalous|Mitigated|ZonalShifted)HostCount$|^RequestCountPerTarget$/i;

/** Load balancers, target groups and zones: only some of their combinations have metrics. */
function checkBalanced(subject: Subject, metric: Path, names: readonly string[]): void {
  const path = [...metric, 'dimensions'];
  const known = knownMetric('AWS/ApplicationELB', subject.text([...metric, 'metricName']));
  const has = (name: string): boolean => names.includes(name);
  if (!has('LoadBalancer') && !has('TargetGroup')) {
    subject.error(
      path,
      RULE,
      'Every metric of AWS/ApplicationELB has the dimension LoadBalancer: without it the alarm would never fire.',
      'Add `{ name: LoadBalancer, value: NAME }`.',
    );
  } else if (known?.dimensions === 'load balancer' && has('TargetGroup')) {
    subject.error(
      path,
      RULE,
      `${known.name} is measured at the load balancer and never has the dimension TargetGroup: the alarm would never fire.`,
      'Remove TargetGroup.',
    );
  } else if (known && OF_A_TARGET_GROUP.test(known.name) && !has('TargetGroup')) {
    subject.error(
      path,
      RULE,
      `${known.name} is measured for target groups and never for a load balancer alone: the alarm would never fire.`,
      'Add `{ name: TargetGroup, value: NAME }`, or leave the dimensions out: they follow the service.',
    );
  }
  subject.objects(path).forEach(({ path: at, value: { name, value } }) => {
    if (name !== 'LoadBalancer' || typeof value !== 'string') return;
    const [, kind] = /(?:^|loadbalancer\/)(net|gwy)\/[^/]+(?:\/|$)/.exec(value) ?? [];
    if (kind === undefined) return;
    const namespace = kind === 'net' ? 'AWS/NetworkELB' : 'AWS/GatewayELB';
    subject.error(
      [...at, 'value'],
      'alarms/load-balancer',
      `${value} is not an Application Load Balancer: it has no metrics in AWS/ApplicationELB.`,
      `Set \`namespace: ${namespace}\` and a metric of it, or name an Application Load Balancer.`,
    );
  });
}

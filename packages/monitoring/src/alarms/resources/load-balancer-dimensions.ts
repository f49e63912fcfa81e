import { subjectOf, type Diagnostics, type JsonObject, type Path, type Subject } from '@fargate-actions/documents';
import { metricsOf, type Alarm } from '../fill/alarm.ts';
import { dimensionsAt } from '../fill/dimensions.ts';
import { mergedAt } from '../fill/merged-at.ts';
import { knownMetric } from '../metrics/find-metric.ts';
import { loadBalancerPath, type TargetGroupLookup } from './target-group-lookup.ts';

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * An alarm's fields with the dimensions of load balancers: `TargetGroup` and `LoadBalancer` where the file has none, from
 * the service's target group; a name or an ARN of a target group as metrics name it.
 *
 * Metrics that only a load balancer has get `LoadBalancer` alone.
 */
export async function withLoadBalancers(
  alarm: Alarm,
  lookup: TargetGroupLookup,
  diagnostics: Diagnostics,
): Promise<JsonObject> {
  const subject = subjectOf(alarm.document, diagnostics);
  let { fields } = alarm;
  for (const { path } of metricsOf(fields)) {
    if (subject.text([...path, 'namespace']) !== NAMESPACE) continue;
    const dimensions = await located(alarm, path, subject, lookup);
    if (dimensions) fields = mergedAt(fields, path, { dimensions });
  }
  return fields;
}

async function located(
  alarm: Alarm,
  path: Path,
  subject: Subject,
  lookup: TargetGroupLookup,
): Promise<readonly JsonObject[] | undefined> {
  const given = dimensionsAt(subject, path);
  const textOf = (name: string): string | undefined => {
    const value = given.find((dimension) => dimension['name'] === name)?.['value'];
    return typeof value === 'string' ? value : undefined;
  };
  const [group, written] = [textOf('TargetGroup'), textOf('LoadBalancer')];
  const balancer = written === undefined ? undefined : await pathOf(written, path, subject, lookup);
  // It has been reported.
  if (written !== undefined && balancer === undefined) return undefined;
  const named = given.length === 0 ? alarm.service?.targetGroups[0] : group;
  const isAsMetricsHaveIt = named?.startsWith('targetgroup/') === true && balancer !== undefined;
  if (named === undefined || isAsMetricsHaveIt) {
    return balancer === undefined || balancer === written ? undefined : replaced(given, { LoadBalancer: balancer });
  }
  const found = await lookup(named);
  if (found.kind === 'unknown') {
    if (found.isReported) return undefined;
    subject.error(
      given.length === 0 ? [...path, 'metricName'] : [...path, 'dimensions'],
      'alarms/target-group',
      `There is no target group ${named}, which the alarm ${alarm.name} watches.`,
      found.candidates.length > 0 ? `There are: ${found.candidates.slice(0, 20).join(', ')}.` : 'Deploy it first.',
    );
    return undefined;
  }
  const loadBalancer = balancer ?? found.loadBalancer;
  if (loadBalancer?.startsWith('app/') !== true) {
    reportBalancer(subject, path, named, loadBalancer);
    return undefined;
  }
  if (given.length > 0) return replaced(given, { TargetGroup: found.targetGroup, LoadBalancer: loadBalancer });
  const known = knownMetric(NAMESPACE, subject.text([...path, 'metricName']));
  const ofBalancer = { name: 'LoadBalancer', value: loadBalancer };
  if (known?.dimensions !== 'load balancer') return [{ name: 'TargetGroup', value: found.targetGroup }, ofBalancer];
  const others = await Promise.all((alarm.service?.targetGroups ?? []).map(lookup));
  const all = new Set(others.flatMap((one) => (one.kind === 'found' ? (one.loadBalancer ?? []) : [])));
  if (all.size > 1) {
    subject.error(
      [...path, 'metricName'],
      'alarms/load-balancer',
      `${alarm.service?.name ?? alarm.name} is behind several load balancers, and which one's ${known.name} is meant can't be told.`,
      `Add \`dimensions: [{ name: LoadBalancer, value: ... }]\`. There are: ${[...all].toSorted().join(', ')}.`,
    );
  }
  return [ofBalancer];
}

/** A load balancer as metrics name it: what is only its name is looked up. Undefined after an error. */
async function pathOf(
  written: string,
  path: Path,
  subject: Subject,
  lookup: TargetGroupLookup,
): Promise<string | undefined> {
  const balancer = loadBalancerPath(written);
  if (/^\w+\/[^/]+\/\w+$/.test(balancer)) return balancer;
  const name = balancer.replace(/^app\//, '');
  const found = await lookup.loadBalancer(name);
  if (found.kind === 'found') {
    if (found.loadBalancer.startsWith('app/')) return found.loadBalancer;
    reportBalancer(subject, path, undefined, found.loadBalancer);
    return undefined;
  }
  subject.error(
    [...path, 'dimensions'],
    'alarms/load-balancer',
    `There is no load balancer ${name} with a target group: metrics name load balancers \`app/NAME/ID\`.`,
    found.candidates.length > 0
      ? `There are: ${found.candidates.slice(0, 20).join(', ')}.`
      : 'Write `app/NAME/ID`, the end of its ARN.',
  );
  return undefined;
}

function reportBalancer(subject: Subject, path: Path, group: string | undefined, balancer: string | undefined): void {
  subject.error(
    [...path, 'metricName'],
    'alarms/load-balancer',
    balancer === undefined
      ? `The target group ${group ?? ''} has no load balancer: nothing is measured for it.`
      : `${group === undefined ? balancer : `The target group ${group} is of ${balancer}, which`} is not an Application Load Balancer: it has no metrics in ${NAMESPACE}.`,
    balancer === undefined
      ? 'Attach it to a listener of a load balancer.'
      : 'Write its own `namespace`, and `dimensions`.',
  );
}

/** Dimensions with other values under some names; those that were not there come last. */
function replaced(given: readonly JsonObject[], values: Readonly<Record<string, string>>): JsonObject[] {
  const known = given.map((dimension) => {
    const value = Object.entries(values).find(([name]) => name === dimension['name'])?.[1];
    return value === undefined ? dimension : { ...dimension, value };
  });
  const more = Object.entries(values)
    .filter(([name]) => !given.some((dimension) => dimension['name'] === name))
    .map(([name, value]) => ({ name, value }));
  return [...known, ...more];
}

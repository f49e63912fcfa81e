import { didYouMean, type JsonObject, type Path, type Subject } from '@fargate-actions/documents';
import { knownMetric, knownNamespace, NAMESPACES, sameButForCase } from './find-metric.ts';
import type { KnownMetric, KnownNamespace } from './known-metric.ts';

/** A metric as CloudWatch has it. */
export interface IdentifiedMetric {
  readonly metricName: string;
  readonly namespace: string;
  readonly known: KnownMetric | undefined;
}

/**
 * What metric is meant by `metricName`, `namespace` and `dimensions` at a path: a missing namespace is found by the name
 * where only one has such a metric, and what differs in case only is corrected, with a warning.
 *
 * A metric that a known namespace does not have is an error: an alarm on it would never fire. Undefined after an error.
 * Source: contracts.md, the seed table (`UnhealthyHostCount`).
 */
export function identifyMetric(subject: Subject, path: Path): IdentifiedMetric | undefined {
  const name = subject.text([...path, 'metricName']);
  const given = subject.text([...path, 'namespace']);
  if (name === undefined) return undefined;
  if (given === undefined) return byName(subject, path, name);
  const namespace = knownNamespace(given) ?? sameButForCase(NAMESPACES, given);
  if (!namespace) return { metricName: name, namespace: given, known: undefined };
  if (namespace.name !== given) {
    subject.warning(
      [...path, 'namespace'],
      'alarms/namespace',
      `There is no namespace ${given}: an alarm on it would never fire. It is corrected to ${namespace.name}.`,
      `Write ${namespace.name}.`,
    );
  }
  return inNamespace(subject, path, name, namespace);
}

function inNamespace(
  subject: Subject,
  path: Path,
  name: string,
  namespace: KnownNamespace,
): IdentifiedMetric | undefined {
  const known = knownMetric(namespace.name, name) ?? sameButForCase(namespace.metrics, name);
  if (!known) {
    reportUnknown(subject, path, name, namespace);
    return undefined;
  }
  if (known.name !== name) {
    subject.warning(
      [...path, 'metricName'],
      'alarms/metric-name',
      `${namespace.name} has no metric ${name}: an alarm on it would never fire. It is corrected to ${known.name}.`,
      `Write ${known.name}.`,
    );
  }
  return { metricName: known.name, namespace: namespace.name, known };
}

function reportUnknown(subject: Subject, path: Path, name: string, namespace: KnownNamespace): void {
  const [other] = NAMESPACES.filter(({ metrics }) => sameButForCase(metrics, name));
  const nearest = didYouMean(
    name,
    namespace.metrics.map((metric) => metric.name),
  );
  subject.error(
    [...path, 'metricName'],
    'alarms/metric-name',
    `${namespace.name} has no metric ${name}: an alarm on it would never fire.`,
    other ? `It is a metric of ${other.name}.` : nearest && `Did you mean ${nearest}?`,
  );
}

function byName(subject: Subject, path: Path, name: string): IdentifiedMetric | undefined {
  const having = (metric: (namespace: KnownNamespace) => KnownMetric | undefined): KnownNamespace[] =>
    NAMESPACES.filter((namespace) => {
      const found = metric(namespace);
      return found !== undefined && fits(subject, path, found, namespace);
    });
  const exact = having((namespace) => knownMetric(namespace.name, name));
  const candidates = exact.length > 0 ? exact : having(({ metrics }) => sameButForCase(metrics, name));
  const [only, second] = candidates;
  if (only && !second) return inNamespace(subject, path, name, only);
  const [misfit] = NAMESPACES.filter(({ metrics }) => sameButForCase(metrics, name));
  if (!only && misfit && subject.objects([...path, 'dimensions']).length > 0) {
    subject.error(
      [...path, 'dimensions'],
      'alarms/namespace',
      `No namespace is given, and ${misfit.name}, which has a metric ${name}, has other dimensions.`,
      `They are ${misfit.dimensionNames.join(' and ')}; leave them out where they are those of the service. Else add \`namespace: ...\`.`,
    );
    return undefined;
  }
  const nearest = didYouMean(
    name,
    NAMESPACES.flatMap(({ metrics }) => metrics.map((metric) => metric.name)),
  );
  subject.error(
    [...path, 'metricName'],
    'alarms/namespace',
    second
      ? `More than one namespace has a metric ${name}: ${candidates.map((namespace) => namespace.name).join(', ')}.`
      : `No namespace is given, and ${name} is no metric of ${NAMESPACES.map((namespace) => namespace.name).join(', ')}.`,
    second || !nearest ? 'Add `namespace: ...`.' : `Did you mean ${nearest}? Else add \`namespace: ...\`.`,
  );
  return undefined;
}

/** Whether the dimensions could be of the namespace; without any, whether they could be found. */
function fits(subject: Subject, path: Path, metric: KnownMetric, { dimensionNames }: KnownNamespace): boolean {
  const dimensions = subject.objects([...path, 'dimensions']);
  if (dimensions.length === 0) return metric.dimensions !== 'given';
  return dimensions.every(({ value }: { value: JsonObject }) => dimensionNames.some((name) => name === value['name']));
}

import {
  isObject,
  subjectOf,
  type Diagnostics,
  type Document,
  type JsonObject,
  type Path,
  type Subject,
} from '@fargate-actions/documents';
import type { AlarmEntry, MonitoredStack } from '../../monitored-stack.ts';
import { entryDocument } from '../file/entry-document.ts';
import { isCompositeAlarm } from '../file/read-alarm-entries.ts';
import { identifyMetric } from '../metrics/identify-metric.ts';
import type { KnownMetric } from '../metrics/known-metric.ts';
import { metricsOf, type Alarm } from './alarm.ts';
import { filledDimensions, type DimensionsSource } from './dimensions.ts';
import { withNamesAlone } from './dimension-values.ts';
import { mergedAt } from './merged-at.ts';
import { onlyService, serviceOfAlarm } from './service-of-alarm.ts';

/**
 * An alarm with all that its file leaves open and its metrics and the stack tell: namespace, dimensions, statistic, period,
 * comparison, how many periods, and what missing data mean.
 *
 * Source: contracts.md, the seed table.
 */
export function filledAlarm(entry: AlarmEntry, stack: MonitoredStack, diagnostics: Diagnostics): Alarm {
  const { service: _service, guardsDeployment: _guards, notify, tags, ...given } = entry.fields;
  let service = serviceOfAlarm(entry, stack, diagnostics);
  const source: DimensionsSource = {
    entry,
    stack,
    // It then is the alarm's: what is looked up later is looked up for it as well.
    service: (why) => (service ??= onlyService(entry, why, stack, diagnostics)),
  };
  const document = entryDocument(entry).withValue(given);
  const fields = isCompositeAlarm(given) ? given : filledMetrics(document, source, diagnostics);
  const { alarmName } = given;
  return {
    name: typeof alarmName === 'string' ? alarmName : '',
    type: isCompositeAlarm(given) ? 'CompositeAlarm' : 'MetricAlarm',
    fields,
    document: document.withValue(fields),
    service,
    notify: typeof notify === 'string' || notify === false ? notify : undefined,
    tags: textsOf(tags),
    at: entry.at,
  };
}

function filledMetrics(document: Document, source: DimensionsSource, diagnostics: Diagnostics): JsonObject {
  const written = isObject(document.value) ? document.value : {};
  const asWritten = subjectOf(document, diagnostics);
  const given = metricsOf(written).reduce((fields, { path }) => {
    const dimensions = withNamesAlone(asWritten, path, source.stack);
    return dimensions ? mergedAt(fields, path, { dimensions }) : fields;
  }, written);
  const subject = subjectOf(document.withValue(given), diagnostics);
  return metricsOf(given).reduce((fields, { path, statPath }) => {
    const identified = identifyMetric(subject, path);
    if (!identified) return fields;
    const { metricName, namespace, known } = identified;
    const named = mergedAt(fields, path, { metricName, namespace });
    if (!known) return named;
    const dimensions = filledDimensions(subject, path, known, source);
    const located = dimensions ? mergedAt(named, path, { dimensions }) : named;
    return mergedAt(
      located,
      statPath,
      path.length === 0 ? usualOfAlarm(subject, known) : usualOfQuery(subject, statPath, known),
    );
  }, given);
}

/** What an alarm on a metric usually is, where the file leaves it open. */
function usualOfAlarm(subject: Subject, known: KnownMetric): JsonObject {
  const isOpen = (...names: readonly string[]): boolean => names.every((name) => !subject.has([name]));
  const isAnomaly = !isOpen('thresholdMetricId');
  return {
    ...(isOpen('statistic', 'extendedStatistic') &&
      (known.statistic.startsWith('p') ? { extendedStatistic: known.statistic } : { statistic: known.statistic })),
    ...(isOpen('period') && { period: known.periodSeconds }),
    ...(isOpen('comparisonOperator') && !isAnomaly && { comparisonOperator: known.comparison }),
    ...(isOpen('evaluationPeriods') && { evaluationPeriods: known.evaluationPeriods }),
    // CloudWatch takes an absent one for `missing`.
    ...(isOpen('treatMissingData') && known.missingData !== 'missing' && { treatMissingData: known.missingData }),
  };
}

function usualOfQuery(subject: Subject, path: Path, known: KnownMetric): JsonObject {
  return {
    ...(!subject.has([...path, 'stat']) && { stat: known.statistic }),
    ...(!subject.has([...path, 'period']) && { period: known.periodSeconds }),
  };
}

function textsOf(tags: unknown): Record<string, string> {
  if (!isObject(tags)) return {};
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

import type { Document, JsonObject, Path } from '@fargate-actions/documents';
import type { AlarmEntry, MonitoredService } from '../../monitored-stack.ts';

/** An alarm as it is to be, as far as files and stack tell: names are still to be looked up. */
export interface Alarm {
  readonly name: string;
  readonly type: 'MetricAlarm' | 'CompositeAlarm';
  /** As PutMetricAlarm or PutCompositeAlarm takes them, in camelCase, without what is ours and without tags. */
  readonly fields: JsonObject;
  /** Where the fields stand; its value are the fields. */
  readonly document: Document;
  readonly service: MonitoredService | undefined;
  /** The topic that the entry itself names; false: nobody is to be told. */
  readonly notify: string | false | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly at: AlarmEntry['at'];
}

/** A metric of an alarm. */
export interface AlarmMetric {
  /** Where `metricName`, `namespace` and `dimensions` are. */
  readonly path: Path;
  /** Where the statistic and the period are. */
  readonly statPath: Path;
}

/** The metrics that an alarm rests on: its own, or those of its metric math. */
export function metricsOf(fields: JsonObject): AlarmMetric[] {
  const { metrics } = fields;
  if (!Array.isArray(metrics)) return fields['metricName'] === undefined ? [] : [{ path: [], statPath: [] }];
  return metrics.flatMap((query: unknown, index): AlarmMetric[] => {
    const statPath = ['metrics', index, 'metricStat'];
    const has = typeof query === 'object' && query !== null && 'metricStat' in query;
    return has ? [{ path: [...statPath, 'metric'], statPath }] : [];
  });
}

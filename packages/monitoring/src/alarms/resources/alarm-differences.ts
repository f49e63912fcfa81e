import type { FoundAlarm } from '@fargate-actions/aws';
import {
  answerInCamelCase,
  isList,
  isObject,
  withoutMistyped,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';
import { differences, type Difference, type Rules } from '@fargate-actions/engine';
import { COMPOSITE_ALARM, METRIC_ALARM } from '../file/file-shape.ts';

/**
 * How two alarms compare: what is absent is CloudWatch's default, and dimensions and actions have no order.
 *
 * Source: the SDK's documentation of PutMetricAlarm and PutCompositeAlarm.
 */
const RULES: Rules = {
  absent: 'default',
  defaults: {
    actionsEnabled: true,
    treatMissingData: 'missing',
    evaluateLowSampleCountPercentile: 'evaluate',
    'metrics[].returnData': true,
    'warmUpConfiguration.onlyStartEvaluatingAfterWarmUpPeriodEnds': false,
  },
  unordered: new Set([
    'dimensions',
    'alarmActions',
    'okActions',
    'insufficientDataActions',
    'metrics[].metricStat.metric.dimensions',
  ]),
};

/** An alarm as files would have it, without what only an answer has. */
export function fieldsOf({ alarm }: FoundAlarm): JsonObject {
  return answerInCamelCase(alarm);
}

/** In what an alarm differs from what it is to be; all of it where there is none. */
export function alarmDifferences(found: FoundAlarm | undefined, wanted: JsonObject): Difference[] {
  if (!found) return differences(undefined, wanted, RULES);
  const shapes = found.type === 'CompositeAlarm' ? COMPOSITE_ALARM : METRIC_ALARM;
  // What AWS answers besides and we do not know is no difference.
  const known = Object.entries(fieldsOf(found)).filter(([name]) => name in shapes || name in wanted);
  const compared = withoutMistyped(wanted, fieldsOf(found), { fields: shapes });
  const has = withMetricsInOrder(Object.fromEntries(known), compared);
  return differences(withoutWholeCount(has, compared), withoutWholeCount(compared, has), RULES);
}

/** "3 of 3" is what "3" means: said on one side only, it is no difference. */
function withoutWholeCount(fields: JsonObject, other: JsonObject): JsonObject {
  const { datapointsToAlarm, ...rest } = fields;
  const isWhole = other['datapointsToAlarm'] === undefined && datapointsToAlarm === fields['evaluationPeriods'];
  return isWhole ? rest : fields;
}

/** The parts of metric math have ids, and no order: they are compared with their like. */
function withMetricsInOrder(found: JsonObject, wanted: JsonObject): JsonObject {
  const { metrics } = found;
  if (!isList(metrics) || !isList(wanted['metrics'])) return found;
  const ids = wanted['metrics'].map(idOf);
  const place = (query: Json): number => (ids.includes(idOf(query)) ? ids.indexOf(idOf(query)) : ids.length);
  return { ...found, metrics: metrics.toSorted((a, b) => place(a) - place(b)) };
}

function idOf(query: Json): Json | undefined {
  return isObject(query) ? query['id'] : undefined;
}

import type { Path } from '@fargate-actions/documents';

/** What CloudWatch puts into a label. Source: CloudWatch user guide, "Use dynamic labels". */
const LIVE_VALUES: ReadonlySet<string> = new Set([
  'AVG',
  'DATAPOINT_COUNT',
  'FIRST',
  'FIRST_LAST_RANGE',
  'FIRST_LAST_TIME_RANGE',
  'FIRST_TIME',
  'FIRST_TIME_RELATIVE',
  'LABEL',
  'LAST',
  'LAST_TIME',
  'LAST_TIME_RELATIVE',
  'MAX',
  'MAX_TIME',
  'MAX_TIME_RELATIVE',
  'MIN',
  'MIN_MAX_RANGE',
  'MIN_MAX_TIME_RANGE',
  'MIN_TIME',
  'MIN_TIME_RELATIVE',
  'SUM',
]);

/**
 * Whether a `${...}` in a file of alarms or a dashboard is for CloudWatch to replace: in a label, where it knows the word.
 *
 * Source: as above; `PROP('Dim.ServiceName')` and its like are properties of the metric.
 */
export function isDynamicLabel(written: string, path: Path): boolean {
  if (String(path.at(-1)).toLowerCase() !== 'label') return false;
  const word = written.slice('${'.length, -'}'.length);
  return LIVE_VALUES.has(word) || /^PROP\('[^']+'\)$/.test(word);
}

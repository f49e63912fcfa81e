import { didYouMean, type Path, type Subject } from '@fargate-actions/documents';

const STATISTICS = ['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'];

// p95, tm99.9 and the like: of 0 to 100 percent.
const PERCENT = /^(p|tm|tc|ts|wm)(100(\.0{1,10})?|\d{1,2}(\.\d{1,10})?)$/;
// TM(10%:90%), PR(:300), TS(80%:): a range of percent or of values, with one end at least.
const RANGE = /^(TM|TC|TS|WM|PR)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\)$/;

/** Whether a text is an extended statistic. Source: the SDK's documentation of PutMetricAlarm. */
function isExtendedStatistic(text: string): boolean {
  return PERCENT.test(text) || text === 'IQM' || (RANGE.test(text) && !text.includes('(:)'));
}

/** At most one statistic, and one that there is. */
export function checkStatistic(subject: Subject): void {
  if (!subject.has(['metricName'])) {
    checkPercentilesOnly(subject);
    return;
  }
  const [statistic, extended] = [subject.text(['statistic']), subject.text(['extendedStatistic'])];
  if (statistic !== undefined && extended !== undefined) {
    subject.error(
      ['extendedStatistic'],
      'alarms/statistic',
      `An alarm has a statistic or an extendedStatistic, and here are ${statistic} and ${extended}.`,
      'Keep one of the two.',
    );
  }
  if (statistic !== undefined && !STATISTICS.includes(statistic)) {
    subject.error(
      ['statistic'],
      'alarms/statistic',
      `There is no statistic ${JSON.stringify(statistic)}.`,
      isExtendedStatistic(statistic) ? `Write \`extendedStatistic: ${statistic}\`.` : hintFor(statistic, STATISTICS),
    );
  }
  if (extended !== undefined && !isExtendedStatistic(extended)) {
    subject.error(
      ['extendedStatistic'],
      'alarms/extended-statistic',
      `There is no extended statistic ${JSON.stringify(extended)}.`,
      STATISTICS.includes(extended) ? `Write \`statistic: ${extended}\`.` : extendedHint(extended),
    );
  }
  checkPercentilesOnly(subject);
}

/** The statistic of a metric in metric math: any of both kinds. */
export function checkStat(subject: Subject, path: Path): void {
  const stat = subject.text(path);
  if (stat === undefined || STATISTICS.includes(stat) || isExtendedStatistic(stat)) return;
  subject.error(
    path,
    'alarms/statistic',
    `There is no statistic ${JSON.stringify(stat)}.`,
    didYouMean(stat, STATISTICS) === undefined ? extendedHint(stat) : hintFor(stat, STATISTICS),
  );
}

function hintFor(word: string, known: readonly string[]): string {
  const nearest = didYouMean(word, known);
  return `${nearest ? `Did you mean ${nearest}? ` : ''}There are: ${known.join(', ')}.`;
}

function extendedHint(text: string): string {
  const small = text.toLowerCase();
  return isExtendedStatistic(small)
    ? `Did you mean ${small}?`
    : 'Write `p95`, `tm99`, `IQM` or `TM(10%:90%)`, for example: from 0 to 100 percent.';
}

function checkPercentilesOnly(subject: Subject): void {
  const field = 'evaluateLowSampleCountPercentile';
  const value = subject.text([field]);
  if (value === undefined) return;
  if (value !== 'evaluate' && value !== 'ignore') {
    subject.error(
      [field],
      'alarms/low-sample-count',
      `${field} is evaluate or ignore, and here is ${JSON.stringify(value)}.`,
    );
  }
  const extended = subject.text(['extendedStatistic']);
  if (extended !== undefined && !/^p\d/.test(extended)) reportNoPercentile(subject, field);
  else if (extended === undefined && (subject.has(['statistic']) || !subject.has(['metricName']))) {
    reportNoPercentile(subject, field);
  }
}

function reportNoPercentile(subject: Subject, field: string): void {
  subject.error(
    [field],
    'alarms/low-sample-count',
    `${field} is for percentiles only, and this alarm has none.`,
    'Take it out, or write `extendedStatistic: p95`.',
  );
}

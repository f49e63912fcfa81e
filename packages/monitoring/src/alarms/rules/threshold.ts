import { didYouMean, type Subject } from '@fargate-actions/documents';
import { knownMetric } from '../metrics/find-metric.ts';

const OF_BANDS = ['LessThanLowerOrGreaterThanUpperThreshold', 'LessThanLowerThreshold', 'GreaterThanUpperThreshold'];

const OF_THRESHOLDS = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
];

const SIGNS: Readonly<Record<string, string>> = {
  '>': 'GreaterThanThreshold',
  '>=': 'GreaterThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
};

const MISSING_DATA = ['breaching', 'notBreaching', 'ignore', 'missing'];

/** With what an alarm compares, and how: a threshold, or the band of an anomaly detector. */
export function checkThreshold(subject: Subject): void {
  checkMissingData(subject);
  if (subject.has(['evaluationCriteria'])) return;
  const operator = subject.text(['comparisonOperator']);
  if (operator !== undefined) checkOperator(subject, operator);
  const isBand = operator !== undefined && OF_BANDS.includes(operator);
  if (subject.has(['thresholdMetricId'])) {
    checkAnomaly(subject, operator);
    return;
  }
  if (isBand) {
    subject.error(
      ['comparisonOperator'],
      'alarms/comparison-operator',
      `${operator} compares with the band of an anomaly detector, and this alarm has none.`,
      'Add `thresholdMetricId`, or write GreaterThanThreshold or LessThanThreshold.',
    );
  } else if (!subject.has(['threshold'])) {
    subject.error([], 'alarms/threshold', 'This alarm needs a `threshold`.', 'Add `threshold: 80`, for example.');
  }
  checkUnit(subject);
}

/** A word like one of CloudWatch's is a mistake; one like none of them may be new. */
function checkOperator(subject: Subject, operator: string): void {
  const known = [...OF_THRESHOLDS, ...OF_BANDS];
  if (known.includes(operator)) return;
  const path = ['comparisonOperator'];
  const rule = 'alarms/comparison-operator';
  const message = `There is no comparisonOperator ${JSON.stringify(operator)}.`;
  const meant = SIGNS[operator.trim()] ?? didYouMean(operator, known);
  if (meant === undefined)
    subject.notice(path, rule, `${message} It is passed to AWS as it is.`, `There are: ${known.join(', ')}.`);
  else subject.error(path, rule, message, `Did you mean ${meant}?`);
}

function checkAnomaly(subject: Subject, operator: string | undefined): void {
  if (subject.has(['threshold'])) {
    subject.error(
      ['threshold'],
      'alarms/anomaly',
      'An alarm with thresholdMetricId compares with a band, and has no threshold.',
      'Take one of the two out.',
    );
  }
  if (operator !== undefined && OF_THRESHOLDS.includes(operator)) {
    subject.error(
      ['comparisonOperator'],
      'alarms/anomaly',
      `With thresholdMetricId the comparisonOperator is one of ${OF_BANDS.join(', ')}, and here is ${operator}.`,
      `Write ${operator.startsWith('Less') ? 'LessThanLowerThreshold' : 'GreaterThanUpperThreshold'}.`,
    );
  }
  const id = subject.text(['thresholdMetricId']);
  const band = subject.objects(['metrics']).find(({ value }) => value['id'] === id);
  const expression = band?.value['expression'];
  if (typeof expression === 'string' && /^\s*ANOMALY_DETECTION_BAND\s*\(/i.test(expression)) return;
  subject.error(
    ['thresholdMetricId'],
    'alarms/anomaly',
    band
      ? `thresholdMetricId names ${id}, whose expression is no ANOMALY_DETECTION_BAND.`
      : `thresholdMetricId names ${id}, which is the id of nothing in \`metrics\`.`,
    'Add `{ id: band, expression: "ANOMALY_DETECTION_BAND(m1)" }` to `metrics`.',
  );
}

function checkMissingData(subject: Subject): void {
  const given = subject.text(['treatMissingData']);
  if (given === undefined || MISSING_DATA.includes(given)) return;
  const same = MISSING_DATA.find((word) => word.toLowerCase() === given.toLowerCase());
  subject.error(
    ['treatMissingData'],
    'alarms/missing-data',
    `treatMissingData can't be ${JSON.stringify(given)}.`,
    `${same ? `Did you mean ${same}? ` : ''}There are: ${MISSING_DATA.join(', ')}.`,
  );
}

/** More seconds than anybody waits for a response: milliseconds were meant. */
const LONG_SECONDS = 60;

/** A threshold that the metric's values hardly ever come to. */
function checkUnit(subject: Subject): void {
  const threshold = subject.number(['threshold']);
  const known = knownMetric(subject.text(['namespace']), subject.text(['metricName']));
  if (threshold === undefined || !known) return;
  if (known.unit === 'Percent' && (threshold > 100 || (threshold > 0 && threshold < 1))) {
    subject.warning(
      ['threshold'],
      'alarms/unit',
      `${known.name} is in percent, from 0 to 100, and the threshold is ${threshold}.`,
      threshold < 1 ? `Write ${threshold * 100} if that is meant.` : undefined,
    );
  }
  if (known.name === 'TargetResponseTime' && known.unit === 'Seconds' && threshold > LONG_SECONDS) {
    subject.warning(
      ['threshold'],
      'alarms/unit',
      `${known.name} is in seconds, and the threshold is ${threshold} of them.`,
      `Write ${threshold / 1000} if milliseconds are meant.`,
    );
  }
}

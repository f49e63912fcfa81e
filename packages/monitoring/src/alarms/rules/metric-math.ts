import type { Path, Subject } from '@fargate-actions/documents';
import { isUnknownMetric } from '../metrics/find-metric.ts';
import { checkSyntax, isQuery } from './metric-math-syntax.ts';
import { checkStat } from './statistic.ts';

// Source: the SDK's documentation of MetricDataQuery.
const ID = /^[a-z]\w*$/;
const MAX_METRICS = 10;
const MAX_EXPRESSIONS = 10;

/**
 * Metric math: every id its own, a metric or an expression in each part, and one result.
 *
 * Source: the SDK's documentation of PutMetricAlarm and MetricDataQuery.
 */
export function checkMetricMath(subject: Subject): void {
  if (!subject.has(['metrics'])) return;
  const queries = subject.objects(['metrics']);
  const ids = queries.map(({ value }) => value['id']);
  queries.forEach(({ path }, index) => {
    checkId(subject, path, ids.slice(0, index));
    checkPart(subject, path);
    checkExpression(subject, path, ids);
  });
  checkSyntax(subject);
  checkOnePeriod(subject);
  checkCounts(subject);
  checkResult(subject);
}

function checkId(subject: Subject, path: Path, before: readonly unknown[]): void {
  const id = subject.text([...path, 'id']);
  if (id === undefined) {
    subject.error(path, 'alarms/metric-id', 'Each part of metric math needs an `id`.', 'Add `id: m1`.');
  } else if (!ID.test(id)) {
    subject.error(
      [...path, 'id'],
      'alarms/metric-id',
      `The id ${JSON.stringify(id)} must begin with a small letter, and have letters, digits and underscores only.`,
      'Write `m1`, `m2`, `e1`.',
    );
  } else if (before.includes(id)) {
    subject.error([...path, 'id'], 'alarms/metric-id', `The id ${id} stands twice.`);
  }
}

function checkPart(subject: Subject, path: Path): void {
  const has = (...fields: readonly string[]): boolean => subject.has([...path, ...fields]);
  if (has('expression') === has('metricStat')) {
    subject.error(
      path,
      'alarms/expression-or-metric',
      has('expression')
        ? 'A part of metric math is an expression or a metric, and here is both.'
        : 'A part of metric math needs an `expression` or a `metricStat`.',
    );
  }
  if (!has('metricStat')) return;
  if (!has('metricStat', 'metric', 'metricName')) {
    subject.error([...path, 'metricStat'], 'alarms/metric', 'metricStat needs `metric: { metricName: ... }`.');
    return;
  }
  checkStat(subject, [...path, 'metricStat', 'stat']);
  const [namespace, name] = ['namespace', 'metricName'].map((field) =>
    subject.text([...path, 'metricStat', 'metric', field]),
  );
  // A metric that is not found has been reported, and nothing could be filled in.
  if (namespace === undefined || isUnknownMetric(namespace, name)) return;
  for (const field of ['stat', 'period'].filter((field) => !has('metricStat', field))) {
    subject.error([...path, 'metricStat'], 'alarms/metric', `metricStat needs \`${field}\`.`);
  }
}

/** A name in small letters that no part has is a typing error: functions are written in capitals. */
function checkExpression(subject: Subject, path: Path, ids: readonly unknown[]): void {
  const expression = subject.text([...path, 'expression']);
  if (expression === undefined || isQuery(expression)) return;
  if (/\bSEARCH\s*\(/i.test(expression)) {
    subject.error(
      [...path, 'expression'],
      'alarms/search',
      'An alarm can watch no SEARCH: what it finds changes.',
      'Name the metrics, each in a part with an `id`, or write `SELECT ...`.',
    );
    return;
  }
  const withoutTexts = expression.replace(/"[^"]*"|'[^']*'/g, '');
  for (const name of new Set(withoutTexts.match(/\b[a-z]\w*\b(?!\s*\()/g))) {
    if (ids.includes(name)) continue;
    subject.error(
      [...path, 'expression'],
      'alarms/metric-math-unknown-id',
      `The expression uses ${name}, which is the id of no part.`,
      `There are: ${ids.filter((id) => typeof id === 'string').join(', ')}.`,
    );
  }
}

/** Whether CloudWatch takes an alarm on metrics of several periods is not documented. */
function checkOnePeriod(subject: Subject): void {
  const periods = subject.objects(['metrics']).flatMap(({ path }) => {
    const at = [...path, 'metricStat', 'period'];
    const seconds = subject.number(at);
    return seconds === undefined ? [] : [{ at, seconds }];
  });
  const [first] = periods;
  const other = periods.find(({ seconds }) => seconds !== first?.seconds);
  if (!first || !other) return;
  subject.warning(
    other.at,
    'alarms/metric-math-period',
    `An alarm has one period, and here are metrics of ${first.seconds} and of ${other.seconds} s: CloudWatch may refuse it.`,
    `Write \`period: ${first.seconds}\`.`,
  );
}

function checkCounts(subject: Subject): void {
  const queries = subject.objects(['metrics']);
  const metrics = queries.filter(({ value }) => value['metricStat'] !== undefined).length;
  const expressions = queries.filter(({ value }) => value['expression'] !== undefined).length;
  if (metrics <= MAX_METRICS && expressions <= MAX_EXPRESSIONS) return;
  subject.error(
    ['metrics'],
    'alarms/metric-math',
    `Metric math has at most ${MAX_METRICS} metrics and ${MAX_EXPRESSIONS} expressions, and here are ${metrics} and ${expressions}.`,
  );
}

/** One part is what the alarm watches; the band of an anomaly detector may be returned as well. */
function checkResult(subject: Subject): void {
  const band = subject.text(['thresholdMetricId']);
  const queries = subject.objects(['metrics']).filter(({ value }) => value['id'] !== band || band === undefined);
  const results = queries.filter(({ value }) => value['returnData'] !== false);
  if (results.length === 1) return;
  const [, second] = results;
  if (!second) {
    subject.error(
      ['metrics'],
      'alarms/return-data',
      'One part of metric math is what the alarm watches, and here all have `returnData: false`.',
      'Write `returnData: true` at the result.',
    );
    return;
  }
  const said = [...second.path, 'returnData'];
  subject.error(
    subject.has(said) ? said : second.path,
    'alarms/return-data',
    `One part of metric math is what the alarm watches, and here are ${results.length}: an absent returnData is true.`,
    'Write `returnData: false` at all others.',
  );
}

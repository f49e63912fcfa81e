import { readMetricMath, type Expressions } from '@fargate-actions/aws';
import type { JsonObject, Path, Subject } from '@fargate-actions/documents';

// Source: the type documentation of the SDK, TargetTrackingMetricDataQuery.
const ID = /^[a-z][A-Za-z0-9_]*$/;

/**
 * Metric math: every id its own, either an expression or a metric in each, and the last alone the result.
 *
 * Source: reference/ecs-facts.md, "Application Auto Scaling".
 */
export function checkMetricMath(subject: Subject, path: Path): void {
  const queries = subject.objects(path);
  if (queries.length === 0) {
    subject.error(path, 'scaling/metric-math', 'Metric math needs at least one metric.');
    return;
  }
  const ids = queries.map(({ value }) => value['id']);
  const expressions = new Map(queries.flatMap(({ value }) => expressionOf(value)));
  queries.forEach((query, index) => {
    const isLast = index === queries.length - 1;
    checkId(subject, query.path, ids.slice(0, index));
    checkSource(subject, query.path);
    checkReturnData(subject, query.path, isLast);
    checkNames(subject, query.path, ids);
    checkExpression(subject, query.path, expressions, isLast);
  });
}

function expressionOf({ id, expression }: JsonObject): [id: string, expression: string | undefined][] {
  if (typeof id !== 'string') return [];
  return [[id, typeof expression === 'string' ? expression : undefined]];
}

function checkId(subject: Subject, path: Path, before: readonly unknown[]): void {
  const id = subject.text([...path, 'id']);
  if (id === undefined) {
    subject.error(path, 'scaling/metric-id', 'Each part of metric math needs an `id`.', 'Add `id: m1`.');
  } else if (!ID.test(id)) {
    subject.error(
      [...path, 'id'],
      'scaling/metric-id',
      `The id ${JSON.stringify(id)} must begin with a small letter, and have letters, digits and underscores only.`,
      'Write `m1`, `m2`, `e1`.',
    );
  } else if (before.includes(id)) {
    subject.error([...path, 'id'], 'scaling/metric-id', `The id ${id} stands twice.`);
  }
}

function checkSource(subject: Subject, path: Path): void {
  const has = (field: string) => subject.has([...path, field]);
  if (has('expression') === has('metricStat')) {
    subject.error(
      path,
      'scaling/expression-or-metric',
      has('expression')
        ? 'A part of metric math is an expression or a metric, and here is both.'
        : 'A part of metric math needs an `expression` or a `metricStat`.',
    );
  }
  if (!has('metricStat')) return;
  const needed = [['metric'], ['metric', 'metricName'], ['metric', 'namespace'], ['stat']];
  for (const field of needed.filter((field) => !subject.has([...path, 'metricStat', ...field]))) {
    subject.error([...path, 'metricStat'], 'scaling/metric', `metricStat needs \`${field.join('.')}\`.`);
  }
}

/** AWS takes returnData for true where it is absent, so all but the last must say false. */
function checkReturnData(subject: Subject, path: Path, isLast: boolean): void {
  const given = subject.object(path)?.['returnData'];
  if (isLast && given === false) {
    subject.error(
      [...path, 'returnData'],
      'scaling/return-data',
      'The last part of metric math is its result: its returnData must be true.',
    );
  } else if (!isLast && given !== false) {
    subject.error(
      given === undefined ? path : [...path, 'returnData'],
      'scaling/return-data',
      'Only the last part of metric math may return data, and AWS takes an absent returnData for true.',
      'Write `returnData: false` here.',
    );
  }
}

/** A name in small letters that no part has is a typing error: functions are written in capitals. */
function checkNames(subject: Subject, path: Path, ids: readonly unknown[]): void {
  const expression = subject.text([...path, 'expression']);
  if (expression === undefined) return;
  const withoutTexts = expression.replace(/"[^"]*"|'[^']*'/g, '');
  const names = new Set(withoutTexts.match(/\b[a-z]\w*\b(?!\s*\()/g));
  for (const name of names) {
    if (ids.includes(name)) continue;
    subject.error(
      [...path, 'expression'],
      'scaling/metric-math-unknown-id',
      `The expression uses ${name}, which is the id of no part.`,
      `There are: ${ids.filter((id) => typeof id === 'string').join(', ')}.`,
    );
  }
}

/** What is no metric math, and a result that no policy can track. */
function checkExpression(subject: Subject, path: Path, expressions: Expressions, isResult: boolean): void {
  const expression = subject.text([...path, 'expression']);
  if (expression === undefined) return;
  const at = [...path, 'expression'];
  const read = readMetricMath(expression, expressions);
  if ('problem' in read) {
    subject.error(at, 'scaling/metric-math-syntax', `This is no metric math. ${read.problem}`, read.hint);
    return;
  }
  for (const { name, nearest } of read.unknownFunctions) {
    subject.warning(
      at,
      'scaling/metric-math-function',
      `Metric math may have no function ${name}: then AWS refuses the policy.`,
      nearest === undefined ? undefined : `Did you mean ${nearest}?`,
    );
  }
  if (!isResult || (read.outcome !== 'number' && read.outcome !== 'list')) return;
  subject.error(
    at,
    'scaling/metric-math-result',
    read.outcome === 'list'
      ? 'A policy tracks one time series, and this expression comes to several.'
      : 'A policy tracks a time series, and this expression comes to a single number.',
    read.outcome === 'list' ? 'Make one of them, for example with `SUM(...)`.' : undefined,
  );
}

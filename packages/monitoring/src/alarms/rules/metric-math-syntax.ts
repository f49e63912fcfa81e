import { readMetricMath, type Expressions } from '@fargate-actions/aws';
import type { JsonObject, Path, Subject } from '@fargate-actions/documents';

/** Whether an expression is a query of Metrics Insights, which has a language and names of its own. */
export const isQuery = (expression: string): boolean => /^\s*SELECT\b/i.test(expression);

/** What is no metric math, and a result that no alarm can watch. */
export function checkSyntax(subject: Subject): void {
  const queries = subject.objects(['metrics']);
  const expressions = new Map(queries.flatMap(({ value }) => expressionOf(value)));
  const band = subject.text(['thresholdMetricId']);
  for (const { path, value } of queries) {
    const isResult = value['returnData'] !== false && (band === undefined || value['id'] !== band);
    checkReadable(subject, [...path, 'expression'], expressions, isResult);
  }
}

function expressionOf({ id, expression }: JsonObject): [id: string, expression: string | undefined][] {
  if (typeof id !== 'string') return [];
  return [[id, typeof expression === 'string' ? expression : undefined]];
}

function checkReadable(subject: Subject, at: Path, expressions: Expressions, isResult: boolean): void {
  const expression = subject.text(at);
  if (expression === undefined || isQuery(expression)) return;
  const read = readMetricMath(expression, expressions);
  if ('problem' in read) {
    subject.error(at, 'alarms/metric-math-syntax', `This is no metric math. ${read.problem}`, read.hint);
    return;
  }
  for (const { name, nearest } of read.unknownFunctions) {
    subject.warning(
      at,
      'alarms/metric-math-function',
      `Metric math may have no function ${name}: then CloudWatch refuses the alarm.`,
      nearest === undefined ? undefined : `Did you mean ${nearest}?`,
    );
  }
  if (!isResult || (read.outcome !== 'number' && read.outcome !== 'list')) return;
  // Source: the SDK's documentation of MetricAlarm and MetricDataQuery: a single time series.
  subject.error(
    at,
    'alarms/metric-math-result',
    read.outcome === 'list'
      ? 'An alarm watches one time series, and this expression comes to several.'
      : 'An alarm watches a time series, and this expression comes to a single number.',
    read.outcome === 'list' ? 'Make one of them, for example with `MAX(...)`.' : undefined,
  );
}

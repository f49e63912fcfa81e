import { MathError, type MathNode } from './math-expression.ts';
import type { Points } from './statistics.ts';

/** What an expression may look at. */
export interface MathScope {
  /** A query's points by its id; undefined where there is no such query. */
  readonly points: (id: string) => Points | undefined;
  /** The ids of all queries that are metrics. */
  readonly metricIds: readonly string[];
  /** When each period begins: where FILL fills. */
  readonly periods: readonly number[];
}

type Value = number | Points | readonly Points[];

/** The points of an expression. Throws a MathError where it comes to no single series. */
export function evaluateMath(node: MathNode, scope: MathScope): Points {
  const value = evaluate(node, scope);
  if (isPoints(value)) return value;
  throw new MathError(
    typeof value === 'number'
      ? 'The expression comes to a number, and not to a time series.'
      : 'The expression comes to several time series, which is not emulated.',
  );
}

const isPoints = (value: Value): value is Points => value instanceof Map;
const isList = (value: Value): value is readonly Points[] => Array.isArray(value);

function evaluate(node: MathNode, scope: MathScope): Value {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'id': {
      const points = scope.points(node.id);
      if (!points) throw new MathError(`There is no query with the id ${node.id}.`);
      return points;
    }
    case 'list':
      return node.items.map((item) => evaluateMath(item, scope));
    case 'binary':
      return combined(evaluate(node.left, scope), evaluate(node.right, scope), BINARY[node.operator] ?? (() => NaN));
    case 'call':
      return call(node.name, node.args, scope);
  }
}

const BINARY: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  AND: (left, right) => Number(left !== 0 && right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  OR: (left, right) => Number(left !== 0 || right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
};

/**
 * Period by period, where a series has data: what the other one lacks there counts as 0. A division by zero is no data.
 *
 * Source: CloudWatch user guide, "Using metric math", "Basic arithmetic functions" and "Comparison and logical operators".
 */
function combined(left: Value, right: Value, operate: (left: number, right: number) => number): Value {
  if (isList(left)) return left.map((item) => pointsIn(combined(item, right, operate)));
  if (isList(right)) return right.map((item) => pointsIn(combined(left, item, operate)));
  if (!isPoints(left) && !isPoints(right)) return operate(left, right);
  const outcome = new Map<number, number>();
  for (const at of momentsOf([left, right])) {
    const value = operate(valueAt(left, at) ?? 0, valueAt(right, at) ?? 0);
    if (Number.isFinite(value)) outcome.set(at, value);
  }
  return outcome;
}

/** Where at least one of the series has data, the oldest first. */
function momentsOf(values: readonly (number | Points)[]): number[] {
  const moments = new Set(values.flatMap((value) => (isPoints(value) ? [...value.keys()] : [])));
  return [...moments].sort((one, other) => one - other);
}

const valueAt = (value: number | Points, at: number): number | undefined => (isPoints(value) ? value.get(at) : value);

function pointsIn(value: Value): Points {
  if (isPoints(value)) return value;
  throw new MathError('A list of lists of time series is nothing that metric math has.');
}

function call(name: string, args: readonly MathNode[], scope: MathScope): Value {
  const [first, second, third] = args;
  switch (name) {
    case 'METRICS':
      return metrics(first, scope);
    case 'FILL':
      return filled(evaluate(argument(first), scope), argument(second), scope);
    case 'IF':
      return chosen(evaluate(argument(first), scope), argument(second), third, scope);
    case 'ABS':
    case 'CEIL':
    case 'FLOOR': {
      const operate = { ABS: Math.abs, CEIL: Math.ceil, FLOOR: Math.floor }[name];
      return combined(evaluate(argument(first), scope), 0, (value) => operate(value));
    }
    default:
      return summary(name, evaluate(argument(first), scope));
  }
}

function argument(node: MathNode | undefined): MathNode {
  if (!node) throw new MathError('An argument is missing.');
  return node;
}

/** All metrics, or those whose id has a text in it. */
function metrics(part: MathNode | undefined, { metricIds, points }: MathScope): readonly Points[] {
  const text = part?.kind === 'id' ? part.id.replaceAll('"', '') : '';
  return metricIds.filter((id) => id.includes(text)).flatMap((id) => points(id) ?? []);
}

function filled(value: Value, filler: MathNode, scope: MathScope): Value {
  if (isList(value)) return value.map((item) => pointsIn(filled(item, filler, scope)));
  if (!isPoints(value)) throw new MathError('FILL fills a time series.');
  const isRepeating = filler.kind === 'id' && filler.id === 'REPEAT';
  const by = isRepeating ? undefined : evaluate(filler, scope);
  if (by !== undefined && isList(by)) throw new MathError('FILL fills by a number, a time series or REPEAT.');
  const outcome = new Map<number, number>();
  let last: number | undefined;
  for (const at of scope.periods) {
    const known = value.get(at);
    last = known ?? last;
    const filling = by === undefined ? last : valueAt(by, at);
    const put = known ?? filling;
    if (put !== undefined) outcome.set(at, put);
  }
  return outcome;
}

/**
 * 0 is false; what is missing where the condition is true is 0, and where it is false is missing, as is everything
 * without a condition. Source: CloudWatch user guide, "Using IF expressions".
 */
function chosen(condition: Value, yes: MathNode, no: MathNode | undefined, scope: MathScope): Value {
  const whenTrue = evaluate(yes, scope);
  const whenFalse = no && evaluate(no, scope);
  if (isList(condition) || isList(whenTrue) || (whenFalse !== undefined && isList(whenFalse)))
    throw new MathError('IF with lists of time series is not emulated.');
  if (typeof condition === 'number') {
    const value = condition !== 0 ? whenTrue : whenFalse;
    return value ?? new Map<number, number>();
  }
  const outcome = new Map<number, number>();
  for (const [at, is] of condition) {
    const value =
      is !== 0 ? (valueAt(whenTrue, at) ?? 0) : whenFalse === undefined ? undefined : valueAt(whenFalse, at);
    if (value !== undefined) outcome.set(at, value);
  }
  return outcome;
}

const SUMMARIES: Readonly<Record<string, (values: readonly number[], of: number) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  // "Missing values are treated as 0": they count as well.
  AVG: (values, of) => values.reduce((sum, value) => sum + value, 0) / of,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
};

/** Of one series a number; of a list one series, of whatever data there is at each moment. */
function summary(name: string, value: Value): Value {
  const summarize = SUMMARIES[name];
  if (!summarize || typeof value === 'number') throw new MathError(`${name} is not emulated for this argument.`);
  if (isPoints(value)) return value.size === 0 ? 0 : summarize([...value.values()], value.size);
  return new Map(
    momentsOf(value).map((at) => {
      const known = value.flatMap((points) => points.get(at) ?? []);
      return [at, summarize(known, value.length)];
    }),
  );
}

import type { Dimension, MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';

import type { World } from '../../../world/world.ts';
import { idsIn, MathError, parseMath } from './math-expression.ts';
import { evaluateMath } from './metric-math.ts';
import { pointsOf, type Periods, type Points } from './statistics.ts';

/** A member that the rules have let through has a value. */
export const text = (value: string | undefined): string => value ?? '';

/** Dimensions as the store keeps them. */
export const dimensionsOf = (dimensions: readonly Dimension[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [text(Name), text(Value)]));

/**
 * The points of each query, metrics and expressions alike, by the query's id.
 *
 * Throws a MathError where an expression can't be worked out.
 *
 * @param periodsOf where the periods of that length lie.
 */
export function pointsByQuery(
  world: World,
  queries: readonly MetricDataQuery[],
  periodsOf: (periodSeconds: number) => Periods,
): ReadonlyMap<string, Points> {
  const byId = new Map(queries.map((query) => [text(query.Id), query]));
  const done = new Map<string, Points>();
  const metricIds = queries.filter(({ MetricStat }) => MetricStat).map(({ Id }) => text(Id));

  function points(id: string, asking: readonly string[]): Points | undefined {
    const query = byId.get(id);
    if (!query) return undefined;
    if (asking.includes(id)) throw new MathError(`The expressions ${asking.join(', ')} go round in a circle.`);
    const known = done.get(id);
    if (known) return known;
    const found = query.MetricStat
      ? metricPoints(world, query.MetricStat, periodsOf)
      : evaluateMath(parseMath(text(query.Expression)), {
          points: (other) => points(other, [...asking, id]),
          metricIds,
          periods: beginnings(periodsOf(periodSecondsOf(query, byId))),
        });
    done.set(id, found);
    return found;
  }

  for (const id of byId.keys()) points(id, []);
  return done;
}

function metricPoints(world: World, stat: MetricStat, periodsOf: (periodSeconds: number) => Periods): Points {
  const { Namespace, MetricName, Dimensions } = stat.Metric ?? {};
  return pointsOf(
    world,
    {
      metric: { namespace: text(Namespace), name: text(MetricName), dimensions: dimensionsOf(Dimensions) },
      statistic: text(stat.Stat),
      unit: stat.Unit,
    },
    periodsOf(stat.Period ?? 60),
  );
}

/** An expression's period: its own, or the longest of the metrics that it is made of. */
export function periodSecondsOf(query: MetricDataQuery, byId: ReadonlyMap<string, MetricDataQuery>): number {
  const own = query.MetricStat?.Period ?? query.Period;
  if (own !== undefined) return own;
  const seen = new Set<string>();
  const periods: number[] = [];
  const look = ({ Id, Expression, MetricStat }: MetricDataQuery): void => {
    if (seen.has(text(Id))) return;
    seen.add(text(Id));
    if (MetricStat?.Period !== undefined) periods.push(MetricStat.Period);
    if (Expression === undefined) return;
    for (const id of idsOf(Expression) ?? byId.keys()) {
      const other = byId.get(id);
      if (other) look(other);
    }
  };
  look(query);
  return Math.max(...periods, 0) || 60;
}

/** The ids that an expression names; undefined where it may be made of all of them. */
function idsOf(expression: string): string[] | undefined {
  if (expression.includes('METRICS')) return undefined;
  try {
    return idsIn(parseMath(expression));
  } catch (error) {
    if (error instanceof MathError) return undefined;
    throw error;
  }
}

function beginnings({ from, until, periodSeconds }: Periods): number[] {
  const moments: number[] = [];
  for (let at = from; at < until; at += periodSeconds * 1000) moments.push(at);
  return moments;
}

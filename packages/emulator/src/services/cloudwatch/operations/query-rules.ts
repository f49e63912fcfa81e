import type { Dimension, MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';

import { idsIn, MathError, parseMath, type MathNode } from '../behaviour/math-expression.ts';
import { pointsByQuery, text } from '../behaviour/queries.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { badCombination, invalid, lengthWithin, oneOf } from './checks.ts';
import { UNIT_NAMES } from './units.ts';

/** Source: the SDK's model. */
export const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];

/** Source: CloudWatch user guide, "CloudWatch statistics definitions". */
export const EXTENDED_STATISTIC =
  /^(?:(?:p|tm|tc|ts|wm)(?:\d{1,2}(?:\.\d{1,10})?|100)|IQM|(?:PR|TC|TM|TS|WM)\([\d.]*%?:[\d.]*%?\))$/;

/** @throws Fault for more than 30 dimensions, names twice, and names and values of no or too much length. */
export function checkDimensions(dimensions: readonly Dimension[] | undefined): void {
  lengthWithin(dimensions, 'dimensions', [0, 30]);
  const names = (dimensions ?? []).map(({ Name }) => required(Name, 'dimensions.member.name'));
  if (new Set(names).size < names.length) throw invalid('No two dimensions may have the same name.');
  for (const name of names) lengthWithin(name, 'dimensions.member.name', [1, 255]);
  for (const { Value } of dimensions ?? [])
    lengthWithin(required(Value, 'dimensions.member.value'), 'dimensions.member.value', [1, 1024]);
}

/** @throws Fault where queries of metrics and expressions do not fit together. Source: API reference, MetricDataQuery. */
export function checkQueries(queries: readonly MetricDataQuery[], most: number): void {
  if (queries.length === 0) throw invalid('The list of queries must not be empty.');
  if (queries.length > most) throw invalid(`At most ${most} queries are allowed, and not ${queries.length}.`);
  const ids = queries.map(({ Id }) => required(Id, 'id'));
  if (new Set(ids).size < ids.length) throw invalid('The ids of the queries must be unique.');
  for (const query of queries) checkQuery(query, ids);
}

function checkQuery({ Id, MetricStat, Expression }: MetricDataQuery, ids: readonly string[]): void {
  const id = text(Id);
  lengthWithin(id, 'id', [1, 255]);
  if (!/^[a-z]\w*$/.test(id))
    throw invalid(`Invalid id ${id}: it must start with a lowercase letter, and have letters, digits and _ only.`);
  if ((MetricStat === undefined) === (Expression === undefined))
    throw badCombination(`Exactly one of MetricStat and Expression must be given for ${id}.`);
  if (MetricStat) checkStat(MetricStat, id);
  if (Expression !== undefined && !isAnomalyDetection(Expression)) checkExpression(Expression, id, ids);
}

/** Kept in an alarm, but never worked out: nothing here learns from the past. */
const isAnomalyDetection = (expression: string): boolean => /^\s*ANOMALY_DETECTION_BAND\(/.test(expression);

function checkStat({ Metric, Period, Stat, Unit }: MetricStat, id: string): void {
  const name = required(Metric?.MetricName, `${id}.metricStat.metric.metricName`);
  lengthWithin(name, 'metricName', [1, 255]);
  lengthWithin(required(Metric?.Namespace, `${id}.metricStat.metric.namespace`), 'namespace', [1, 255]);
  checkDimensions(Metric?.Dimensions);
  const period = required(Period, `${id}.metricStat.period`);
  if (![1, 5, 10, 20, 30].includes(period) && (period < 60 || period % 60 !== 0))
    throw invalid(`Invalid period ${period} of ${id}: it must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  const statistic = required(Stat, `${id}.metricStat.stat`);
  if (!STATISTICS.includes(statistic) && !EXTENDED_STATISTIC.test(statistic))
    throw invalid(`The value ${statistic} for parameter Stat is not supported.`);
  oneOf(Unit, `${id}.metricStat.unit`, UNIT_NAMES);
}

/** @throws Fault where an expression can't be read, or names what is no query's id. */
export function checkExpression(expression: string, id: string, ids: readonly string[]): void {
  lengthWithin(expression, 'expression', [1, 2048]);
  const unknown = idsIn(parsed(expression, id)).find((named) => !ids.includes(named));
  if (unknown !== undefined) throw invalid(`Error in expression '${id}': there is no query with the id ${unknown}.`);
}

function parsed(expression: string, id: string): MathNode {
  try {
    return parseMath(expression);
  } catch (error) {
    if (error instanceof MathError) throw invalid(`Error in expression '${id}': ${error.message}`);
    throw error;
  }
}

/** @throws Fault where an expression comes to no single series, which it does with any data or with none. */
export function checkOutcomes(world: World, queries: readonly MetricDataQuery[]): void {
  try {
    pointsByQuery({ ...world, metrics: {} }, queries, (periodSeconds) => ({ from: 0, until: 0, periodSeconds }));
  } catch (error) {
    if (error instanceof MathError) throw invalid(error.message);
    throw error;
  }
}

import type {
  GetMetricDataInput,
  GetMetricDataOutput,
  ListMetricsInput,
  ListMetricsOutput,
  MetricDataQuery,
  MetricDataResult,
  MetricDatum,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import { MathError } from '../behaviour/math-expression.ts';
import { addSample } from '../behaviour/metrics.ts';
import { dimensionsOf, pointsByQuery, text } from '../behaviour/queries.ts';
import { isStatistic, type Periods, type Points } from '../behaviour/statistics.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { badCombination, invalid, lengthWithin } from './checks.ts';
import { checkDimensions, checkQueries } from './query-rules.ts';

/** CloudWatch's metrics: what comes in, and what is read out of it. */
export const metricDataOperations: OperationTable = {
  'cloudwatch:PutMetricData': putMetricData,
  'cloudwatch:GetMetricData': getMetricData,
  'cloudwatch:ListMetrics': listMetrics,
};

const DAY = 86_400_000;

function putMetricData(world: World, input: PutMetricDataInput): object {
  const namespace = required(input.Namespace, 'namespace');
  lengthWithin(namespace, 'namespace', [1, 255]);
  if (namespace.startsWith('AWS/'))
    throw new Fault('InvalidParameterValueException', 'The value AWS/ for parameter Namespace is invalid.');
  const data = input.MetricData ?? [];
  lengthWithin(data, 'metricData', [1, 1000]);
  for (const datum of data) checkDatum(world, datum);
  for (const datum of data) store(world, namespace, datum);
  return {};
}

/** Source: API reference, MetricDatum. */
function checkDatum(world: World, datum: MetricDatum): void {
  lengthWithin(required(datum.MetricName, 'metricName'), 'metricName', [1, 255]);
  checkDimensions(datum.Dimensions);
  const given = [datum.Value, datum.Values, datum.StatisticValues].filter((one) => one !== undefined);
  if (given.length !== 1) throw badCombination('Exactly one of Value, Values and StatisticValues must be specified.');
  lengthWithin(datum.Values, 'values', [1, 150]);
  if (datum.Counts && datum.Counts.length !== datum.Values?.length)
    throw invalid('Values and Counts must have the same length.');
  const at = datum.Timestamp?.getTime() ?? world.now;
  if (at > world.now + DAY / 12 || at < world.now - 14 * DAY)
    throw invalid('The timestamp must not be more than two weeks in the past or two hours in the future.');
}

function store(world: World, namespace: string, datum: MetricDatum): void {
  const metric = { namespace, name: text(datum.MetricName), dimensions: dimensionsOf(datum.Dimensions) };
  const common = { at: datum.Timestamp?.getTime() ?? world.now, unit: datum.Unit ?? 'None' };
  const isHighResolution = datum.StorageResolution === 1;
  const { StatisticValues: set } = datum;
  if (set) {
    addSample(world, metric, isHighResolution, {
      ...common,
      sampleCount: set.SampleCount ?? 0,
      sum: set.Sum ?? 0,
      minimum: set.Minimum ?? 0,
      maximum: set.Maximum ?? 0,
    });
    return;
  }
  const given = datum.Values ?? [datum.Value ?? 0];
  const values = given.flatMap((value, place) =>
    Array.from({ length: Math.round(datum.Counts?.[place] ?? 1) }, () => value),
  );
  addSample(world, metric, isHighResolution, {
    ...common,
    sampleCount: values.length,
    sum: values.reduce((sum, value) => sum + value, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    values,
  });
}

function getMetricData(world: World, input: GetMetricDataInput): GetMetricDataOutput {
  const queries = required(input.MetricDataQueries, 'metricDataQueries');
  const start = required(input.StartTime, 'startTime').getTime();
  const end = required(input.EndTime, 'endTime').getTime();
  if (start >= end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  within(input.MaxDatapoints, 'maxDatapoints', [1, 100_800]);
  checkQueries(queries, 500);
  for (const { MetricStat } of queries)
    if (MetricStat && !isStatistic(text(MetricStat.Stat)))
      throw invalid(`The statistic ${text(MetricStat.Stat)} is not emulated.`);
  const results = resultsOf(world, queries, (periodSeconds) =>
    periodsBetween(Math.max(start, world.now - keptMs(periodSeconds)), end, periodSeconds),
  );
  if (input.ScanBy !== 'TimestampAscending')
    for (const { Timestamps, Values } of results) {
      Timestamps?.reverse();
      Values?.reverse();
    }
  return pageOfResults(world, input, results);
}

/** How long points of a period are kept: then only longer ones are. Source: API reference, GetMetricData. */
function keptMs(periodSeconds: number): number {
  if (periodSeconds < 60) return DAY / 8;
  if (periodSeconds < 300) return 15 * DAY;
  return (periodSeconds < 3600 ? 63 : 455) * DAY;
}

/**
 * Whole periods as the clock has them, from the first that begins no earlier than the start, rounded down as AWS does: to
 * the minute, and of periods under a minute to the period. Source: API reference, GetMetricData, "StartTime".
 */
function periodsBetween(start: number, end: number, periodSeconds: number): Periods {
  const period = periodSeconds * 1000;
  const rounding = Math.min(period, 60_000);
  const rounded = Math.floor(start / rounding) * rounding;
  return { from: Math.ceil(rounded / period) * period, until: end, periodSeconds };
}

function resultsOf(
  world: World,
  queries: readonly MetricDataQuery[],
  periodsOf: (periodSeconds: number) => Periods,
): MetricDataResult[] {
  const points = workedOut(world, queries, periodsOf);
  return queries
    .filter(({ ReturnData = true }) => ReturnData)
    .map(({ Id, Label, MetricStat }) => {
      const known = [...(points.get(text(Id)) ?? [])].sort(([one], [other]) => one - other);
      return {
        Id: text(Id),
        Label: Label ?? MetricStat?.Metric?.MetricName ?? text(Id),
        Timestamps: known.map(([at]) => new Date(at)),
        Values: known.map(([, value]) => value),
        StatusCode: 'Complete',
      };
    });
}

function workedOut(
  world: World,
  queries: readonly MetricDataQuery[],
  periodsOf: (periodSeconds: number) => Periods,
): ReadonlyMap<string, Points> {
  try {
    return pointsByQuery(world, queries, periodsOf);
  } catch (error) {
    if (error instanceof MathError) throw invalid(error.message);
    throw error;
  }
}

/** As many points a page as asked for, or as the scenario's pages have items, a hundred times: a day has 1440 minutes. */
function pageOfResults(world: World, input: GetMetricDataInput, results: MetricDataResult[]): GetMetricDataOutput {
  const places = results.flatMap(({ Values = [] }, result) => Values.map((_, place) => ({ result, place })));
  const { items, nextToken } = page(places, {
    token: input.NextToken,
    size: input.MaxDatapoints ?? world.scenario.pageSize * 100,
    badToken: () => new Fault('InvalidNextToken', 'The NextToken is not valid.'),
  });
  return {
    MetricDataResults: results.map((result, index) => {
      const shown = items.filter((item) => item.result === index).map(({ place }) => place);
      const isLast = shown.length === 0 || shown.at(-1) === (result.Values ?? []).length - 1;
      return {
        ...result,
        Timestamps: shown.flatMap((place) => result.Timestamps?.[place] ?? []),
        Values: shown.flatMap((place) => result.Values?.[place] ?? []),
        StatusCode: isLast ? 'Complete' : 'PartialData',
      };
    }),
    Messages: [],
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/** CloudWatch lists what had data in the last two weeks. Source: API reference, ListMetrics. */
function listMetrics(world: World, input: ListMetricsInput): ListMetricsOutput {
  const found = Object.values(world.metrics)
    .filter(({ namespace }) => input.Namespace === undefined || namespace === input.Namespace)
    .filter(({ name }) => input.MetricName === undefined || name === input.MetricName)
    .filter(({ dimensions }) =>
      (input.Dimensions ?? []).every(
        ({ Name, Value }) =>
          dimensions[text(Name)] !== undefined && dimensions[text(Name)] === (Value ?? dimensions[text(Name)]),
      ),
    )
    .filter(({ samples }) => (samples.at(-1)?.at ?? 0) > world.now - 14 * DAY);
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterValueException', 'The NextToken is not valid.'),
  });
  return {
    Metrics: items.map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';

import { pointsByQuery } from '../cloudwatch/queries.ts';
import type { Alarm } from '../surroundings.ts';
import type { World } from '../world.ts';

/** An alarm looks at some more periods than it needs where data is missing. */
const BEYOND = 5;

/** The newest values of an alarm's metric, as many as the alarm judges and the newest first; fewer where data is missing. */
export function newestValues(world: World, { metric }: Alarm): readonly number[] {
  if (!metric) return [];
  const { EvaluationPeriods = 1 } = metric;
  const queries: readonly MetricDataQuery[] = metric.Metrics ?? [
    {
      Id: 'metric',
      MetricStat: {
        Metric: { Namespace: metric.Namespace, MetricName: metric.MetricName, Dimensions: metric.Dimensions },
        Period: metric.Period ?? 60,
        Stat: metric.Statistic ?? metric.ExtendedStatistic,
        Unit: metric.Unit,
      },
    },
  ];
  const points = pointsByQuery(world, queries, (periodSeconds) => {
    const period = periodSeconds * 1000;
    // The period that is under way has not all of its data.
    const until = Math.floor(world.now / period) * period;
    return { from: until - (EvaluationPeriods + BEYOND) * period, until, periodSeconds };
  });
  const result = queries.find(({ ReturnData = true }) => ReturnData)?.Id ?? '';
  return [...(points.get(result) ?? [])]
    .sort(([one], [other]) => other - one)
    .slice(0, EvaluationPeriods)
    .map(([, value]) => value);
}

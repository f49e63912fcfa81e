import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** The points of one query, in the order of time. */
export interface MetricPoint {
  /** Milliseconds since the epoch: when the point's period begins. */
  readonly at: number;
  readonly value: number;
}

/** CloudWatch takes as many queries a call. Source: API reference, GetMetricData. */
const BATCH = 500;

/** Metrics of CloudWatch. */
export function metrics(wire: Wire) {
  async function batch(queries: readonly MetricDataQuery[], from: number, until: number) {
    const points = new Map<string, MetricPoint[]>();
    const results = await allPages('cloudwatch:GetMetricData', async (NextToken) => {
      const answer = await wire.call('cloudwatch:GetMetricData', {
        MetricDataQueries: [...queries],
        StartTime: new Date(from),
        EndTime: new Date(until),
        ScanBy: 'TimestampAscending',
        ...(NextToken && { NextToken }),
      });
      return { items: answer.MetricDataResults, next: answer.NextToken };
    });
    for (const { Id = '', Timestamps = [], Values = [] } of results) {
      const found = Timestamps.flatMap((time, index) => {
        const value = Values[index];
        return value === undefined ? [] : [{ at: time.getTime(), value }];
      });
      points.set(Id, [...(points.get(Id) ?? []), ...found]);
    }
    return points;
  }

  return {
    /**
     * The points of each query between two moments, by the query's id; a query without data has none.
     *
     * @param from in milliseconds since the epoch; inclusive.
     * @param until exclusive.
     */
    async data(
      queries: readonly MetricDataQuery[],
      from: number,
      until: number,
    ): Promise<ReadonlyMap<string, readonly MetricPoint[]>> {
      const starts = Array.from({ length: Math.ceil(queries.length / BATCH) }, (_, i) => i * BATCH);
      const batches = await Promise.all(starts.map((start) => batch(queries.slice(start, start + BATCH), from, until)));
      return new Map(batches.flatMap((points) => [...points]));
    },
  };
}

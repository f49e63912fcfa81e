import type { Row, Statistic } from './bench.ts';

/** The value in the middle; of an even number of them, the mean of the two. NaN where there is none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** The smallest sample that so large a share of them does not exceed (0 to 1): one that was measured. NaN where there is none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

const STATISTICS: Record<Statistic, (samples: readonly number[]) => number> = {
  median,
  p95: (samples) => percentile(samples, 0.95),
};

/** A row as numbers to compare: what `--json` writes. */
export interface Summary extends Row {
  readonly oursValue: number;
  readonly officialValue?: number;
  /** Ours by theirs: less than 1 where we need less. */
  readonly ratio?: number;
  /** Whether ours is at most what it is to be; absent where nothing is asked of it. */
  readonly isMet?: boolean;
}

/** What stands for the samples, their ratio, and whether the target is met. A target that is the official action's needs one. */
export function summarised(row: Row): Summary {
  const statistic = STATISTICS[row.statistic ?? 'median'];
  const oursValue = statistic(row.ours);
  const officialValue = row.official && statistic(row.official);
  const limit = row.atMost === 'official' ? officialValue : row.atMost;
  return {
    ...row,
    oursValue,
    ...(officialValue !== undefined && { officialValue }),
    ...(officialValue !== undefined && officialValue > 0 && { ratio: oursValue / officialValue }),
    ...(limit !== undefined && { isMet: oursValue <= limit }),
  };
}

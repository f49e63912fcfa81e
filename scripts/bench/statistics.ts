import type { Row } from './bench.ts';

/** The value in the middle; of an even number of them, the mean of the two. NaN where there is none. */
export function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/** A row as numbers to compare: what `--json` writes. */
export interface Summary extends Row {
  readonly oursMedian: number;
  readonly officialMedian?: number;
  /** Ours by theirs: less than 1 where we need less. */
  readonly ratio?: number;
  /** Whether our median is at most what it is to be; absent where nothing is asked of it. */
  readonly isMet?: boolean;
}

/** Medians, their ratio, and whether the target is met. A target that is the official action's needs one. */
export function summarised(row: Row): Summary {
  const oursMedian = median(row.ours);
  const officialMedian = row.official && median(row.official);
  const limit = row.atMost === 'official' ? officialMedian : row.atMost;
  return {
    ...row,
    oursMedian,
    ...(officialMedian !== undefined && { officialMedian }),
    ...(officialMedian !== undefined && officialMedian > 0 && { ratio: oursMedian / officialMedian }),
    ...(limit !== undefined && { isMet: oursMedian <= limit }),
  };
}

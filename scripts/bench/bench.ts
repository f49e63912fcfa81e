/** Something that is measured. One more is one more file and one line in `benches/index.ts`. */
export interface Bench {
  /** As `--only` names it. */
  readonly name: string;
  readonly title: string;
  /** Gives each row as soon as it is measured. */
  run(setting: BenchSetting): AsyncIterable<Row>;
}

/** What all measurements share. */
export interface BenchSetting {
  /** How often each thing is measured. */
  readonly runs: number;
  readonly repository: string;
  /** A directory that is gone afterwards. */
  readonly temp: string;
  /** The folders of the official actions, with their action.yml, as far as they were given. */
  readonly peers: Readonly<Partial<Record<Peer, string>>>;
}

/** An official action that does what one of ours does. */
export type Peer = 'render' | 'deploy';

/** Our action for each of them. */
export const OURS: Readonly<Record<Peer, string>> = { render: 'render-task-def', deploy: 'deploy-ecs-service' };

/** One number for many. `p95`: 95 of 100 samples are at most so large. */
export type Statistic = 'median' | 'p95';

/** One thing, measured several times: with us and, where that makes sense, with the official action. */
export interface Row {
  readonly what: string;
  readonly unit: 'bytes' | 'ms' | 's' | 'calls' | '%' | 'worlds' | 'times';
  readonly ours: readonly number[];
  readonly official?: readonly number[];
  /** What stands for all samples; the median by default. */
  readonly statistic?: Statistic;
  /** What ours is to be at most; `official`: what theirs is. */
  readonly atMost?: number | 'official';
  readonly note?: string;
}

/** Measures two things by turns, so that whatever else the machine does meets both. */
export async function byTurns(
  runs: number,
  ours: () => Promise<number>,
  official?: () => Promise<number>,
): Promise<Pick<Row, 'ours' | 'official'>> {
  const samples = { ours: [] as number[], official: [] as number[] };
  for (let run = 0; run < runs; run++) {
    samples.ours.push(await ours());
    if (official) samples.official.push(await official());
  }
  return { ours: samples.ours, ...(official && { official: samples.official }) };
}

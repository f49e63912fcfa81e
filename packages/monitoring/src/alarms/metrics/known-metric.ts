/** What the dimensions of a metric name, and with it how they are found. */
export type DimensionsKind =
  | 'service'
  | 'cluster'
  | 'target group'
  | 'load balancer'
  | 'queue'
  /** Nothing that the stack knows (a container, a discovery name): the file must give them. */
  | 'given';

/** What alarms on a metric usually are, where a file leaves it open. */
export interface KnownMetric {
  readonly name: string;
  readonly dimensions: DimensionsKind;
  /** A statistic, or a percentile such as `p95`. */
  readonly statistic: string;
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly missingData: 'missing' | 'notBreaching' | 'breaching';
  /** Of the metric's values, and so of the threshold. */
  readonly unit: 'Percent' | 'Seconds' | 'Count' | 'Bytes' | 'other';
  /** Only where the cluster has Container Insights with enhanced observability. */
  readonly isEnhanced?: boolean;
}

/** A namespace, its metrics, and the names that its dimensions may have. */
export interface KnownNamespace {
  readonly name: string;
  readonly metrics: readonly KnownMetric[];
  readonly dimensionNames: readonly string[];
}

type Usual = Omit<KnownMetric, 'name' | 'dimensions' | 'isEnhanced'>;

const A_MINUTE = 60;

/** How full something is: sustained, because a peak harms nobody. */
export const UTILIZATION: Usual = {
  statistic: 'Average',
  comparison: 'GreaterThanThreshold',
  periodSeconds: A_MINUTE,
  evaluationPeriods: 3,
  missingData: 'missing',
  unit: 'Percent',
};

/** How much of something there is. */
export const LEVEL: Usual = { ...UTILIZATION, unit: 'other' };

/** What should be there and isn't: no data says so as well. */
export const SHORTAGE: Usual = {
  ...UTILIZATION,
  statistic: 'Minimum',
  comparison: 'LessThanThreshold',
  missingData: 'breaching',
  unit: 'Count',
};

/** What should not be there at all: at once. */
export const TROUBLE: Usual = {
  statistic: 'Maximum',
  comparison: 'GreaterThanOrEqualToThreshold',
  periodSeconds: A_MINUTE,
  evaluationPeriods: 1,
  missingData: 'missing',
  unit: 'Count',
};

/** What goes wrong now and then, and is counted only when it does. */
export const FAILURES: Usual = { ...TROUBLE, statistic: 'Sum', missingData: 'notBreaching' };

/** What comes and goes: nothing is counted while there is nothing. */
export const TRAFFIC: Usual = {
  ...FAILURES,
  comparison: 'GreaterThanThreshold',
  evaluationPeriods: 3,
};

/** How long something takes: the average hides those that wait. */
export const LATENCY: Usual = { ...TRAFFIC, statistic: 'p95', unit: 'Seconds' };

/** Metrics that are alike but for their names. */
export function alike(usual: Usual, dimensions: DimensionsKind, ...names: readonly string[]): KnownMetric[] {
  return names.map((name) => ({ name, dimensions, ...usual }));
}

/** What metric math comes to: a number, one time series or several; undefined where that can't be told. */
export type MathOutcome = 'number' | 'series' | 'list' | undefined;

/** What a function comes to, by its first argument. */
type OutcomeOf = (first: MathOutcome) => MathOutcome;

/** Each series for itself. */
const same: OutcomeOf = (first) => first;

/** Of one series a number, and of several one series. */
const reduced: OutcomeOf = (first) => (first === 'list' ? 'series' : first === 'series' ? 'number' : undefined);

/** Each moment has what its condition chooses. */
const chosen: OutcomeOf = (condition) => (condition === 'series' ? 'series' : undefined);

const always =
  (outcome: MathOutcome): OutcomeOf =>
  () =>
    outcome;

/** Source: CloudWatch user guide, "Using math expressions with CloudWatch metrics", "Functions supported for metric math". */
const BY_OUTCOME: readonly (readonly [names: string, OutcomeOf])[] = [
  ['ABS CEIL FLOOR LOG LOG10 RATE DIFF DIFF_TIME RUNNING_SUM FILL', same],
  ['MINUTE HOUR DAY DATE MONTH YEAR EPOCH', same],
  ['AVG MAX MIN SUM STDDEV DATAPOINT_COUNT', reduced],
  ['METRIC_COUNT PERIOD', always('number')],
  ['FIRST LAST TIME_SERIES INSIGHT_RULE_METRIC', always('series')],
  ['METRICS SORT REMOVE_EMPTY ANOMALY_DETECTION_BAND', always('list')],
  ['IF', chosen],
  ['SEARCH SLICE SERVICE_QUOTA DB_PERF_INSIGHTS LAMBDA', always(undefined)],
];

/** The functions of metric math. */
export const MATH_FUNCTIONS: ReadonlyMap<string, OutcomeOf> = new Map(
  BY_OUTCOME.flatMap(([names, outcome]) => names.split(' ').map((name) => [name, outcome] as const)),
);

import { expect, test } from '@jest/globals';
import { readMetricMath } from './read-metric-math.ts';

/** `m1` and `m2` are metrics, `e1` is a number, `e2` a list, and `round` goes round in a circle. */
const EXPRESSIONS = new Map([
  ['m1', undefined],
  ['m2', undefined],
  ['e1', 'AVG(m1)'],
  ['e2', '[m1, m2]'],
  ['round', 'about + 1'],
  ['about', 'round + 1'],
]);

const read = (expression: string) => {
  const found = readMetricMath(expression, EXPRESSIONS);
  return 'problem' in found ? found.problem : found.outcome;
};

test.each([
  { expression: '5 * m1', outcome: 'series' },
  { expression: '-m1 + .5e-3', outcome: 'series' },
  { expression: 'PERIOD(m1)/60', outcome: 'number' },
  { expression: 'm1 - AVG(m1)', outcome: 'series' },
  { expression: 'e1', outcome: 'number' },
  { expression: 'm1 / e1', outcome: 'series' },
  { expression: 'SUM(e2)', outcome: 'series' },
  { expression: 'AVG([m1,m2]/m2)', outcome: 'series' },
  { expression: 'METRICS()*100', outcome: 'list' },
  { expression: 'SUM(METRICS("errors"))/SUM(METRICS(\'requests\'))*100', outcome: 'series' },
  { expression: 'ABS(e2)', outcome: 'list' },
  { expression: 'm1/METRIC_COUNT(METRICS())', outcome: 'series' },
  { expression: 'FILL(m1, REPEAT)', outcome: 'series' },
  { expression: 'FILL(METRICS(), 0)', outcome: 'list' },
  { expression: 'IF(FIRST(SORT(METRICS(), AVG, DESC))>100, 1, 0)', outcome: 'series' },
  { expression: 'IF(FILL(m2, 0) > 0 AND m1 >= 0, m1 / m2, m1)', outcome: 'series' },
  { expression: '(m1 > 15 || m2 > 15) && m1 != 3', outcome: 'series' },
  { expression: 'LAST(ANOMALY_DETECTION_BAND(m1, 4))', outcome: 'series' },
  { expression: 'SLICE(SORT(METRICS(), SUM, DESC), 0, 10)', outcome: undefined },
  { expression: "SEARCH('{AWS/ECS,ClusterName} MetricName=\"CPUUtilization\"', 'Average', 300)", outcome: undefined },
  { expression: 'round', outcome: undefined },
  { expression: 'm1 ^ 2 / TIME_SERIES(3)', outcome: 'series' },
  { expression: 'NEW_ONE(m1)', outcome: undefined },
])('$expression comes to $outcome', ({ expression, outcome }) => {
  expect(read(expression)).toBe(outcome);
});

test.each([
  { expression: '', problem: 'It ends where a metric, a number or a function must follow.' },
  { expression: 'm1 /', problem: 'It ends where a metric, a number or a function must follow.' },
  { expression: 'm1 m2', problem: 'An operator must stand where `m2` does.' },
  { expression: '(m1 + m2', problem: 'A `)` is missing at its end.' },
  { expression: 'SUM([m1, m2)', problem: 'An operator must stand where `)` does.' },
  { expression: 'm1 + m2)', problem: 'An operator must stand where `)` does.' },
  { expression: 'm1 * / m2', problem: 'A metric, a number or a function must stand where `/` does.' },
  { expression: 'm1 > 3 AND OR m2', problem: 'A metric, a number or a function must stand where `OR` does.' },
  { expression: 'm1 % m2', problem: 'Metric math has no `%`.' },
  { expression: 'm1 = 3', problem: 'Metric math has no `=`.' },
  { expression: 'sum(m1)', problem: 'Functions of metric math are written in capitals.' },
])('$expression is none: $problem', ({ expression, problem }) => {
  expect(read(expression)).toBe(problem);
});

test('a function that is not known is told once, with the one that may be meant', () => {
  expect(readMetricMath('AVERAGE(m1) + STDEV(m2) + STDEV(m1)', EXPRESSIONS)).toEqual({
    outcome: undefined,
    unknownFunctions: [
      { name: 'AVERAGE', nearest: undefined },
      { name: 'STDEV', nearest: 'STDDEV' },
    ],
  });
});

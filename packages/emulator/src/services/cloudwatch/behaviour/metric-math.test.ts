import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { MathError, parseMath } from './math-expression.ts';
import { evaluateMath, type MathScope } from './metric-math.ts';

/** Series as a line each: a value a minute, `-` where there is none. */
function scopeOf(series: Readonly<Record<string, string>>): MathScope {
  const points = new Map(
    Object.entries(series).map(([id, line]) => [
      id,
      new Map(line.split(' ').flatMap((value, at) => (value === '-' ? [] : [[at, Number(value)] as const]))),
    ]),
  );
  const length = Math.max(...Object.values(series).map((line) => line.split(' ').length));
  return { points: (id) => points.get(id), metricIds: [...points.keys()], periods: [...Array(length).keys()] };
}

const evaluated = (expression: string, series: Readonly<Record<string, string>>): string => {
  const scope = scopeOf(series);
  const points = evaluateMath(parseMath(expression), scope);
  return scope.periods.map((at) => points.get(at) ?? '-').join(' ');
};

test.each([
  { expression: 'a + b', series: { a: '1 2 3', b: '10 20 30' }, expected: '11 22 33' },
  { expression: 'a - b * 2', series: { a: '10 10', b: '1 2' }, expected: '8 6' },
  { expression: '(a - b) * 2', series: { a: '10 10', b: '1 2' }, expected: '18 16' },
  { expression: '100 * errors / requests', series: { errors: '1 - 5', requests: '100 100 0' }, expected: '1 0 -' },
  { expression: 'a - b', series: { a: '1 - -', b: '- 2 -' }, expected: '1 -2 -' },
  { expression: '10 - 3 - a', series: { a: '1 2' }, expected: '6 5' },
  { expression: '-a + 1', series: { a: '3 -4' }, expected: '-2 5' },
  { expression: 'a ^ 2', series: { a: '3 4' }, expected: '9 16' },
  { expression: 'a > 2', series: { a: '1 2 3 -' }, expected: '0 0 1 -' },
  { expression: 'FILL(a, 0)', series: { a: '1 - 3 -' }, expected: '1 0 3 0' },
  { expression: 'FILL(a, REPEAT)', series: { a: '- 1 - 3 -' }, expected: '- 1 1 3 3' },
  { expression: 'FILL(a, 0) / b', series: { a: '- 4', b: '2 2' }, expected: '0 2' },
  { expression: 'FILL(a, b)', series: { a: '- 4', b: '7 8' }, expected: '7 4' },
  { expression: 'IF(b > 0, a / b, 0)', series: { a: '4 4', b: '2 0' }, expected: '2 0' },
  { expression: 'IF(b > 0, a, 0)', series: { a: '4 5', b: '2 0' }, expected: '4 0' },
  { expression: 'IF(b > 0, a)', series: { a: '4 5', b: '2 0' }, expected: '4 -' },
  { expression: 'IF(a > 1 AND b > 1, 1, 0)', series: { a: '2 1 2', b: '2 2 1' }, expected: '1 0 0' },
  { expression: 'IF(a > 1 || b > 1, 1, 0)', series: { a: '2 1 1', b: '1 2 1' }, expected: '1 1 0' },
  { expression: 'SUM(METRICS())', series: { a: '1 2 -', b: '10 - -' }, expected: '11 2 -' },
  { expression: 'AVG([a, b])', series: { a: '1 2 -', b: '3 - -' }, expected: '2 1 -' },
  { expression: 'MAX(METRICS("m"))', series: { m1: '1 5', m2: '3 4', x: '9 9' }, expected: '3 5' },
  { expression: 'MIN(METRICS()) * 2', series: { a: '1 5', b: '3 4' }, expected: '2 8' },
  { expression: 'a / MAX(a)', series: { a: '1 2 4' }, expected: '0.25 0.5 1' },
  { expression: 'CEIL(a) - FLOOR(a) + ABS(0 - a)', series: { a: '1.5' }, expected: '2.5' },
])('$expression', ({ expression, series, expected }) => {
  // A record of fewer names in one case than in another.
  expect(evaluated(expression, Object.fromEntries(Object.entries(series)))).toBe(expected);
});

// The tables of CloudWatch's user guide, "Using metric math". What is `-` in the last one at its end is `5` in the guide's
// edition of 2023, whose other tables drop what has no condition.
test.each([
  { expression: 'm1 < m2', series: { m1: '30 20 0 0', m2: '20 - 20 -' }, expected: '0 0 1 0' },
  { expression: 'm1 >= 30', series: { m1: '30 20 0 0' }, expected: '1 0 0 0' },
  { expression: 'm1 > 15 AND m2 > 15', series: { m1: '30 20 0 0', m2: '20 - 20 -' }, expected: '1 0 0 0' },
  {
    expression: 'IF(m1, m2, m3)',
    series: { m1: '1 1 0 0 -', m2: '30 - 0 0 30', m3: '0 0 20 - 20' },
    expected: '30 0 20 - -',
  },
  { expression: 'IF(m1, 5, m3)', series: { m1: '1 1 0 0 -', m3: '0 0 20 - 20' }, expected: '5 5 20 - -' },
  { expression: 'IF(m1, m2, 5)', series: { m1: '1 1 0 0 -', m2: '30 - 0 0 30' }, expected: '30 0 5 5 -' },
])('$expression as AWS has it', ({ expression, series, expected }) => {
  expect(evaluated(expression, Object.fromEntries(Object.entries(series)))).toBe(expected);
});

test.each([
  { expression: 'RATE(a)', why: 'The function RATE is not emulated' },
  { expression: 'a +', why: 'ends too early' },
  { expression: 'a b', why: 'b has no place' },
  { expression: '(a', why: ') is missing' },
  { expression: 'FILL(a)', why: 'FILL takes 2 arguments' },
  { expression: 'a % b', why: "can't be read" },
  { expression: 'FILL(a, LINEAR)', why: 'LINEAR has no place' },
  { expression: 'c * 2', why: 'no query with the id c' },
  { expression: '1 + 2', why: 'comes to a number' },
  { expression: 'METRICS() * 2', why: 'several time series' },
])('$expression is refused', ({ expression, why }) => {
  expect(() => evaluated(expression, { a: '1', b: '2' })).toThrow(MathError);
  expect(() => evaluated(expression, { a: '1', b: '2' })).toThrow(why);
});

interface Term {
  readonly text: string;
  readonly value: number;
}

test('numbers, operators and parentheses come to what they mean', () => {
  const { term } = fc.letrec<{ term: Term }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4 },
      fc.integer({ min: 0, max: 99 }).map((value) => ({ text: String(value), value })),
      fc.tuple(tie('term'), tie('term')).map(([one, other]) => ({
        text: `(${one.text} + ${other.text})`,
        value: one.value + other.value,
      })),
      fc.tuple(tie('term'), tie('term')).map(([one, other]) => ({
        text: `(${one.text}) - (${other.text}) * 2`,
        value: one.value - other.value * 2,
      })),
    ),
  }));
  fc.assert(
    fc.property(term, ({ text, value }) => {
      expect(Number(evaluated(`a * (${text})`, { a: '1' }))).toBeCloseTo(value, 6);
    }),
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { evaluationRange, verdict } from './verdict.ts';

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** As AWS's tables write it: 0 does not breach, X does, - is missing; the newest on the right. */
const pointsOf = (series: string): (number | undefined)[] =>
  series.split(' ').map((sign) => (sign === '-' ? undefined : sign === 'X' ? 1 : 0));

function decided(series: string, [atLeast, of]: readonly [number, number], treatMissingData: string): string {
  return verdict(pointsOf(series), {
    evaluationPeriods: of,
    datapointsToAlarm: atLeast,
    treatMissingData,
    isBreaching: (value) => value > 0.5,
  });
}

const inShort = { ALARM: 'A', OK: 'O', INSUFFICIENT_DATA: 'I', retain: '=' } as Readonly<Record<string, string>>;

// In the order missing, ignore, breaching, not breaching. A: ALARM, O: OK, I: INSUFFICIENT_DATA, =: the state that it has.
test.each([
  // The tables of CloudWatch's user guide, "Configuring how CloudWatch alarms treat missing data".
  { series: '0 - X - X', rule: [3, 3], expected: 'OOOO' },
  { series: '0 - - - -', rule: [3, 3], expected: 'OOOO' },
  { series: '- - - - -', rule: [3, 3], expected: 'I=AO' },
  { series: '0 X X - X', rule: [3, 3], expected: 'AAAA' },
  { series: '- - X - -', rule: [3, 3], expected: 'A=AO' },
  { series: '0 - X - X', rule: [2, 3], expected: 'AAAA' },
  { series: '0 0 X 0 X', rule: [2, 3], expected: 'AAAA' },
  { series: '0 - X - -', rule: [2, 3], expected: 'OOAO' },
  { series: '- - - - 0', rule: [2, 3], expected: 'OOAO' },
  { series: '- - - X -', rule: [2, 3], expected: 'A=AO' },
  // Its text below them: not yet, since the next point may be within the threshold.
  { series: '- - - - X', rule: [3, 3], expected: 'I=AO' },
  { series: '- - - X -', rule: [3, 3], expected: 'I=AO' },
  { series: '- - - X 0', rule: [3, 3], expected: 'OOOO' },
  { series: '- - X - 0', rule: [3, 3], expected: 'OOOO' },
  // Nothing is missing: the newest three count, and only they.
  { series: 'X X 0 0 0', rule: [3, 3], expected: 'OOOO' },
  { series: '0 0 X X X', rule: [3, 3], expected: 'AAAA' },
  { series: 'X X X 0 0', rule: [2, 3], expected: 'OOOO' },
  { series: '0 0 0 0 X', rule: [1, 3], expected: 'AAAA' },
  // One of one looks at three.
  { series: '- - -', rule: [1, 1], expected: 'I=AO' },
  { series: 'X - -', rule: [1, 1], expected: 'AAAA' },
  { series: '0 - -', rule: [1, 1], expected: 'OOOO' },
  { series: 'X - 0', rule: [1, 1], expected: 'OOOO' },
  // M of N with holes: 3 of 5 looks at seven.
  { series: '- - - X X - X', rule: [3, 5], expected: 'AAAA' },
  { series: '- X - - 0 - X', rule: [3, 5], expected: 'OOAO' },
  { series: '- - 0 - 0 - X', rule: [3, 5], expected: 'OOAO' },
  { series: '0 0 0 - - - -', rule: [3, 5], expected: 'OOOO' },
  { series: '- - - - - X X', rule: [3, 5], expected: 'I=AO' },
  { series: '- - - - X X -', rule: [3, 5], expected: 'A=AO' },
] as const)('$rule of $series', ({ series, rule, expected }) => {
  expect(TREATMENTS.map((treatment) => inShort[decided(series, rule, treatment)]).join('')).toBe(expected);
});

describe('whatever the data', () => {
  const sign = fc.constantFrom('0', 'X', '-');
  const rule = fc.integer({ min: 1, max: 5 }).chain((of) => fc.tuple(fc.integer({ min: 1, max: of }), fc.constant(of)));
  const alarm = rule.chain(([atLeast, of]) =>
    fc.record({
      rule: fc.constant([atLeast, of] as const),
      signs: fc.array(sign, { minLength: evaluationRange(of), maxLength: evaluationRange(of) }),
    }),
  );

  test('as many real points as evaluation periods leave nothing to the treatment', () =>
    fc.assert(
      fc.property(alarm, ({ rule: [atLeast, of], signs }) => {
        fc.pre(signs.filter((one) => one !== '-').length >= of);
        const all = TREATMENTS.map((treatment) => decided(signs.join(' '), [atLeast, of], treatment));
        expect(new Set(all).size).toBe(1);
      }),
    ));

  test('missing data that breaches is never milder, and missing data that does not is never harder', () =>
    fc.assert(
      fc.property(alarm, ({ rule: [atLeast, of], signs }) => {
        const [missing, , breaching, notBreaching] = TREATMENTS.map((treatment) =>
          decided(signs.join(' '), [atLeast, of], treatment),
        );
        if (missing === 'ALARM') expect(breaching).toBe('ALARM');
        if (notBreaching === 'ALARM') expect(missing).toBe('ALARM');
      }),
    ));
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { simulate, type SimulationInput } from '@fargate-actions/scaling';
import { emulated } from './emulated.ts';
import { randomInput } from './random-series.ts';

/** The same decisions of both, as `minute: from > to`; throws where they differ. */
export function decisionsOfBoth(input: SimulationInput): string[] {
  const told = (changes: readonly { minute: number; from: number; to: number }[]): string[] =>
    changes.map(({ minute, from, to }) => `${minute}: ${from} > ${to}`);
  const decisions = told(simulate(input).changes);
  assert.deepEqual(decisions, told(emulated(input)));
  return decisions;
}

/** Holds so many random series against each other, and says what was in them. */
export function compareRandom(seed: number, numRuns: number): string {
  const count = { series: 0, minutes: 0, out: 0, in: 0 };
  fc.assert(
    fc.property(randomInput, (input) => {
      const decisions = decisionsOfBoth(input);
      count.series += 1;
      count.minutes += Math.max(...input.series.map(({ values }) => values.length));
      for (const decision of decisions) {
        const [from = 0, to = 0] = decision
          .slice(decision.indexOf(':') + 1)
          .split(' > ')
          .map(Number);
        count[to > from ? 'out' : 'in'] += 1;
      }
    }),
    { seed, numRuns, endOnFailure: false },
  );
  return `${count.series} series of ${count.minutes} minutes: the same ${count.out} times out and ${count.in} times in`;
}

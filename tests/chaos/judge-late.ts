import assert from 'node:assert/strict';
import { playLateFaults } from './late-faults.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const { runs, red, longestMinutes, wrong } = await playLateFaults(every, from);
assert.deepEqual(wrong, []);
process.stdout.write(
  `${runs} runs whose calls went wrong late or again and again: ${red} red with their cause, the longest ${longestMinutes} minutes; none hung, said what was not so, or showed a secret\n`,
);

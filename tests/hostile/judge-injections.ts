import assert from 'node:assert/strict';
import { playInjections } from './injections.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const { runs, shown, wrong } = await playInjections(every, from);
assert.deepEqual(wrong, []);
process.stdout.write(`${runs} runs with a hostile text from outside, shown in ${shown}: acted upon in none\n`);

import assert from 'node:assert/strict';
import { playHostileInputs } from './inputs.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const { runs, refused, wrong } = await playHostileInputs(every, from);
assert.deepEqual(wrong, []);
process.stdout.write(`${runs} runs with a hostile input, ${refused} of them refused in words\n`);

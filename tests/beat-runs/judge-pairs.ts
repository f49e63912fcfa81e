import assert from 'node:assert/strict';
import { playPairs } from './pairs.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const { pairs, runs, wrong } = await playPairs(every, from);
assert.deepEqual(wrong, []);
process.stdout.write(`${pairs} pairs of runs, begun together in ${runs} ways: never two beats, and each end is true\n`);

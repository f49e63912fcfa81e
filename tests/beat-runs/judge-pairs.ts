import assert from 'node:assert/strict';
import { playPairs } from './pairs.ts';

const every = Number(process.argv[2]);
const { pairs, runs, wrong } = await playPairs(every);
assert.deepEqual(wrong, []);
process.stdout.write(`${pairs} pairs of runs, begun together in ${runs} ways: never two beats, and each end is true\n`);

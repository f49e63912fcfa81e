import assert from 'node:assert/strict';
import { playKills } from './kills.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
const { kills, wrong } = await playKills(every, from);
assert.deepEqual(wrong, []);
process.stdout.write(`${kills} runs killed, each brought to its end by the next\n`);

import assert from 'node:assert/strict';
import { playKills } from './kills.ts';

const every = Number(process.argv[2]);
const { kills, wrong } = await playKills(every);
assert.deepEqual(wrong, []);
process.stdout.write(`${kills} runs killed, each brought to its end by the next\n`);

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playKills } from './kills.ts';

const [every = 1, from = 1] = process.argv.slice(2).map(Number);
// A run that is killed leaves its workspace.
const place = await mkdtemp(join(tmpdir(), 'stack-worlds-'));
process.env['TMPDIR'] = place;
try {
  const { calls, kills, runs, wrong } = await playKills(every, from);
  assert.deepEqual(wrong, []);
  process.stdout.write(
    `deploys of ${calls} calls, killed ${kills} times, in ${runs} runs: each brought to its end by the next, never two beats\n`,
  );
} finally {
  await rm(place, { recursive: true });
}

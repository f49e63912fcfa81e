import assert from 'node:assert/strict';
import fc from 'fast-check';
import { planSingleton, TRANSITIONS, type SingletonParts } from '@fargate-actions/singleton';
import { doubledBeats, misjudged } from './judge.ts';
import { bySequence, play } from './play.ts';
import { isBeyond, worldSpec } from './world-spec.ts';

/**
 * Plays so many random worlds and holds what became of the beat in each against the emulator's ground truth: no second
 * beat by a call of ours, exactly one in the end or an error that says why. Prints what it went through.
 */
export async function judgeWorlds(seed: number, worlds: number): Promise<void> {
  const count = {
    worlds: 0,
    paused: 0,
    stale: 0,
    runs: 0,
    kills: 0,
    faults: 0,
    calls: 0,
    byEcs: 0,
    byOthers: 0,
    unseen: 0,
    beyond: 0,
  };
  const unknown = new Set<string>();
  await fc.assert(
    fc.asyncProperty(worldSpec, async (spec) => {
      const played = await play(spec, bySequence({ plan: recording(unknown) }));
      assert.deepEqual(misjudged(spec, played), []);
      count.worlds += 1;
      count.runs += played.runs.length;
      count.kills += played.runs.filter(({ wasKilled }) => wasKilled).length;
      count.faults += played.faults;
      count.calls += played.emulator.requests.length;
      if (spec.pause) count.paused += 1;
      if (isBeyond(spec)) count.stale += 1;
      for (const { startedBy } of doubledBeats(played))
        count[startedBy === 'us' && isBeyond(spec) ? 'beyond' : COUNTED[startedBy]] += 1;
    }),
    { seed, numRuns: worlds, endOnFailure: true },
  );
  assert.ok(count.worlds >= worlds, `Only ${count.worlds} worlds were played.`);
  assert.deepEqual([...unknown], []);
  // What the property rests on: that much went wrong in them.
  assert.ok(count.kills > worlds / 5);
  assert.ok(count.faults > worlds / 5);
  assert.ok(count.byEcs > 0);
  const { worlds: played, runs, kills, paused, stale, faults, calls, byEcs, byOthers, unseen, beyond } = count;
  process.stdout.write(
    `${played} worlds: ${runs} runs, ${kills} killed, ${paused} paused, ${faults} faults in ${calls} calls; second beats: 0 by us beside one of ours, ${unseen} by us beside somebody else's that no read could show yet, ${byEcs} by ECS itself, ${byOthers} by others; and ${beyond} by us in the ${stale} worlds whose reads are older than promised for\n`,
  );
}

/** Ours beside one of ours is misjudged, and never counted: what is left of ours stands beside somebody else's. */
const COUNTED = { us: 'unseen', ecs: 'byEcs', others: 'byOthers' } as const;

const KNOWN: ReadonlySet<string> = new Set(TRANSITIONS.map(({ from, step }) => `${from}: ${step}`));

/** The planner, with a note of every step that the table of its transitions does not know. */
function recording(unknown: Set<string>): SingletonParts['plan'] {
  return (seen, wanted, guards) => {
    const step = planSingleton(seen, wanted, guards);
    const name = `${seen.memory.phase}: ${step.kind}`;
    if (!KNOWN.has(name)) unknown.add(name);
    return step;
  };
}

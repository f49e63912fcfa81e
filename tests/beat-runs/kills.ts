import { isDeepStrictEqual } from 'node:util';
import type { Wire } from '@fargate-actions/aws';
import { killable, type Kill } from '../worlds/killable.ts';
import { after, asleep, awake, copied, scaled, stateOf, type BeatAccount, type BeatState } from './beat-account.ts';
import { playRun, type BeatRun } from './beat-run.ts';

/** A run that is killed, in an account where it has something to do, and those of which each must bring it to an end. */
interface Story {
  readonly name: string;
  readonly before: () => Promise<BeatAccount>;
  readonly killed: BeatRun;
  readonly next: BeatRun;
  readonly ends: Partial<BeatState>;
}

const AWAKE = { desiredCount: 1, isAsleep: false, left: [], doubled: 0 };
/** What the dead run left of its lock expires by itself: no one needs it. */
const ASLEEP = { desiredCount: 0, running: [], isAsleep: true, doubled: 0 };

/** With a scalable target, which enforce would take away: what is left of the lock expires by itself as well. */
const RESUMED = { desiredCount: 1, isAsleep: false, doubled: 0, running: [1], scaling: '1-1' };
const SUSPENDED = { ...RESUMED, scaling: '1-1 in out scheduled' };

/** A beat that somebody stopped, with AWS's defaults. */
async function broken(): Promise<BeatAccount> {
  const account = await awake('defaults');
  account.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-beat', desiredCount: 0 });
  await account.clock.advance(600);
  return account;
}

/** Every mode, killed and begun again, and those that undo each other. */
const STORIES: readonly Story[] = [
  { name: 'deploy', before: awake, killed: 'deploy 2', next: 'deploy 2', ends: { ...AWAKE, running: [2] } },
  {
    name: 'deploy, then another',
    before: awake,
    killed: 'deploy 2',
    next: 'deploy 3',
    ends: { ...AWAKE, running: [3] },
  },
  { name: 'deploy, then enforce', before: awake, killed: 'deploy 2', next: 'enforce', ends: AWAKE },
  { name: 'enforce', before: broken, killed: 'enforce', next: 'enforce', ends: { ...AWAKE, running: [1] } },
  { name: 'audit', before: awake, killed: 'audit', next: 'audit', ends: { ...AWAKE, running: [1] } },
  { name: 'scale-to-zero', before: awake, killed: 'sleep', next: 'sleep', ends: ASLEEP },
  {
    name: 'scale-to-zero, then restore',
    before: awake,
    killed: 'sleep',
    next: 'wake',
    ends: { ...AWAKE, running: [1] },
  },
  { name: 'restore', before: asleep, killed: 'wake', next: 'wake', ends: { ...AWAKE, running: [1] } },
  {
    name: 'restore, then scale-to-zero',
    before: asleep,
    killed: 'wake',
    next: 'sleep',
    ends: ASLEEP,
  },
  {
    name: 'scale-to-zero with limits',
    before: scaled,
    killed: 'sleep',
    next: 'sleep',
    ends: { ...ASLEEP, scaling: '0-0 scheduled' },
  },
  {
    name: 'scale-to-zero with limits, then restore',
    before: scaled,
    killed: 'sleep',
    next: 'wake',
    ends: RESUMED,
  },
  {
    name: 'restore with limits',
    before: async () => after('sleep', await scaled()),
    killed: 'wake',
    next: 'wake',
    ends: RESUMED,
  },
  {
    name: 'restore with limits, then scale-to-zero',
    before: async () => after('sleep', await scaled()),
    killed: 'wake',
    next: 'sleep',
    ends: { ...ASLEEP, scaling: '0-0 scheduled' },
  },
  { name: 'suspend', before: scaled, killed: 'suspend', next: 'suspend', ends: SUSPENDED },
  { name: 'suspend, then resume', before: scaled, killed: 'suspend', next: 'resume', ends: RESUMED },
  {
    name: 'resume',
    before: async () => after('suspend', await scaled()),
    killed: 'resume',
    next: 'resume',
    ends: RESUMED,
  },
  {
    name: 'resume, then suspend',
    before: async () => after('suspend', await scaled()),
    killed: 'resume',
    next: 'suspend',
    ends: SUSPENDED,
  },
  {
    name: 'force',
    before: awake,
    killed: 'force',
    next: 'force',
    ends: { ...AWAKE, running: [1] },
  },
  {
    name: 'enforce of a beat that scales',
    before: scaled,
    killed: 'enforce',
    next: 'enforce',
    ends: { ...AWAKE, running: [1], scaling: '' },
  },
];

/** What came of killing runs at their calls. */
export interface Kills {
  readonly kills: number;
  readonly wrong: readonly string[];
}

/**
 * Kills a run of every mode at its calls, with whatever it holds, and runs the next at once.
 *
 * @param every only each so manieth call, from the given one on.
 */
export async function playKills(every: number, from: number): Promise<Kills> {
  const wrong: string[] = [];
  let kills = 0;
  for (const story of STORIES) {
    const before = await story.before();
    const calls = await callsOf(story.killed, before);
    for (let atCall = from; atCall <= calls; atCall += every) {
      for (const effect of ['before', 'after'] as const) {
        kills += 1;
        const found = await played(story, copied(before), { atCall, effect });
        if (found !== undefined) wrong.push(`${story.name}, killed ${effect} call ${atCall} of ${calls}: ${found}`);
      }
    }
  }
  return { kills, wrong };
}

/** How many calls a run makes that nothing interrupts. */
async function callsOf(run: BeatRun, before: BeatAccount): Promise<number> {
  const { emulator, clock, wire } = copied(before);
  let calls = 0;
  const counting: Wire = {
    ...wire(),
    call: (operation, ...rest) => {
      calls += 1;
      return wire().call(operation, ...rest);
    },
  };
  const { exitCode, log } = await clock.run(playRun(run, counting, clock));
  if (exitCode !== 0) throw new Error(`${run} fails in the calm, after ${emulator.requests.length} calls:\n${log}`);
  return calls;
}

/** What is wrong in the end, if anything is. */
async function played({ killed, next, ends }: Story, account: BeatAccount, kill: Kill): Promise<string | undefined> {
  const { emulator, clock, wire } = account;
  const dying = killable(wire(), kill);
  await clock.run(Promise.race([playRun(killed, dying.wire, clock), dying.killed]));
  const { exitCode, log } = await clock.run(playRun(next, wire(), clock));
  if (exitCode !== 0) return `the next run fails: ${/^::error .*/m.exec(log)?.[0] ?? log}`;
  await clock.advance(600);
  if (stateOf(emulator).left.length > 0 && ends.left !== undefined) {
    // A run that was killed at its last words leaves a lock and nothing to do: it is in nobody's way for long.
    await clock.run(playRun('enforce', wire(), clock));
  }
  const state = stateOf(emulator);
  return isDeepStrictEqual({ ...state, ...ends }, state) ? undefined : JSON.stringify(state);
}

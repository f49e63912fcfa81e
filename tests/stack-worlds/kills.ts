import { isDeepStrictEqual } from 'node:util';
import { isRead, type Operation, type Wire } from '@fargate-actions/aws';
import { killable, type Kill } from '../worlds/killable.ts';
import { copied, deployed, fresh, playRun, type StackAccount, type StepState, type Wanted } from './stack-account.ts';
import { stateOf, type StackState } from './stack-state.ts';

/** A deploy that is killed, in an account where it has something to do. */
interface Story {
  readonly name: string;
  readonly before: () => Promise<StackAccount>;
  readonly wanted: Wanted;
}

const DEPLOYED = deployed();

const STORIES: readonly Story[] = [
  { name: 'first deploy', before: fresh, wanted: { image: '1' } },
  { name: 'new image', before: () => DEPLOYED, wanted: { image: '2' } },
  {
    name: 'configuration',
    before: () => DEPLOYED,
    wanted: {
      image: '1',
      edits: [
        ['api/target-group.yml', 'healthCheckIntervalSeconds: 30', 'healthCheckIntervalSeconds: 20'],
        ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: 12'],
        ['worker/service.yml', 'minimumHealthyPercent: 50 ', 'minimumHealthyPercent: 100 '],
        ['worker/scaling.yml', 'targetValue: 100.0', 'targetValue: 50.0'],
        ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 85'],
        ['stack.yml', 'logRetentionInDays: 30', 'logRetentionInDays: 60'],
      ],
    },
  },
];

/** What the post step does with what a killed step left. */
type Post = 'runs' | 'does not run';

/** A call at which a deploy is killed. */
interface Moment {
  readonly atCall: number;
  readonly isRead: boolean;
}

/** A deploy that nothing interrupts. */
interface Calm {
  readonly calls: number;
  readonly moments: readonly Moment[];
  readonly ends: StackState;
}

/** What came of killing deploys at their calls. */
export interface Kills {
  /** How many the deploys make that are killed. */
  readonly calls: number;
  readonly kills: number;
  readonly runs: number;
  readonly wrong: readonly string[];
}

/**
 * Kills deploys at their calls, lets the post step run or not, and deploys again: that brings about what an undisturbed
 * deploy does, and one more writes nothing.
 *
 * At a write a deploy dies before and after it takes effect. A read changes nothing: what matters is only when a deploy
 * dies there, so of reads in a row during which nothing happens in the account the first is played.
 *
 * @param every only each so manieth moment, from the given one on.
 */
export async function playKills(every: number, from: number): Promise<Kills> {
  const wrong: string[] = [];
  let [calls, kills, runs, count] = [0, 0, 0, 0];
  for (const story of STORIES) {
    const before = await story.before();
    const calm = await played(story, copied(before));
    calls += calm.calls;
    for (const { atCall, isRead: isOfRead } of calm.moments) {
      count += 1;
      if (count % every !== from % every) continue;
      const ways = isOfRead ? BEFORE : BEFORE_AND_AFTER;
      for (const [effect, post] of ways) {
        const found = await killed(story, copied(before), { atCall, effect }, post, calm.ends);
        kills += 1;
        runs += found.runs;
        if (found.wrong.length === 0) continue;
        const place = `killed ${effect} call ${atCall} of ${calm.calls}, the post step ${post}`;
        wrong.push(`${story.name}, ${place}: ${found.wrong.join('; ')}`);
      }
    }
  }
  return { calls, kills, runs, wrong };
}

type Way = readonly [Kill['effect'], Post];
const BEFORE: readonly Way[] = [
  ['before', 'does not run'],
  ['before', 'runs'],
];
const BEFORE_AND_AFTER: readonly Way[] = [...BEFORE, ['after', 'does not run'], ['after', 'runs']];

async function played({ name, wanted }: Story, account: StackAccount): Promise<Calm> {
  const { world } = account.emulator;
  const moments: Moment[] = [];
  let [calls, last] = [0, ''];
  const wire = account.wire();
  const noting: Wire = {
    ...wire,
    call: (operation, ...rest) => {
      calls += 1;
      const isOfRead = isRead(operation);
      const happened = `${world.timeline.length} ${moments.filter((one) => !one.isRead).length}`;
      if (!isOfRead || happened !== last) moments.push({ atCall: calls, isRead: isOfRead });
      last = happened;
      return wire.call(operation, ...rest);
    },
  };
  const { exitCode, log } = await account.clock.run(playRun(wanted, account, noting, 'calm'));
  if (exitCode !== 0) throw new Error(`${name} fails in the calm:\n${log}`);
  await account.clock.advance(REST_SECONDS);
  return { calls, moments, ends: stateOf(account.emulator) };
}

/** In this time everything is at rest, the old tasks stopped. */
const REST_SECONDS = 600;

/** What is wrong in the end. */
async function killed(
  { wanted }: Story,
  account: StackAccount,
  kill: Kill,
  post: Post,
  ends: StackState,
): Promise<{ runs: number; wrong: readonly string[] }> {
  const { emulator, clock, wire } = account;
  let state: StepState = {};
  let left: StepState | undefined;
  const dying = killable(wire(), kill);
  const dead = dying.killed.then(() => {
    left ??= state;
  });
  const killedRun = playRun(wanted, account, dying.wire, 'killed', undefined, (saved) => {
    state = saved;
  });
  const hasEnded = await clock.run(Promise.race([killedRun.then(() => true), dead.then(() => false)]));
  if (hasEnded) return { runs: 1, wrong: ['it ended before it could be killed'] };
  if (post === 'runs') {
    await clock.run(playRun(wanted, account, wire(), 'killed', { ...left, isPost: 'true', hasBegun: 'true' }));
  }
  const next = await clock.run(playRun(wanted, account, wire(), 'next'));
  if (next.exitCode !== 0)
    return { runs: 3, wrong: [`the next run fails: ${/^::error .*/m.exec(next.log)?.[0] ?? next.log}`] };
  await clock.advance(REST_SECONDS);
  const is = stateOf(emulator);
  const before = emulator.requests.length;
  const last = await clock.run(playRun(wanted, account, wire(), 'last'));
  const writes = emulator.requests
    .slice(before)
    .filter(({ service, operation }) => !isRead(`${service}:${operation}` as Operation))
    .map(({ operation }) => operation);
  return {
    runs: post === 'runs' ? 4 : 3,
    wrong: [
      ...(isDeepStrictEqual(is, ends) ? [] : [`not as wanted: ${differing(is, ends)}`]),
      ...(last.exitCode === 0 ? [] : ['the run after it fails']),
      ...(writes.length > 0 ? [`the run after it writes: ${writes.join(', ')}`] : []),
    ],
  };
}

/** The first part that differs. */
function differing(is: StackState, wanted: StackState): string {
  const keys = Object.keys(wanted) as (keyof StackState)[];
  const key = keys.find((one) => !isDeepStrictEqual(is[one], wanted[one])) ?? 'services';
  const [has, wants] = [is[key], wanted[key]];
  if (!Array.isArray(has) || !Array.isArray(wants)) return `${key} ${JSON.stringify(has)}`;
  const index = wants.findIndex((one, at) => !isDeepStrictEqual(one, has[at]));
  return `${JSON.stringify(has[index])} instead of ${JSON.stringify(wants[index])}`;
}

import { containerRuns, overlaps, someoneElse, type Overlap, type World } from '@fargate-actions/emulator';
import { isGood } from '@fargate-actions/engine';
import type { Ended, Played } from './play.ts';
import { isBeyond, type WorldSpec } from './world-spec.ts';
import { SERVICE } from './account.ts';

/** ECS's own replacement may overlap for as long as the old container may take to stop. */
const STOP_TIMEOUT_SECONDS = 30;

/** A moment of slack for the steps between two events of the emulator. */
const SLACK_SECONDS = 0.5;

/** Every two beat containers that ran at once. */
export function doubledBeats({ emulator: { world } }: Played): Overlap[] {
  return overlaps(world, ({ container }) => container === 'beat');
}

/** Every way in which a world did not come out as it must. */
export function misjudged(spec: WorldSpec, played: Played): string[] {
  return [...doubled(spec, played), ...wrongEnd(spec, played), ...endless(played)];
}

/** From the reads on which a start rests to its arrival: the time of a call or two, with their retries. */
const CALL_SECONDS = 1;

/** A beat by hand, of a second service, or of this one because somebody else had it started, or what ECS replaced it by. */
function isOthers({ service, origin }: Overlap['first'], world: World): boolean {
  if (service !== SERVICE) return true;
  if (origin.kind === 'call') return origin.caller === someoneElse(world).userArn;
  const replaced = containerRuns(world, ({ container }) => container === 'beat').find(({ task }) => task === origin.of);
  return replaced !== undefined && isOthers(replaced, world);
}

/** Somebody's beat that began so short before ours arrived, or after ours was sent, showed in no read before it. */
function unseenSeconds({ stale, latecomer, latencySeconds: [, longest] }: WorldSpec): number {
  return Math.max(stale.reads, stale.lists) + Math.max(CALL_SECONDS, 2 * longest) + (latecomer?.seconds ?? 0);
}

function doubled(spec: WorldSpec, played: Played): string[] {
  return doubledBeats(played).flatMap(({ from, until = Infinity, first, second, startedBy }) => {
    const couldNotBeSeen =
      isOthers(first, played.emulator.world) && first.origin.at >= second.origin.at - unseenSeconds(spec);
    const wantsTwo = spec.events.some(({ happens, desiredCount }) => happens === 'scale' && desiredCount > 1);
    const what = `${second.taskDefinition} was started beside ${first.taskDefinition} at ${from} s`;
    if (startedBy === 'us' && isBeyond(spec)) return [];
    if (startedBy === 'us' && !couldNotBeSeen) return [`by us: ${what}, ${JSON.stringify(second.origin)}`];
    // Beside a beat of somebody else's, ECS's replacement lasts as long as that does.
    const isTooLong =
      startedBy === 'ecs' &&
      !wantsTwo &&
      first.service === second.service &&
      until - from > STOP_TIMEOUT_SECONDS + SLACK_SECONDS;
    return isTooLong ? [`by ECS, for ${until - from} s: ${what}`] : [];
  });
}

/** Exactly one at the end, or an error that says why. */
function wrongEnd(spec: WorldSpec, { emulator: { world }, runs }: Played): string[] {
  const silent = runs.filter((run) => !run.wasKilled && isSilent(run));
  if (silent.length > 0) return silent.map(({ end, thrown }) => `says nothing: ${JSON.stringify(end)} ${thrown ?? ''}`);
  if (isBeyond(spec)) return [];
  // What others do after a run, or a run of which nobody heard the end, is not that run's.
  if (spec.events.length > 0) return [];
  const last = runs.at(-1);
  const isWell = runs.every(({ wasKilled, end }) => wasKilled || (end !== undefined && isGood(end.status)));
  if (!last || !isWell || last.wasKilled) return [];
  const now = containerRuns(world, ({ container }) => container === 'beat').filter(
    ({ endedAt }) => endedAt === undefined,
  );
  const { desiredCount, tags } = serviceOf(world);
  if (now.length !== 1 || desiredCount !== 1)
    return [`${now.length} beats run in the end, at desired count ${desiredCount}, and every run says it is well`];
  const isMarked = 'fargate-actions:replacing' in tags && !spec.denied.includes('ecs:UntagResource');
  return isMarked ? ['the mark was left, and every run says it is well'] : [];
}

/** Longer than all that a run waits for together: another run, a drain, two new tasks, late writes. */
const MOST_MINUTES = 30;

function endless({ runs }: Played): string[] {
  return runs.filter(({ minutes }) => minutes > MOST_MINUTES).map(({ minutes }) => `a run took ${minutes} minutes`);
}

function isSilent({ end, thrown }: Ended): boolean {
  if (thrown !== undefined) return thrown.length < 10;
  return end === undefined || (!isGood(end.status) && (end.cause?.summary.length ?? 0) < 10);
}

function serviceOf(world: World): { desiredCount: number; tags: Readonly<Record<string, string>> } {
  const service = world.services.find(({ name }) => name === SERVICE);
  if (!service) throw new Error('The service is gone.');
  return service;
}

import { confirming, type Parameter } from '@fargate-actions/aws';
import type { LockSeen } from '../observation.ts';
import type { SingletonContext } from '../singleton-context.ts';
import type { SingletonWanted } from '../wanted.ts';

/** What is lost where no lock may be taken or read. */
export const LOST_LOCK =
  'That two runs replace the singleton at the same time is told from the mark alone: runs that begin at the same moment are not excluded.';

type Named = Pick<SingletonWanted, 'cluster' | 'service'>;

/**
 * The parameter that only one run at a time can create.
 *
 * Whoever takes a lock over whose lease ran out creates the next generation, so that nobody deletes or renews another's: the
 * highest generation is the lock. They are numbered from 1, without gaps.
 */
export function lockName({ cluster, service }: Named, generation: number): string {
  return `/fargate-actions/singleton/${cluster}/${service}/lock-${generation}`;
}

const DESCRIPTION = 'Held while fargate-actions replaces the task of a singleton; left by a run that died, it expires.';

/** The owner that a lock's value names. */
function lockOwner(value: string): string {
  try {
    const read: unknown = JSON.parse(value);
    if (typeof read === 'object' && read !== null && 'owner' in read && typeof read.owner === 'string')
      return read.owner;
  } catch {
    // Written by somebody else: then that is who has it.
  }
  return value.slice(0, 80);
}

const valueOf = ({ run }: SingletonWanted): string => JSON.stringify({ owner: run });

function asSeen({ value, writtenAt }: Parameter, generation: number): Extract<LockSeen, { kind: 'held' }> {
  return { kind: 'held', owner: lockOwner(value), writtenAt: writtenAt?.getTime() ?? 0, generation };
}

/**
 * The lock: its highest generation.
 *
 * @param known a generation that there was: it is asked for first, because mostly nothing has changed.
 */
export async function findLock(wanted: Named, context: Pick<SingletonContext, 'aws'>, known = 1): Promise<LockSeen> {
  const read = (generation: number) => context.aws.parameters.find(lockName(wanted, generation));
  let [found, next] = await Promise.all([read(known), read(known + 1)]);
  if (!found) return known > 1 ? findLock(wanted, context) : { kind: 'free' };
  let generation = known;
  while (next) {
    generation += 1;
    [found, next] = [next, await read(generation + 1)];
  }
  return asSeen(found, generation);
}

/**
 * Creates the lock, or the next generation of one whose lease ran out; undefined where another run was faster.
 *
 * What it rests on is looked at again afterwards: while the creation was on its way, others may have come and gone.
 */
export async function takeLock(
  wanted: SingletonWanted,
  seen: LockSeen,
  context: SingletonContext,
  confirm: () => void,
): Promise<number | undefined> {
  const { aws } = context;
  const before = seen.kind === 'held' && seen.owner !== wanted.run ? seen : undefined;
  const generation = before ? before.generation + 1 : 1;
  const name = lockName(wanted, generation);
  const isCreated = await aws.parameters.create(name, valueOf(wanted), DESCRIPTION, { confirm });
  const now = await findLock(wanted, context, generation);
  const isHighest = now.kind === 'held' && now.owner === wanted.run && now.generation === generation;
  if (isHighest && (!before || (await isUnchanged(before, wanted, context)))) return generation;
  if (isCreated) await releaseGeneration(wanted, generation, context);
  return undefined;
}

async function isUnchanged(
  before: Extract<LockSeen, { kind: 'held' }>,
  wanted: SingletonWanted,
  { aws }: SingletonContext,
): Promise<boolean> {
  const found = await aws.parameters.find(lockName(wanted, before.generation));
  const now = found && asSeen(found, before.generation);
  return now?.owner === before.owner && now.writtenAt === before.writtenAt;
}

/**
 * Writes the lock again, so that it does not expire while it is held; false where it was taken over, and given back, since
 * it was written last.
 */
export async function renewLock(
  wanted: SingletonWanted,
  generation: number,
  context: SingletonContext,
  confirm: () => void,
): Promise<boolean> {
  const name = lockName(wanted, generation);
  const version = await context.aws.parameters.replace(name, valueOf(wanted), DESCRIPTION, { confirm });
  if (version !== 1) return true;
  await releaseGeneration(wanted, generation, context);
  return false;
}

/**
 * Gives the lock back with all that it was taken over from, from the lowest generation up: the highest one keeps others away
 * until it goes itself.
 */
export async function releaseLock(wanted: SingletonWanted, known: number, context: SingletonContext): Promise<void> {
  const now = await findLock(wanted, context, known);
  if (now.kind !== 'held' || now.owner !== wanted.run) return;
  for (let below = 1; below < now.generation; below++) await context.aws.parameters.delete(lockName(wanted, below));
  await releaseGeneration(wanted, now.generation, context);
}

/** Deletes one generation, if it is still ours. A lost answer is not asked again: what has that name by then may be another's. */
async function releaseGeneration(
  wanted: SingletonWanted,
  generation: number,
  { aws }: SingletonContext,
): Promise<void> {
  const confirm = confirming(aws, aws.moment());
  const name = lockName(wanted, generation);
  const found = await aws.parameters.find(name);
  if (found && lockOwner(found.value) === wanted.run) await aws.parameters.delete(name, { confirm });
}

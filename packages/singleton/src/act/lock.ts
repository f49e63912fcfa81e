import type { LockSeen } from '../observation.ts';
import type { SingletonSurroundings } from '../surroundings.ts';
import type { SingletonWanted } from '../wanted.ts';

/** What is lost where no lock may be taken or read. */
export const LOST_LOCK =
  'That two runs replace the singleton at the same time is told from the mark alone: runs that begin at the same moment are not excluded.';

/** The parameter that only one run at a time can create. */
export function lockName({ cluster, service }: Pick<SingletonWanted, 'cluster' | 'service'>): string {
  return `/fargate-actions/singleton/${cluster}/${service}`;
}

const DESCRIPTION = 'Held while fargate-actions replaces the task of a singleton; left by a run that died, it expires.';

/** The owner that a lock's value names. */
export function lockOwner(value: string): string {
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

/**
 * Creates the lock, or one in the place of a lock that has expired; false where another run was faster.
 *
 * Two runs that take over the same one can both be told that they have it: who reads it right before a start, as every
 * run does, finds the other's name in it.
 */
export async function takeLock(
  wanted: SingletonWanted,
  seen: LockSeen,
  { aws }: SingletonSurroundings,
): Promise<boolean> {
  const name = lockName(wanted);
  if (seen.kind === 'held' && seen.owner !== wanted.run) {
    const found = await aws.parameters.find(name);
    const isSame = found && lockOwner(found.value) === seen.owner && found.writtenAt?.getTime() === seen.writtenAt;
    if (found && !isSame) return false;
    await aws.parameters.delete(name);
  }
  if (await aws.parameters.create(name, valueOf(wanted), DESCRIPTION)) return true;
  const found = await aws.parameters.find(name);
  return found !== undefined && lockOwner(found.value) === wanted.run;
}

/** Writes the lock again, so that it does not expire while it is held. */
export async function renewLock(wanted: SingletonWanted, { aws }: SingletonSurroundings): Promise<void> {
  await aws.parameters.replace(lockName(wanted), valueOf(wanted), DESCRIPTION);
}

/** Gives the lock back, if it is still ours. A lost answer is not asked again: what has that name by then may be another's. */
export async function releaseLock(wanted: SingletonWanted, { aws }: SingletonSurroundings): Promise<void> {
  const name = lockName(wanted);
  const found = await aws.parameters.find(name);
  if (found && lockOwner(found.value) === wanted.run) await aws.parameters.delete(name);
}

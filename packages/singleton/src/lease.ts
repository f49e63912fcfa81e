import type { SingletonTimings } from './timings.ts';

/** When a lock or a mark that was written at a moment (milliseconds) is its owner's no more. */
export function expiryOf(writtenAt: number, { lockSeconds }: Pick<SingletonTimings, 'lockSeconds'>): number {
  return writtenAt + lockSeconds * 1000;
}

/** `14:03:59 UTC` of a moment in milliseconds. */
export function timeOfDay(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)} UTC`;
}

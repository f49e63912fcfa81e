import { inspect, isDeepStrictEqual } from 'node:util';
import type { Job } from './job.ts';

/** One part of the demonstration. */
export interface Chapter {
  readonly title: string;
  /** What is about to happen, in one or two lines. */
  readonly story: string;
  play(job: Job): Promise<Played>;
}

/** What came of a chapter: it ended as it must where all of its claims hold. */
export interface Played {
  /** Looked up in outputs, exit codes and the emulator's ground truth, never in texts. */
  readonly claims: readonly Claim[];
  /** The chapter in one line, for the end. */
  readonly recap: string;
}

/** A sentence, and whether it is true. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
  /** What was there instead. */
  readonly found: string;
}

/** Claims that a value is the one expected; lists and objects are compared by what is in them. */
export function claim(text: string, found: unknown, expected: unknown): Claim {
  return { text, holds: isDeepStrictEqual(found, expected), found: inspect(found, { breakLength: Infinity }) };
}

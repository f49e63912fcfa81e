import type { Address } from './address.ts';
import type { Status } from './status.ts';

/** What one line says of a process that is under way, or has just ended. Texts may come from outside. */
export interface Progress {
  readonly subject: Address;
  readonly elapsedSeconds: number;
  /** How far it is: `new 1 of 2 running, 1 pending; old 2`. */
  readonly counts: string;
  /** What is being done: `scale up`, `rolling back`. */
  readonly stage?: string;
  /** What became of it, at its end. */
  readonly ended?: Status;
  /** Why it goes back, when it begins to; or why it ended so. */
  readonly because?: string;
  /** What it waits for that has not moved for a while. */
  readonly waitingFor?: string;
}

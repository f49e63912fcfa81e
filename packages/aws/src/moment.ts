import type { Clock } from './clock.ts';

/** A moment by every clock that a process has, in milliseconds: none of them alone shows that it stood still. */
export interface Moment {
  /** Set by hand and by the network: it may jump, and stops while a virtual machine is paused. */
  readonly wall: number;
  /** Never set; it may stop while the machine sleeps. */
  readonly monotonic: number;
  /** By which calls are signed: the wall clock, corrected by AWS's answers. Absent where nothing is signed. */
  readonly signing: number | undefined;
}

/** This moment. */
export function momentOf(clock: Clock, signing: number | undefined): Moment {
  return { wall: clock.now(), monotonic: clock.monotonic?.() ?? clock.now(), signing };
}

/** The seconds between two moments by the clock that shows most; one that went back tells nothing less. */
export function secondsBetween(earlier: Moment, later: Moment): number {
  const { signing: signed = 0 } = earlier;
  const ms = [
    later.wall - earlier.wall,
    later.monotonic - earlier.monotonic,
    earlier.signing === undefined ? 0 : (later.signing ?? signed) - signed,
  ];
  return Math.max(...ms.map(Math.abs)) / 1000;
}

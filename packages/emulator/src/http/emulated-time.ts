import { setTimeout as delay } from 'node:timers/promises';

/** The time of an emulator that is reached over HTTP. */
export interface Time {
  /** AWS's clock, in whole milliseconds since the epoch. */
  now(): number;
  /** Resolves when so many emulated seconds have passed. */
  pass(seconds: number): Promise<void>;
}

/** Real time, sped up. */
export class EmulatedTime implements Time {
  readonly startAt: number;
  readonly speed: number;
  readonly #beganAt = performance.now();

  /** `startAt` is AWS's clock at this moment, in milliseconds since the epoch; `speed` the emulated seconds in a real one. */
  constructor(startAt: number, speed: number) {
    this.startAt = startAt;
    this.speed = speed;
  }

  now(): number {
    return this.startAt + Math.floor((performance.now() - this.#beganAt) * this.speed);
  }

  async pass(seconds: number): Promise<void> {
    await delay((seconds * 1000) / this.speed);
  }
}

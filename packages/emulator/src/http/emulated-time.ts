/** The time of an emulator that is reached over HTTP. */
export interface Time {
  /** AWS's clock, in whole milliseconds since the epoch. */
  now(): number;
  /** Emulated seconds in a real one. */
  readonly speed: number;
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
}

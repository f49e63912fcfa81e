import type { Clock } from '@fargate-actions/aws';

interface Sleeper {
  readonly wakesAt: number;
  readonly serial: number;
  readonly wake: () => void;
}

export interface VirtualClockOptions {
  /** Where time begins: milliseconds since the epoch. */
  readonly startAt: number;
  /** How far this machine's clock is ahead of AWS's, in seconds; negative: behind. */
  readonly skewSeconds?: number;
  /** Lets the world move on to this moment of AWS's clock. */
  readonly onAdvance?: (now: number) => void;
  /** Nothing but promises goes on between two wakings, no files and no network: time then need not wait for those. */
  readonly knowsPromisesOnly?: boolean;
}

/** When turning time on is given up. */
export interface RunLimits {
  readonly atMostHours?: number;
  readonly atMostIdleSeconds?: number;
}

/** Everyone sleeps for ever, nobody sleeps though the work is not done, or it takes longer than it may. */
export class VirtualTimeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'VirtualTimeError';
  }
}

/** Time that jumps to the next moment at which someone wants to be woken, so that an hour takes a millisecond. */
export class VirtualClock implements Clock {
  #now: number;
  #serial = 0;
  readonly #skewMs: number;
  readonly #onAdvance: (now: number) => void;
  readonly #settled: () => Promise<void>;
  readonly #sleepers = new Set<Sleeper>();
  /** Somebody turns time on. */
  #turning: Promise<void> | undefined;
  /** What time stands still for. */
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(options: VirtualClockOptions) {
    this.#now = options.startAt;
    this.#skewMs = (options.skewSeconds ?? 0) * 1000;
    this.#onAdvance = options.onAdvance ?? (() => undefined);
    this.#settled = options.knowsPromisesOnly ? promisesSettled : oneTurn;
  }

  /** The machine's clock, off by the skew. */
  now(): number {
    return this.#now + this.#skewMs;
  }

  /** As time goes, whatever the machine's clock says. */
  monotonic(): number {
    return this.#now;
  }

  /** AWS's clock. */
  get trueNow(): number {
    return this.#now;
  }

  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const sleeper: Sleeper = {
        wakesAt: this.#now + Math.max(0, Math.ceil(seconds * 1000)),
        serial: ++this.#serial,
        wake: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      const giveUp = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** Lets time stand still until this is settled: input and output that takes real time, and is to take none here. */
  async standStillFor<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /**
   * Runs until the promise is settled, jumping from one waking to the next.
   *
   * Throws a VirtualTimeError where nobody sleeps and the promise still waits, and after `atMostHours` of virtual time.
   * Where time is turned on already, this waits, and goes on where that ends: two that turn it would not wait for what
   * the other one woke.
   *
   * @param limits `atMostIdleSeconds` is real time, for work that reads and writes files on a machine that is busy.
   */
  async run<T>(work: Promise<T>, limits: RunLimits = {}): Promise<T> {
    const { atMostHours = 48 } = limits;
    const state = { isSettled: false };
    const settled = work.finally(() => {
      state.isSettled = true;
    });
    // Handled here as well, so that a rejection while time is still turned on is no unhandled one.
    settled.catch(() => undefined);
    const endsAt = this.#now + atMostHours * 3_600_000;
    while (!state.isSettled) {
      if (this.#turning) await Promise.race([this.#turning, settled.catch(() => undefined)]);
      else await this.#alone(() => this.#turn(state, endsAt, limits));
    }
    return settled;
  }

  /** Turns time on until something is settled. */
  async #turn(
    state: { readonly isSettled: boolean },
    endsAt: number,
    { atMostHours = 48, atMostIdleSeconds = 30 }: RunLimits,
  ): Promise<void> {
    let idleSince: number | undefined;
    let wakesAtThisMoment = 0;
    while (!state.isSettled) {
      await this.#quiet();
      if (isFinished(state)) break;
      const next = this.#earliest();
      if (!next) {
        // Real input and output (files) may still be under way: give it some real time.
        idleSince ??= performance.now();
        if (performance.now() - idleSince > atMostIdleSeconds * 1000)
          throw new VirtualTimeError('Nobody sleeps, and the work is not done.');
        await oneTurn();
        continue;
      }
      idleSince = undefined;
      wakesAtThisMoment = next.wakesAt > this.#now ? 0 : wakesAtThisMoment + 1;
      if (wakesAtThisMoment > MOST_WAKES_AT_ONCE)
        throw new VirtualTimeError('Time stands still: someone sleeps 0 s for ever.');
      if (next.wakesAt > endsAt) throw new VirtualTimeError(`The work is not done after ${atMostHours} h.`);
      this.#sleepers.delete(next);
      this.#moveTo(next.wakesAt);
      next.wake();
    }
  }

  async #alone(turns: () => Promise<void>): Promise<void> {
    const turning = turns();
    this.#turning = turning.catch(() => undefined);
    try {
      await turning;
    } finally {
      this.#turning = undefined;
    }
  }

  /** Moves on by so many seconds, waking whoever wants to be woken on the way. */
  async advance(seconds: number): Promise<void> {
    if (this.#turning) await this.run(this.sleep(seconds));
    else await this.#alone(() => this.#turnUntil(this.#now + seconds * 1000));
  }

  async #turnUntil(until: number): Promise<void> {
    for (;;) {
      await this.#quiet();
      const next = this.#earliest();
      if (!next || next.wakesAt > until) break;
      this.#sleepers.delete(next);
      this.#moveTo(next.wakesAt);
      next.wake();
    }
    this.#moveTo(until);
  }

  /** When everyone sleeps, or waits for what takes no time: only then may time move on. */
  async #quiet(): Promise<void> {
    await this.#settled();
    while (this.#underWay.size > 0) {
      await Promise.allSettled(this.#underWay);
      await this.#settled();
    }
  }

  #moveTo(now: number): void {
    this.#now = Math.max(this.#now, now);
    this.#onAdvance(this.#now);
  }

  #earliest(): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.#sleepers) {
      if (
        !earliest ||
        sleeper.wakesAt < earliest.wakesAt ||
        (sleeper.wakesAt === earliest.wakesAt && sleeper.serial < earliest.serial)
      )
        earliest = sleeper;
    }
    return earliest;
  }
}

/** Asked anew: others have changed it while we waited. */
const isFinished = (state: { readonly isSettled: boolean }): boolean => state.isSettled;

const MOST_WAKES_AT_ONCE = 10_000;

/** One turn of the event loop: everything that only waited for promises has gone on by then. */
const oneTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** As one turn, in a tenth of its time: what is due at the next tick comes when no promise is left to go on. */
const promisesSettled = (): Promise<void> =>
  new Promise((resolve) => {
    process.nextTick(resolve);
  });

import type { Wire } from '@fargate-actions/aws';

import { Emulator, type EmulatorOptions } from './emulator.ts';
import { VirtualClock } from './virtual-clock.ts';
import { emulatorWire, type WireOptions } from './wire.ts';

export interface VirtualAwsOptions extends EmulatorOptions, WireOptions {
  /** How far the runner's clock is ahead of AWS's, in seconds; negative: behind. */
  readonly skewSeconds?: number;
}

/** An account, the virtual time in which it lives, and the wire to it: all that a whole run needs. */
export interface VirtualAws {
  readonly emulator: Emulator;
  readonly clock: VirtualClock;
  readonly wire: Wire;
}

/** Puts an account, a clock that moves it on, and a wire to it together. */
export function virtualAws(options: VirtualAwsOptions = {}): VirtualAws {
  const emulator = new Emulator(options);
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    skewSeconds: options.skewSeconds ?? 0,
    knowsPromisesOnly: true,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  return { emulator, clock, wire: emulatorWire(emulator, clock, options) };
}

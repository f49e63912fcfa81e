import type { Wire } from '@fargate-actions/aws';
import { signatureFault, type Emulator, type VirtualClock } from '@fargate-actions/emulator';
import type { Latecomer } from './world-spec.ts';

/**
 * A wire on which one UpdateService gets lost on its way, and arrives when nobody waits for it any more.
 *
 * Counted over all runs of a world: each gets a wire of its own, with the same counter.
 */
export function lateWire(
  wire: Wire,
  latecomer: Latecomer | undefined,
  counter: { updates: number },
  emulator: Emulator,
  clock: VirtualClock,
): Wire {
  return {
    ...wire,
    async call(operation, input, options) {
      if (operation !== 'ecs:UpdateService' || ++counter.updates !== latecomer?.atUpdate)
        return wire.call(operation, input, options);
      options?.confirm?.();
      const signedAt = emulator.world.now;
      void clock.sleep(latecomer.seconds).then(() => arrive(emulator, operation, input, signedAt));
      await clock.sleep(0.05);
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    },
  };
}

/** Whatever AWS says to it, nobody hears it. */
function arrive(emulator: Emulator, operation: string, input: object, signedAt: number): void {
  const { world } = emulator;
  try {
    emulator.call(operation, input, undefined, () => signatureFault(world, signedAt, world.now));
  } catch {
    // Refused: then it did nothing.
  }
}

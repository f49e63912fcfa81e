import type { Wire } from '@fargate-actions/aws';
import type { Emulator, VirtualClock } from '@fargate-actions/emulator';
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
    async call(operation, input) {
      if (operation !== 'ecs:UpdateService' || ++counter.updates !== latecomer?.atUpdate)
        return wire.call(operation, input);
      void clock.sleep(latecomer.seconds).then(() => arrive(emulator, operation, input));
      await clock.sleep(0.05);
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    },
  };
}

/** Whatever AWS says to it, nobody hears it. */
function arrive(emulator: Emulator, operation: string, input: object): void {
  try {
    emulator.call(operation, input);
  } catch {
    // Refused: then it did nothing.
  }
}

import { isRepeatable, type Clock, type InputOf, type Operation, type OutputOf, type Wire } from '@fargate-actions/aws';

import type { Emulator } from './emulator.ts';
import { ConnectionLost, Fault } from './fault.ts';
import { between } from './world/random.ts';

export interface WireOptions {
  /** How long the shortest and the longest call take, in seconds; there and back. */
  readonly latencySeconds?: readonly [number, number];
}

/**
 * Carries calls straight to the emulator, with latency and with the retries that the SDK does by itself.
 *
 * Retry mode standard, four attempts, as the SDK's wire of `packages/aws` has it; a write without a client token is sent again on throttling only.
 * Source: contracts, "The engine".
 */
export function emulatorWire(emulator: Emulator, clock: Clock, options: WireOptions = {}): Wire {
  const [shortest, longest] = options.latencySeconds ?? [0.02, 0.08];
  const halfWay = (): Promise<void> => clock.sleep(between(emulator.world, shortest, longest, 'calls') / 2);

  async function attempt(operation: Operation, input: object): Promise<unknown> {
    await halfWay();
    try {
      const output = emulator.call(operation, input);
      await halfWay();
      return output;
    } catch (error) {
      await halfWay();
      if (error instanceof ConnectionLost) throw connectionError();
      throw error;
    }
  }

  return {
    async call<O extends Operation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>> {
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(operation, input);
        } catch (error) {
          if (tries >= MOST_ATTEMPTS || !isWorthAnother(operation, input, error)) throw error;
          const isThrottled = error instanceof Fault && THROTTLES.has(error.name);
          const ceiling = Math.min(20, (isThrottled ? 0.5 : 0.1) * 2 ** (tries - 1));
          await clock.sleep(between(emulator.world, 0, ceiling, 'calls'));
        }
      }
    },
  };
}

const MOST_ATTEMPTS = 4;

const THROTTLES = new Set(['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded']);

function isWorthAnother(operation: Operation, input: object, error: unknown): boolean {
  if (error instanceof Fault && THROTTLES.has(error.name)) return true;
  if (!isRepeatable(operation, input)) return false;
  return error instanceof Fault ? error.httpStatus >= 500 : error instanceof Error && error.name === 'TimeoutError';
}

/** A broken connection as the SDK reports it. */
function connectionError(): Error {
  const error = new Error('socket hang up');
  error.name = 'TimeoutError';
  return Object.assign(error, { code: 'ECONNRESET', $metadata: { attempts: 1, totalRetryDelay: 0 } });
}

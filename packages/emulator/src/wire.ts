import {
  ATTEMPT_SECONDS,
  isRepeatable,
  notFromAws,
  wholeAnswer,
  sentOnce,
  type CallOptions,
  type Clock,
  type InputOf,
  type Operation,
  type OutputOf,
  type Wire,
} from '@fargate-actions/aws';

import type { Emulator } from './emulator.ts';
import { ConnectionLost, Delayed, Fault, StrayAnswer } from './fault.ts';
import { between } from './world/random.ts';
import { signatureFault } from './world/signature.ts';

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
  const signing = signingClock(clock);
  const [shortest, longest] = options.latencySeconds ?? [0.02, 0.08];
  const halfWay = (): Promise<void> => clock.sleep(between(emulator.world, shortest, longest, 'calls') / 2);

  /** Sends a request and waits for its answer, or for as long as the SDK's wire does. */
  async function attempt(
    operation: Operation,
    input: object,
    signal: AbortSignal | undefined,
    beforeSending: () => void,
  ): Promise<unknown> {
    const signedAt = signing.time();
    beforeSending();
    await halfWay();
    const sentAt = clock.now();
    const limit = ATTEMPT_SECONDS[isRepeatable(operation, input) ? 'read' : 'write'];
    const silence = async (seconds: number): Promise<void> => {
      const left = limit - (clock.now() - sentAt) / 1000;
      await clock.sleep(Math.min(seconds, left), signal);
      if (seconds >= left) throw timeoutError(`no whole answer within ${String(limit)} s`);
    };
    try {
      const output = emulator.call(operation, input, undefined, () =>
        signatureFault(emulator.world, signedAt, emulator.world.now),
      );
      await halfWay();
      return output;
    } catch (error) {
      if (error instanceof Delayed) return await late(error, silence);
      if (error instanceof StrayAnswer) return await stray(error, operation, silence);
      await halfWay();
      if (error instanceof ConnectionLost) throw connectionError();
      throw error;
    } finally {
      signing.learn(emulator.world.now);
    }
  }

  /** What is on its way arrives at its time, whether anybody still waits for it or not. */
  async function late({ seconds, answer }: Delayed, silence: (seconds: number) => Promise<void>): Promise<unknown> {
    const arrived = clock.sleep(seconds).then(answer);
    arrived.catch(() => undefined);
    await silence(seconds);
    return arrived;
  }

  return {
    signingTime: () => signing.time(),
    async call<O extends Operation>(
      operation: O,
      input: InputOf<O>,
      { signal, confirm }: CallOptions = {},
    ): Promise<OutputOf<O>> {
      const beforeSending = sentOnce(confirm);
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(operation, input, signal, beforeSending);
        } catch (error) {
          if (signal?.aborted) throw error;
          if (tries >= MOST_ATTEMPTS || !isWorthAnother(operation, input, error)) throw error;
          const isThrottled = error instanceof Fault && THROTTLES.has(error.name);
          const ceiling = Math.min(20, (isThrottled ? 0.5 : 0.1) * 2 ** (tries - 1));
          await clock.sleep(between(emulator.world, 0, ceiling, 'calls'));
        }
      }
    },
  };
}

/** The time by which calls are signed: the SDK corrects it by whole seconds, as AWS's answers have them. */
function signingClock(clock: Clock) {
  let offset = 0;
  return {
    time: () => clock.now() + offset,
    learn: (awsNow: number) => (offset = Math.floor(awsNow / 1000) * 1000 - clock.now()),
  };
}

/** What the SDK's wire makes of an answer that is not AWS's. */
async function stray(
  { kind, httpStatus }: StrayAnswer,
  operation: Operation,
  silence: (seconds: number) => Promise<void>,
): Promise<unknown> {
  if (kind === 'hang' || kind === 'half') await silence(Infinity);
  if (kind === 'empty') return wholeAnswer(operation, {});
  throw notFromAws(`HTTP ${String(httpStatus)}, ${kind}.`);
}

const MOST_ATTEMPTS = 4;

const THROTTLES = new Set(['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'RequestLimitExceeded']);

function isWorthAnother(operation: Operation, input: object, error: unknown): boolean {
  if (error instanceof Fault && (THROTTLES.has(error.name) || error.name === 'InvalidSignatureException')) return true;
  if (!isRepeatable(operation, input)) return false;
  return error instanceof Fault
    ? error.httpStatus >= 500
    : error instanceof Error && /^(TimeoutError|NotFromAws)$/.test(error.name);
}

/** A broken connection as the SDK reports it. */
function connectionError(): Error {
  return Object.assign(timeoutError('socket hang up'), { code: 'ECONNRESET' });
}

function timeoutError(message: string): Error {
  const error = new Error(message);
  error.name = 'TimeoutError';
  return Object.assign(error, { $metadata: { attempts: 1, totalRetryDelay: 0 } });
}

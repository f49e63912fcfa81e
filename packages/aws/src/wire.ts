import type { InputOf, Operation, OutputOf } from './operations.ts';

/**
 * Carries one call to AWS and brings its answer.
 *
 * The SDK is one; the emulator's core is another, so that whole runs are tested without HTTP and SDK. An error has the
 * AWS error code as its `name`, as the SDK's errors do.
 */
export interface Wire {
  call<O extends Operation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>>;
  /** Gets ready for a call that comes soon: what has to be loaded for it is loaded while its caller still waits. */
  prepare?(operation: Operation): void;
  /** Resolves when all calls made so far are on their way, or have failed: what keeps the process busy then delays none. */
  callsHaveLeft?(): Promise<void>;
}

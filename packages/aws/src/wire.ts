import type { InputOf, Operation, OutputOf } from './operations.ts';

/** What one call wants beside its input. */
export interface CallOptions {
  /** Ends the call when it is aborted: it rejects with the signal's reason. A write may have happened all the same. */
  readonly signal?: AbortSignal;
  /**
   * Called when the request has been signed, right before it is sent: what it throws keeps it from being sent. With it a
   * call is sent once, however it ends: a wire rejects with a NotSentError where it would send it again.
   */
  readonly confirm?: () => void;
}

/**
 * Carries one call to AWS and brings its answer.
 *
 * The SDK is one; the emulator's core is another, so that whole runs are tested without HTTP and SDK. An error has the
 * AWS error code as its `name`, as the SDK's errors do.
 */
export interface Wire {
  call<O extends Operation>(operation: O, input: InputOf<O>, options?: CallOptions): Promise<OutputOf<O>>;
  /** Gets ready for a call that comes soon: what has to be loaded for it is loaded while its caller still waits. */
  prepare?(operation: Operation): void;
  /** The time by which calls are signed, in milliseconds: the machine's, corrected by AWS's answers. */
  signingTime?(): number;
  /** Resolves when all calls made so far are on their way, or have failed: what keeps the process busy then delays none. */
  callsHaveLeft?(): Promise<void>;
}

import type { Changes } from './difference.ts';

/** Why one resource is left as it is, and what to do. May hold text from outside. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * The changes of a resource that can't become as wanted because of what it is now, while nothing is wrong with the others:
 * they are applied, and its outcome is a failure with this cause. What is wrong in the files is a diagnostic instead, and
 * keeps everything from being written.
 */
export function refused(message: string, hint?: string): Changes<never> {
  return { action: 'refused', differences: [], note: message, refusal: new RefusedError(message, hint) };
}

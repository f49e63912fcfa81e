/** The reason of an aborted run: the user, or the runner for them, wants it to stop. */
export class CancelledError extends Error {
  constructor(signal: string) {
    super(`The run was cancelled (${signal}).`);
    this.name = 'CancelledError';
  }
}

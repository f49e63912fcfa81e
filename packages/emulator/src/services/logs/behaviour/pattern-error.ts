/** A filter pattern that CloudWatch Logs refuses, or that is not emulated; its message says why. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

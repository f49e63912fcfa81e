/** What a pattern can't be understood beyond. */
export class PatternError extends Error {
  /** The character, counted from 0. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.name = 'PatternError';
    this.at = at;
  }
}

/** A place in a file; line and column count from 1. */
export interface Position {
  /** As the user knows it: relative to the workspace. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'notice';

/** What is wrong or worth knowing, where, and what to do about it. */
export interface Diagnostic {
  /** `room/what`, for example `logs/awslogs-region`. Stable: people search for it. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  /** Absent for what stands in no file, an action's input for example. */
  readonly at?: Position;
}

/** Collects the diagnostics of a run, so that all of them are shown at once. */
export class Diagnostics {
  readonly #found: Diagnostic[] = [];

  get all(): readonly Diagnostic[] {
    return this.#found;
  }

  get hasErrors(): boolean {
    return this.#found.some(({ severity }) => severity === 'error');
  }

  error(at: Position | undefined, rule: string, message: string, hint?: string): void {
    this.add({ rule, severity: 'error', message, ...(hint && { hint }), ...(at && { at }) });
  }

  warning(at: Position | undefined, rule: string, message: string, hint?: string): void {
    this.add({ rule, severity: 'warning', message, ...(hint && { hint }), ...(at && { at }) });
  }

  notice(at: Position | undefined, rule: string, message: string, hint?: string): void {
    this.add({ rule, severity: 'notice', message, ...(hint && { hint }), ...(at && { at }) });
  }

  /**
   * Adds a diagnostic once: the same one found on two ways to a node is shown once.
   *
   * Of a value that a variable left unknown nothing else is said: whatever seems wrong with it is wrong because of that.
   */
  add(diagnostic: Diagnostic): void {
    const text = JSON.stringify(diagnostic);
    const isUnknown = !OF_VARIABLES.has(diagnostic.rule) && diagnostic.at && this.#isUnknownAt(diagnostic.at);
    if (isUnknown) return;
    if (!this.#found.some((known) => JSON.stringify(known) === text)) this.#found.push(diagnostic);
  }

  #isUnknownAt({ file, line, column }: Position): boolean {
    return this.#found.some(
      ({ rule, at }) => OF_VARIABLES.has(rule) && at?.file === file && at.line === line && at.column === column,
    );
  }
}

/** What is said of a variable that stands for nothing. */
const OF_VARIABLES: ReadonlySet<string> = new Set(['files/unset-variable', 'files/variable-syntax']);

/** Stops a run whose files or inputs have errors, before anything is written to AWS. */
export class DiagnosedError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    super(errors[0]?.message ?? 'The files have errors.');
    this.name = 'DiagnosedError';
    this.diagnostics = diagnostics;
  }
}

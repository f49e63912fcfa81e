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
  readonly #texts = new Set<string>();
  /** Where a variable left a value unknown. */
  readonly #unknown = new Set<string>();
  #hasErrors = false;

  get all(): readonly Diagnostic[] {
    return this.#found;
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
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
    const place = diagnostic.at && JSON.stringify([diagnostic.at.file, diagnostic.at.line, diagnostic.at.column]);
    const isOfVariable = OF_VARIABLES.has(diagnostic.rule);
    if (!isOfVariable && place !== undefined && this.#unknown.has(place)) return;
    const text = JSON.stringify(diagnostic);
    if (this.#texts.has(text)) return;
    this.#texts.add(text);
    this.#found.push(diagnostic);
    if (isOfVariable && place !== undefined) this.#unknown.add(place);
    if (diagnostic.severity === 'error') this.#hasErrors = true;
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

/** A file that is written from something else in the repository. */
export interface GeneratedFile {
  /** Relative to the repository. */
  readonly path: string;
  /** What it must hold. */
  readonly text: string;
  /** What it holds now; undefined where it is not there. */
  readonly found: string | undefined;
}

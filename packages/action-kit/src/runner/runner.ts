import type { AnnotationProperties } from '@actions/core';
import type { Severity } from '@fargate-actions/documents';

/** What a step says to the runner, in the words of @actions/core: commands in its log, and files that the runner reads. */
export interface Runner {
  /** From now on the runner shows `***` wherever the secret is written. */
  setSecret(secret: string): void;
  startGroup(title: string): void;
  endGroup(): void;
  debug(text: string): void;
  annotate(severity: Severity, message: string, properties: AnnotationProperties): void;
  /** @throws RunnerFileError */
  setOutput(name: string, value: string): void;
  /** Leaves something for the post step of the same action. Never a secret: it lies on disk until then. */
  saveState(name: string, value: string): void;
  /** What the main step left for its post step; empty where it left nothing. */
  getState(name: string): string;
  /** @throws RunnerFileError */
  addToSummary(markdown: string): Promise<void>;
}

/** A file of the runner's can't be written. */
export class RunnerFileError extends Error {
  constructor(cause: unknown) {
    super(`Can't write a file of the runner: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'RunnerFileError';
  }
}

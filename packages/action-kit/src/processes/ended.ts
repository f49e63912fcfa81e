/** How a program ended. */
export interface Ended {
  /** 128 and the signal's number, as a shell has it, when a signal ended it; 124, as `timeout` has it, when its time was over. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

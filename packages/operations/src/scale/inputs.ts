import type { StackInputs } from '@fargate-actions/action-kit';

/** The inputs of scaling; those of scale-config are of this shape. */
export interface ScaleInputs extends StackInputs {
  /** What the files say, or a state that is in no file, and back. */
  readonly mode: 'apply' | 'suspend' | 'resume' | 'scale-to-zero' | 'restore';
  /** Path of a scaling file, for `service`. */
  readonly scaling: string | undefined;
  /** Name or ARN, without a stack. */
  readonly service: string | undefined;
  readonly cluster: string | undefined;
  /** Hours of metrics with which changed scaling is simulated; 0 turns it off. */
  readonly simulateHours: number;
  /** Deletes what this tool made for scaling and the files no longer have. */
  readonly prune: boolean;
}

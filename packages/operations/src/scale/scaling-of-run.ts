import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import type { ScalingToSimulate } from '@fargate-actions/scaling';

/** What a run plans. */
export interface ScalingOfRun {
  /** Of the region that the services are in. */
  readonly aws: Aws;
  readonly resources: readonly Resource[];
  /** What the files of each service want of its scaling; empty in modes that change nothing of it. */
  readonly scaled: readonly ScalingToSimulate[];
  /** What else has to be looked at before anything is written, beside what planning reads. */
  readonly check?: (diagnostics: Diagnostics) => Promise<void>;
}

import type { StackInputs } from '@fargate-actions/action-kit';
import type { Json } from '@fargate-actions/documents';

/** The inputs of a deploy: a stack, or what the official action takes. */
export interface DeployInputs extends StackInputs {
  /** Service -> path of its rendered task definition. */
  readonly taskDefinitions: Json | undefined;

  readonly taskDefinition: string | undefined;
  /** Absent, without a stack: the task definition is only registered. */
  readonly service: string | undefined;
  readonly cluster: string | undefined;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean;
  readonly waitForServiceStability: boolean;
  readonly waitForMinutes: number;
  readonly enableEcsManagedTags: boolean | undefined;
  readonly propagateTags: 'SERVICE' | 'TASK_DEFINITION' | 'NONE' | undefined;
  readonly serviceManagedEbsVolumeName: string | undefined;
  readonly serviceManagedEbsVolume: Json | undefined;

  /** Of the official action, and without effect here. */
  readonly waitMaxDelaySeconds: number | undefined;
  readonly keepNullValueKeys: string | undefined;
  readonly maxRetries: number | undefined;

  readonly failFastAfter: number | undefined;
  readonly onFailure: 'rollback' | 'leave' | undefined;
  readonly onTimeout: 'leave' | 'rollback';
  readonly onCancel: 'leave' | 'rollback';
  readonly onConflict: 'wait' | 'fail' | 'replace';
  readonly maxParallel: number;
  /** `previous`, a number, or `family:number`. */
  readonly rollbackTo: string | undefined;
  readonly allowOlder: boolean;
  readonly allowEmbeddedBeat: boolean;
  readonly githubToken: string | undefined;
  readonly logLines: number;
  readonly commitSha: string | undefined;
}

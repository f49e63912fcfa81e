import type { StackInputs } from '@fargate-actions/action-kit';
import type { Json } from '@fargate-actions/documents';

/** The inputs of keeping a singleton. */
export interface SingletonInputs extends StackInputs {
  readonly mode: 'deploy' | 'enforce' | 'audit';
  /** Service -> path of its rendered task definition. */
  readonly taskDefinitions: Json | undefined;

  readonly cluster: string | undefined;
  readonly service: string | undefined;
  readonly taskDefinition: string | undefined;

  readonly strategy: 'strict' | 'ecs';
  readonly stopStrays: 'true' | 'false' | 'report' | undefined;
  readonly forceNewDeployment: boolean;
  readonly drainMinutes: number;
  readonly waitForMinutes: number;
  readonly waitForOtherMinutes: number;
  readonly failFastAfter: number;
  readonly logLines: number;
  readonly commitSha: string | undefined;
}

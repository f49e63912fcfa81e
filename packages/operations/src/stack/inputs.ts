import type { StackInputs } from '@fargate-actions/action-kit';
import type { DeployInputs } from '../deploy/inputs.ts';

/** What a whole stack is deployed with; the inputs of deploy-stack are of this shape. */
export interface WholeStackInputs
  extends
    StackInputs,
    Pick<
      DeployInputs,
      | 'allowEmbeddedBeat'
      | 'allowOlder'
      | 'commitSha'
      | 'failFastAfter'
      | 'forceNewDeployment'
      | 'githubToken'
      | 'logLines'
      | 'maxParallel'
      | 'onCancel'
      | 'onConflict'
      | 'onTimeout'
      | 'waitForMinutes'
    > {
  readonly stack: string;
  readonly mode: 'plan' | 'deploy' | 'audit' | 'rollback' | 'import';
  /** As docker names it. */
  readonly image: string | undefined;
  /** `repository@sha256:...`, in this account or in stack.yml's registry. */
  readonly imageRef: string | undefined;
  /** Whether the image of stack.yml is built, where none is given. */
  readonly build: boolean;
  readonly onFailure: 'leave' | 'rollback-stack';
  /** Deletes what this tool made for the stack and the files no longer have. */
  readonly prune: boolean;
}

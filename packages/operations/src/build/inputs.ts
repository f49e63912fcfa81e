import type { StackInputs } from '@fargate-actions/action-kit';
import type { BuildCache, ImageSeverity } from '@fargate-actions/image';

/** What `build` is given. */
export interface BuildPushInputs extends StackInputs {
  readonly repository: string | undefined;
  readonly registry: string | undefined;
  readonly registryIds: readonly string[] | undefined;
  readonly context: string | undefined;
  readonly file: string | undefined;
  readonly target: string | undefined;
  /** `NAME=value`, each. */
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[] | undefined;
  readonly ssh: readonly string[];
  readonly platforms: readonly string[];
  readonly tags: readonly string[];
  /** `NAME=value`, each. */
  readonly labels: readonly string[];
  readonly cache: BuildCache['kind'];
  readonly provenance: boolean;
  readonly push: boolean;
  readonly rebuild: boolean;
  readonly createRepository: boolean | undefined;
  readonly lifecyclePolicy: string | undefined;
  readonly imageTagMutability: string | undefined;
  readonly scanOnPush: boolean | undefined;
  readonly failOnSeverity: ImageSeverity | undefined;
  readonly verify: boolean;
  readonly verifyCommand: string | undefined;
  /** Paths, one a line, or a JSON object of them. */
  readonly taskDefinitions: string | undefined;
}

import type { StackInputs } from '@fargate-actions/action-kit';

/** What `render` is given. All but the stack's are the inputs of a step as they are written. */
export interface RenderTaskDefInputs extends StackInputs {
  readonly taskDefinition: string | undefined;
  readonly taskDefinitionArn: string | undefined;
  readonly taskDefinitionFamily: string | undefined;
  readonly taskDefinitionRevision: number | undefined;
  /** Containers that the image and what belongs to containers are for. */
  readonly containerName: readonly string[] | undefined;
  readonly image: string | undefined;
  readonly registry: string | undefined;
  readonly environmentVariables: string | undefined;
  readonly envFiles: string | undefined;
  readonly secrets: string | undefined;
  readonly command: string | undefined;
  readonly logConfigurationLogDriver: string | undefined;
  readonly logConfigurationOptions: string | undefined;
  readonly dockerLabels: string | undefined;
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
  readonly family: string | undefined;
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly tags: string | undefined;
  readonly outputFile: string | undefined;
}

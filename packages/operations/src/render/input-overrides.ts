import type { Diagnostics } from '@fargate-actions/documents';
import { parseOverrides, type Overrides, type RenderInputs } from '@fargate-actions/task-definition';
import type { RenderTaskDefInputs } from './inputs.ts';

/** The inputs that set something in a task definition, as they were written. */
export function writtenOverrides(inputs: RenderTaskDefInputs): RenderInputs {
  const written: Readonly<Record<keyof RenderInputs, string | undefined>> = {
    'container-name': inputs.containerName?.join(','),
    image: inputs.image,
    'environment-variables': inputs.environmentVariables,
    'env-files': inputs.envFiles,
    secrets: inputs.secrets,
    command: inputs.command,
    'log-configuration-log-driver': inputs.logConfigurationLogDriver,
    'log-configuration-options': inputs.logConfigurationOptions,
    'docker-labels': inputs.dockerLabels,
    family: inputs.family,
    cpu: inputs.cpu,
    memory: inputs.memory,
    'task-role-arn': inputs.taskRoleArn,
    'execution-role-arn': inputs.executionRoleArn,
    tags: inputs.tags,
  };
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );
}

/** What the inputs set in a task definition; an input that is malformed becomes an error. */
export function inputOverrides(inputs: RenderTaskDefInputs, diagnostics: Diagnostics): Overrides {
  return parseOverrides(writtenOverrides(inputs), diagnostics);
}

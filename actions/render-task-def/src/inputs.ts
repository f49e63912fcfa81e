import { defineInputs, integer, keyValues, names, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of render-task-def: the shared ones, the official render action's, and our own. */
export const inputs = defineInputs({
  ...stackInputs,

  taskDefinition: path('Task definition file, without a stack.').optional(),
  taskDefinitionArn: text('ARN of a registered task definition to start from, without a stack.').optional(),
  taskDefinitionFamily: text('Family whose newest revision to start from, without a stack.').optional(),
  taskDefinitionRevision: integer({ min: 1 }, 'Revision of that family, instead of the newest.').optional(),

  containerName: names('Containers that the inputs below are for; may be left out when there is one.').optional(),
  image: text('Image of the containers: a full reference, or what build-push-ecr gives as image-ref.').optional(),
  registry: text('Host of the registry of an image-ref.').optional(),
  environmentVariables: keyValues('KEY=value lines; `!KEY` takes a variable away.').optional(),
  envFiles: keyValues('ARNs of environment files in S3, one a line; they replace those that are there.').optional(),
  secrets: keyValues('KEY=valueFrom lines; `!KEY` takes a secret away.').optional(),
  command: text('Command: words as in a shell, or a JSON list.').optional(),
  logConfigurationLogDriver: text('Log driver.').optional(),
  logConfigurationOptions: keyValues('key=value lines for the log driver.').optional(),
  dockerLabels: keyValues('key=value lines.').optional(),

  taskRoleArn: text('Task role: its ARN or name.').optional(),
  executionRoleArn: text('Execution role: its ARN or name.').optional(),
  family: text('Family to register the task definition under.').optional(),
  cpu: text('CPU of the task: units or vCPU.').optional(),
  memory: text('Memory of the task: MiB or GB.').optional(),
  tags: keyValues('key=value lines: tags of the task definition.').optional(),
  outputFile: path('File to write, in the workspace or in RUNNER_TEMP.').optional(),
});

import { boolean, defineInputs, integer, keyValues, names, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of render-task-def: the shared ones, the official render action's, and our own. */
export const inputs = defineInputs({
  ...stackInputs,
  stack: path("Path of stack.yml. Its services' task definitions are rendered, all at once.").optional(),
  services: names(
    'Services of the stack to render, by their names in the stack or in ECS, separated by commas or line ends; all by default.',
  ).optional(),
  dryRun: boolean('Only show what would be rendered; no file is written.').default(false),

  taskDefinition: path(
    'Without a stack, path of a task definition file (JSON or YAML), relative to the workspace, or anywhere else the step can read.',
  ).optional(),
  taskDefinitionArn: text('Without a stack and a file, ARN of a registered task definition to start from.').optional(),
  taskDefinitionFamily: text(
    'Without a stack, a file and an ARN, family whose newest revision to start from.',
  ).optional(),
  taskDefinitionRevision: integer(
    { min: 1 },
    'Revision of `task-definition-family` to start from, instead of the newest.',
  ).optional(),

  containerName: names(
    'Container that the inputs for containers apply to, or several, separated by commas. Optional when the task definition has only one.',
  ).optional(),
  image: text(
    "Image of the containers. A full reference, or `repository@sha256:...` (the output image-ref of build-push-ecr), to which its registry is added (see `registry`). With a stack, the image of all containers from the stack's repository: `repository:tag` is allowed there too, and without this input the current digest of the files' tag is taken.",
  ).optional(),
  registry: text(
    "Host of the registry of an `image` that names none. By default `image.registry` of stack.yml, else the one that the file names for the same repository, else the account's ECR.",
  ).optional(),
  environmentVariables: keyValues(
    'Variables of the containers as KEY=value lines; everything after the first `=` is the value. `KEY<<END`, lines, `END` is a value of several lines, `!KEY` removes a variable.',
  ).optional(),
  envFiles: keyValues('ARNs of environment files in S3, one a line. They replace those that are there.').optional(),
  secrets: keyValues(
    "Secrets of the containers as KEY=valueFrom lines. A valueFrom is an ARN, a parameter's name, or `arn:aws:secretsmanager:...:name` to look up. `!KEY` removes a secret.",
  ).optional(),
  command: text(
    'Command of the containers: words, with quotes as in a shell and backslashes as they are written, or a JSON list.',
  ).optional(),
  logConfigurationLogDriver: text('Log driver of the containers.').optional(),
  logConfigurationOptions: keyValues('Options of the log driver as key=value lines; `!key` removes one.').optional(),
  dockerLabels: keyValues('Docker labels of the containers as key=value lines; `!key` removes one.').optional(),

  taskRoleArn: text('Task role, by ARN or name.').optional(),
  executionRoleArn: text('Task execution role, by ARN or name.').optional(),
  family: text('Family to register the task definition under.').optional(),
  cpu: text('CPU of the task, as `512` units or `.5 vCPU`.').optional(),
  memory: text('Memory of the task, as `1024` MiB or `1 GB`.').optional(),
  tags: keyValues('Tags of the task definition as key=value lines; `!key` removes one.').optional(),
  outputFile: path(
    'File to write, relative to the workspace, or in RUNNER_TEMP. By default a file in RUNNER_TEMP whose name depends on its content.',
  ).optional(),
});

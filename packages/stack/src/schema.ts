import { z } from 'zod';

// A run checks one or two files: to compile the schema takes three times as long as to check them without.
z.config({ jitless: true });

/** A file, relative to stack.yml. */
const file = z.string().min(1).describe('A file, relative to stack.yml.');
const files = z.union([file, z.array(file).min(1)]).describe('A file, or several that are merged in order.');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time of day such as "20:00"');

const cluster = z.strictObject({
  name: z.string().min(1).describe('Name of the cluster. Created when missing.'),
  capacityProviders: z
    .array(z.string().min(1))
    .optional()
    .describe('Capacity providers to attach. Others that are attached stay.'),
  containerInsights: z.enum(['enabled', 'enhanced', 'disabled']).optional(),
});

const image = z.strictObject({
  repository: z.string().min(1).describe('ECR repository that all services of the stack run from.'),
  registry: z
    .string()
    .min(1)
    .optional()
    .describe("Host of the repository's registry, where it is in another account; by default this account's."),
  context: z.string().optional().describe('Directory to build, relative to stack.yml.'),
  file: z.string().optional().describe('Dockerfile, relative to the context.'),
  lifecyclePolicy: file.optional(),
});

const defaults = z
  .strictObject({
    executionRoleArn: z.string().optional().describe('Name or ARN of the execution role.'),
    taskRoleArn: z.string().optional().describe('Name or ARN of the task role.'),
    runtimePlatform: z.record(z.string(), z.unknown()).optional(),
    networkConfiguration: z.record(z.string(), z.unknown()).optional(),
    platformVersion: z.string().optional(),
    deploymentConfiguration: z.record(z.string(), z.unknown()).optional(),
    enableExecuteCommand: z.boolean().optional(),
    enableECSManagedTags: z.boolean().optional(),
    propagateTags: z.enum(['NONE', 'SERVICE', 'TASK_DEFINITION']).optional(),
  })
  .describe('Fill gaps in the task definitions and services, never override.');

const service = z.strictObject({
  taskDefinition: files,
  containers: z.record(z.string(), files).optional().describe('Files that are merged into the container of that name.'),
  service: files,
  scaling: z
    .union([
      file,
      z.strictObject({
        policy: file,
        minCapacity: z.int().min(0).optional(),
        maxCapacity: z.int().min(0).optional(),
      }),
    ])
    .optional(),
  targetGroup: file.optional(),
  singleton: z.boolean().optional().describe('At most one task of it may run at any moment.'),
  after: z.array(z.string()).optional().describe('Services that must be deployed before this one.'),
});

const monitoring = z.strictObject({
  alarms: files.optional(),
  dashboard: z.union([z.boolean(), file]).optional().describe('true: made of the stack; or a file with its body.'),
  notify: z.string().min(1).optional().describe('Name or ARN of an SNS topic, which alarms tell.'),
  recommended: z.boolean().optional().describe('Add the alarms that every service should have.'),
  manageTopicPolicy: z
    .boolean()
    .optional()
    .describe("Let EventBridge publish to the topic, by one statement in the topic's policy."),
  logRetentionInDays: z
    .int()
    .positive()
    .optional()
    .describe('How long the log groups of the services keep what they have.'),
  logKmsKeyId: z.string().min(1).optional().describe('ARN of the KMS key that the log groups are encrypted with.'),
  errorLogs: z
    .union([
      z.boolean(),
      z.strictObject({
        filterPattern: z.string().min(1).optional().describe('By default `{ $.level = "ERROR" }`.'),
        threshold: z.number().positive().optional().describe('Alarm at so many in five minutes; none without.'),
      }),
    ])
    .optional()
    .describe('Count the errors in the logs of each service as a metric.'),
  logQueries: z.boolean().optional().describe('Save queries of Logs Insights for errors and for one request.'),
});

const offHours = z.strictObject({
  stop: time,
  start: time,
  days: z.string().optional(),
  timezone: z.string().optional(),
});

const variables = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const common = {
  region: z.string().min(1).optional(),
  account: z
    .string()
    .min(1)
    .optional()
    .describe('The 12 digits of the AWS account, in quotes. Credentials of another account are an error.'),
  vpc: z.string().min(1).optional().describe('Id or Name tag of the VPC in which names are looked up.'),
  image: image.optional(),
  defaults: defaults.optional(),
  monitoring: monitoring.optional(),
  sharedSecrets: z
    .array(z.string().min(1))
    .optional()
    .describe('Secrets and parameters that production and another environment may share, by name.'),
  variables: variables.optional().describe('Values for ${VAR} in the files.'),
};

const environment = z.strictObject({
  ...common,
  production: z.boolean().optional().describe('An environment is production unless it says false.'),
  cluster: cluster.optional(),
  image: image.partial().optional(),
  services: z.record(z.string(), service.partial()).optional(),
  offHours: offHours.optional(),
  nameSuffix: z
    .string()
    .min(1)
    .optional()
    .describe('Appended to the names of task definition families, log groups, alarms and target groups: `-staging`.'),
});

/** The schema of stack.yml. `docs/schema/stack.schema.json` is generated from it. */
export const stackSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z
      .string()
      .regex(/^[A-Za-z0-9][\w-]*$/, 'has letters, digits, hyphens and underscores only')
      .describe('Name of the stack.'),
    ...common,
    cluster,
    services: z.record(z.string(), service),
    environments: z
      .record(z.string(), environment)
      .optional()
      .describe('Merged over the above when selected; lists are replaced.'),
  })
  .describe('A stack of services on Amazon ECS.');

/** stack.yml as its schema has it. */
export type StackFile = z.infer<typeof stackSchema>;
export type StackServiceFile = StackFile['services'][string];

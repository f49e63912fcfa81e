import { boolean, defineInputs, integer, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of monitor-config: the shared ones, and its own. */
export const inputs = defineInputs({
  ...stackInputs,
  alarms: path('File of alarms, instead of those that stack.yml names.').optional(),
  dashboard: path(
    'true for one that is generated from the services, false for none, or a file with its body; overrides stack.yml.',
  ).optional(),
  logRetentionInDays: integer(
    { min: 1 },
    'Days that the log groups of the services keep their events; overrides stack.yml.',
  ).optional(),
  notify: text('Name or ARN of the SNS topic that alarms notify; overrides stack.yml.').optional(),
  prune: boolean('Delete what this tool created for the stack and the files no longer define.').default(false),
  service: text('ECS service to watch, by name or ARN, without a stack.').optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
});

import { boolean, defineInputs, integer, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of monitor-config: the shared ones, and its own. */
export const inputs = defineInputs({
  ...stackInputs,
  alarms: path('File of alarms, in the place of those that stack.yml names.').optional(),
  dashboard: path('true, false, or a file with its body; goes before stack.yml.').optional(),
  logRetentionInDays: integer({ min: 1 }, 'How long the log groups keep what they have.').optional(),
  notify: text('Name or ARN of the SNS topic that alarms tell; goes before stack.yml.').optional(),
  prune: boolean('Delete what this tool made for the stack and the files no longer have.').default(false),
  service: text('ECS service to watch, without a stack.').optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
});

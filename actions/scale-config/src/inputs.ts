import { boolean, defineInputs, integer, oneOf, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of scale-config: the shared ones, and its own. */
export const inputs = defineInputs({
  ...stackInputs,
  mode: oneOf('apply', 'suspend', 'resume', 'scale-to-zero', 'restore').default('apply'),
  scaling: path('Scaling file of the service, without a stack.').optional(),
  service: text('ECS service to scale, without a stack.').optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  simulateHours: integer(
    { min: 0, max: 360 },
    'Hours of CloudWatch metrics with which changed scaling is simulated; 0 turns it off.',
  ).default(24),
  prune: boolean('Delete what this tool made for scaling and the files no longer have.').default(false),
});

import { boolean, defineInputs, integer, oneOf, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of scale-config: the shared ones, and its own. */
export const inputs = defineInputs({
  ...stackInputs,
  mode: oneOf(
    ['apply', 'suspend', 'resume', 'scale-to-zero', 'restore'],
    'apply what the files say, suspend, resume, scale-to-zero or restore.',
  ).default('apply'),
  scaling: path('Scaling file of the service, without a stack.').optional(),
  service: text('ECS service to scale, by name or ARN, without a stack.').optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  simulateHours: integer(
    { min: 0, max: 360 },
    'Hours of CloudWatch metrics with which changed scaling is simulated; 0 turns it off.',
  ).default(24),
  prune: boolean('Delete scaling that this tool created and the files no longer define.').default(false),
});

import { boolean, defineInputs, oneOf, path, stackInputs, text, type InputsOf } from '@fargate-actions/action-kit';

/** The inputs of scale-config: the shared ones, and its own. */
export const inputs = defineInputs({
  ...stackInputs,
  mode: oneOf('apply', 'suspend', 'resume', 'scale-to-zero', 'restore').default('apply'),
  scaling: path('Scaling file of the service, without a stack.').optional(),
  service: text('ECS service to scale, without a stack.').optional(),
  cluster: text('Cluster of the service, without a stack; `default` when absent.').optional(),
  prune: boolean('Delete policies and scheduled actions that this tool made and the files no longer have.').default(
    false,
  ),
});

export type ScaleInputs = InputsOf<typeof inputs>;

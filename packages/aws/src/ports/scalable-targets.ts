import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { batched } from '../batch.ts';
import type { Wire } from '../wire.ts';

/** Application Auto Scaling describes this many resources a call. */
const BATCH = 50;

/** Scalable targets of ECS services. */
export function scalableTargets(wire: Wire) {
  const describe = batched<ScalableTarget>(BATCH, async (ResourceIds) => {
    const answer = await wire.call('application-autoscaling:DescribeScalableTargets', {
      ServiceNamespace: 'ecs',
      ResourceIds: [...ResourceIds],
      ScalableDimension: 'ecs:service:DesiredCount',
    });
    return new Map((answer.ScalableTargets ?? []).map((target) => [target.ResourceId ?? '', target]));
  });
  return {
    /** What scales the service's desired count, if anything does. */
    find: (cluster: string, service: string) => describe(`service/${cluster}/${service}`),
  };
}

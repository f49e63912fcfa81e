import type { RegisterScalableTargetCommandInput, ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { afterOthers } from '../contention.ts';
import { isAwsError, type AwsError } from '../errors.ts';
import type { Wire } from '../wire.ts';

/** Application Auto Scaling describes this many resources a call. */
const BATCH = 50;

/** What scales an ECS service: its desired count. */
const DESIRED_COUNT = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

const resourceId = (cluster: string, service: string): string => `service/${cluster}/${service}`;

const isBusy = ({ code }: AwsError): boolean => code === 'ConcurrentUpdateException';

/** Scalable targets of ECS services. */
export function scalableTargets(wire: Wire, clock: Clock) {
  const describe = batched<ScalableTarget>(BATCH, async (ResourceIds) => {
    const answer = await wire.call('application-autoscaling:DescribeScalableTargets', {
      ...DESIRED_COUNT,
      ResourceIds: [...ResourceIds],
    });
    return new Map((answer.ScalableTargets ?? []).map((target) => [target.ResourceId ?? '', target]));
  });
  return {
    /** What scales the service's desired count, if anything does. */
    find: (cluster: string, service: string) => describe(resourceId(cluster, service)),
    /** Registers a service's target, or changes of it what is given. */
    async register(
      cluster: string,
      service: string,
      settings: Pick<RegisterScalableTargetCommandInput, 'MinCapacity' | 'MaxCapacity' | 'SuspendedState' | 'Tags'>,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...settings };
      await afterOthers(clock, isBusy, () => wire.call('application-autoscaling:RegisterScalableTarget', input));
    },
    /** Removes a service's target, its scaling policies and its scheduled actions; none there is as good. */
    async deregister(cluster: string, service: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service) };
      try {
        await afterOthers(clock, isBusy, () => wire.call('application-autoscaling:DeregisterScalableTarget', input));
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
  };
}

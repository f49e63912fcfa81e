import type { RegisterScalableTargetCommandInput, ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { DESIRED_COUNT, resourceId, unlessGone } from './scaled-resource.ts';

/** Application Auto Scaling describes this many resources a call. */
const BATCH = 50;

/** Scalable targets of ECS services. */
export function scalableTargets(wire: Wire, clock: Clock) {
  const describe = batched<ScalableTarget>(
    BATCH,
    clock,
    async (ResourceIds) => {
      const targets = await allPages('application-autoscaling:DescribeScalableTargets', async (NextToken) => {
        const answer = await wire.call('application-autoscaling:DescribeScalableTargets', {
          ...DESIRED_COUNT,
          ResourceIds: [...ResourceIds],
          ...(NextToken && { NextToken }),
        });
        return { items: answer.ScalableTargets, next: answer.NextToken };
      });
      return new Map(targets.map((target) => [target.ResourceId ?? '', target]));
    },
    () => wire.prepare?.('application-autoscaling:DescribeScalableTargets'),
  );
  return {
    /** What scales the service's desired count, if anything does. */
    find: (cluster: string, service: string) => describe(resourceId(cluster, service)),
    /** Registers a service's target, or changes of it what is given. */
    async register(
      cluster: string,
      service: string,
      settings: Pick<
        RegisterScalableTargetCommandInput,
        'MinCapacity' | 'MaxCapacity' | 'RoleARN' | 'SuspendedState' | 'Tags'
      >,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...settings };
      await wire.call('application-autoscaling:RegisterScalableTarget', input);
    },
    /** Removes a service's target, its scaling policies and its scheduled actions; none there is as good. */
    async deregister(cluster: string, service: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service) };
      await unlessGone(() => wire.call('application-autoscaling:DeregisterScalableTarget', input));
    },
    /** The tags of a target. */
    async tags(arn: string): Promise<Readonly<Record<string, string>>> {
      return (await wire.call('application-autoscaling:ListTagsForResource', { ResourceARN: arn })).Tags ?? {};
    },
    async tag(arn: string, tags: Readonly<Record<string, string>>): Promise<void> {
      await wire.call('application-autoscaling:TagResource', { ResourceARN: arn, Tags: { ...tags } });
    },
  };
}

import type { PutScalingPolicyCommandInput, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { afterOthers } from '../contention.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { DESIRED_COUNT, isBusy, resourceId, unlessGone } from './scaled-resource.ts';

/** Scaling policies of ECS services. */
export function scalingPolicies(wire: Wire, clock: Clock) {
  // One resource a call; what asks for the same one at the same time shares the answer.
  const describe = batched<readonly ScalingPolicy[]>(
    1,
    clock,
    async ([ResourceId = '']) => {
      const policies = await allPages(async (NextToken) => {
        const answer = await wire.call('application-autoscaling:DescribeScalingPolicies', {
          ...DESIRED_COUNT,
          ResourceId,
          ...(NextToken && { NextToken }),
        });
        return { items: answer.ScalingPolicies, next: answer.NextToken };
      });
      return new Map([[ResourceId, policies]]);
    },
    () => wire.prepare?.('application-autoscaling:DescribeScalingPolicies'),
  );
  return {
    /** All policies of a service. */
    async of(cluster: string, service: string): Promise<readonly ScalingPolicy[]> {
      return (await describe(resourceId(cluster, service))) ?? [];
    },
    /** Creates a policy, or gives the one of that name this configuration. */
    async put(
      cluster: string,
      service: string,
      policy: Omit<PutScalingPolicyCommandInput, 'ServiceNamespace' | 'ScalableDimension' | 'ResourceId'>,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...policy };
      await afterOthers(clock, isBusy, () => wire.call('application-autoscaling:PutScalingPolicy', input));
    },
    /** Deletes a policy and its alarms; none there is as good. */
    async remove(cluster: string, service: string, PolicyName: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), PolicyName };
      await unlessGone(() =>
        afterOthers(clock, isBusy, () => wire.call('application-autoscaling:DeleteScalingPolicy', input)),
      );
    },
  };
}

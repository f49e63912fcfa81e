import type { PutScalingPolicyCommandInput, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { Clock } from '../clock.ts';
import type { Wire } from '../wire.ts';
import { describedByResource } from './described-by-resource.ts';
import { DESIRED_COUNT, resourceId, unlessGone } from './scaled-resource.ts';

/** Scaling policies of ECS services. */
export function scalingPolicies(wire: Wire, clock: Clock) {
  const describe = describedByResource<ScalingPolicy>(
    'application-autoscaling:DescribeScalingPolicies',
    clock,
    async (filter, token) => {
      const answer = await wire.call('application-autoscaling:DescribeScalingPolicies', {
        ...filter,
        ...(token && { NextToken: token }),
      });
      return { items: answer.ScalingPolicies, next: answer.NextToken };
    },
    () => wire.prepare?.('application-autoscaling:DescribeScalingPolicies'),
  );
  return {
    /** All policies of a service. */
    async of(cluster: string, service: string): Promise<readonly ScalingPolicy[]> {
      return describe(resourceId(cluster, service));
    },
    /** Creates a policy, or gives the one of that name this configuration. */
    async put(
      cluster: string,
      service: string,
      policy: Omit<PutScalingPolicyCommandInput, 'ServiceNamespace' | 'ScalableDimension' | 'ResourceId'>,
    ): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), ...policy };
      await wire.call('application-autoscaling:PutScalingPolicy', input);
    },
    /** Deletes a policy and its alarms; none there is as good. */
    async remove(cluster: string, service: string, PolicyName: string): Promise<void> {
      const input = { ...DESIRED_COUNT, ResourceId: resourceId(cluster, service), PolicyName };
      await unlessGone(() => wire.call('application-autoscaling:DeleteScalingPolicy', input));
    },
  };
}

import type { ScalingActivity } from '@aws-sdk/client-application-auto-scaling';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { DESIRED_COUNT, resourceId } from './scaled-resource.ts';

/** What Application Auto Scaling did to ECS services. */
export function scalingActivities(wire: Wire) {
  return {
    /** The newest activities of a service, newest first: at least so many, if there are. */
    async of(cluster: string, service: string, atLeast: number): Promise<ScalingActivity[]> {
      return allPages(
        'application-autoscaling:DescribeScalingActivities',
        async (NextToken) => {
          const answer = await wire.call('application-autoscaling:DescribeScalingActivities', {
            ...DESIRED_COUNT,
            ResourceId: resourceId(cluster, service),
            ...(NextToken && { NextToken }),
          });
          return { items: answer.ScalingActivities, next: answer.NextToken };
        },
        (activities) => activities.length >= atLeast,
      );
    },
  };
}

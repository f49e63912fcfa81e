import type {
  DescribeScalingActivitiesRequest,
  DescribeScalingActivitiesResponse,
  ScalingActivity as DescribedScalingActivity,
} from '@aws-sdk/client-application-auto-scaling';

import type { OperationTable } from '../../../world/operation.ts';
import type { ScalingActivity } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { pageOfResource } from './scaled-resource.ts';

/** What Application Auto Scaling did. */
export const scalingActivityOperations: OperationTable = {
  'application-autoscaling:DescribeScalingActivities': describeScalingActivities,
};

/** Activities are kept for six weeks. Source: API reference, DescribeScalingActivities. */
const KEPT_MS = 42 * 24 * 3600 * 1000;

function describeScalingActivities(
  world: World,
  input: DescribeScalingActivitiesRequest,
): DescribeScalingActivitiesResponse {
  const found = world.scalingActivities
    .filter(({ startedAt }) => startedAt > world.now - KEPT_MS)
    .filter(({ notScaled }) => notScaled === undefined || input.IncludeNotScaledActivities === true)
    .toReversed();
  const { items, nextToken } = pageOfResource(world, found, input, 50);
  return { ScalingActivities: items.map(described), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function described(activity: ScalingActivity): DescribedScalingActivity {
  return {
    ActivityId: activity.id,
    ServiceNamespace: 'ecs',
    ResourceId: activity.resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    ...(activity.endedAt !== undefined && { EndTime: new Date(activity.endedAt) }),
    StatusCode: activity.statusCode,
    ...(activity.statusMessage !== undefined && { StatusMessage: activity.statusMessage }),
    ...(activity.notScaled !== undefined && { NotScaledReasons: [activity.notScaled] }),
  };
}

import type { NotScaledReason } from '@aws-sdk/client-application-auto-scaling';

import { nameIn } from '../../ecs/find.ts';
import type { Service } from '../../ecs/model.ts';
import { uuid } from '../../../world/random.ts';
import type { ScalingActivity } from '../model.ts';
import type { World } from '../../../world/world.ts';

/** What is written down of something that Application Auto Scaling does. */
type Deed = Pick<ScalingActivity, 'resourceId' | 'description' | 'cause' | 'statusCode'> &
  Partial<Pick<ScalingActivity, 'statusMessage' | 'endedAt' | 'notScaled'>>;

/**
 * Writes an activity down, and gives its id.
 *
 * The texts of all of them are AWS's. Source: Application Auto Scaling user guide, "Scaling activities", and the examples in
 * "Create scheduled actions".
 */
export function noteActivity(world: World, deed: Deed): string {
  const id = uuid(world);
  world.scalingActivities.push({ id, startedAt: world.now, ...deed });
  return id;
}

/** A new count is set, and ECS has yet to get there; whatever was on its way is overridden. Gives the activity's id. */
export function beginScaling(world: World, service: Service, cause: string): string {
  const resourceId = resourceIdOf(service);
  endScaling(world, resourceId, 'Overridden');
  service.isScaling = true;
  return noteActivity(world, {
    resourceId,
    description: `Setting desired count to ${service.desiredCount}.`,
    cause,
    statusCode: 'InProgress',
    statusMessage: `Successfully set desired count to ${service.desiredCount}. Waiting for change to be fulfilled by ecs.`,
  });
}

/** ECS runs as many tasks as it was told to. */
export function fulfilScaling(world: World, service: Service): void {
  delete service.isScaling;
  endScaling(
    world,
    resourceIdOf(service),
    'Successful',
    `Successfully set desired count to ${service.desiredCount}. Change successfully fulfilled by ecs.`,
  );
}

function endScaling(
  world: World,
  resourceId: string,
  statusCode: 'Overridden' | 'Successful',
  statusMessage?: string,
): void {
  const ongoing = world.scalingActivities.findLast(
    (activity) => activity.resourceId === resourceId && activity.statusCode === 'InProgress',
  );
  if (!ongoing) return;
  ongoing.statusCode = statusCode;
  ongoing.endedAt = world.now;
  if (statusMessage !== undefined) ongoing.statusMessage = statusMessage;
}

/** An alarm asked for scaling, and there was none. The same answer to the same alarm is written down once. */
export function noteNotScaled(world: World, resourceId: string, cause: string, reason: NotScaledReason): void {
  const last = world.scalingActivities.findLast((activity) => activity.resourceId === resourceId);
  if (last?.cause === cause && last.notScaled?.Code === reason.Code) return;
  noteActivity(world, {
    resourceId,
    description: 'Attempting to scale due to alarm triggered',
    cause,
    statusCode: 'Failed',
    notScaled: reason,
  });
}

/**
 * `service/<cluster>/<service>`, also of a service whose ARN is without its cluster.
 *
 * Source: reference/ecs-facts.md, "Application Auto Scaling".
 */
export const resourceIdOf = ({ clusterArn, name }: Service): string => `service/${nameIn(clusterArn)}/${name}`;

import { isAwsError } from '../errors.ts';

/** What scales an ECS service: its desired count. */
export const DESIRED_COUNT = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

/** How Application Auto Scaling names a service. Source: reference/ecs-facts.md, "Application Auto Scaling". */
export const resourceId = (cluster: string, service: string): string => `service/${cluster}/${service}`;

/** Deletes what may be gone already: that is as good. */
export async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isAwsError(error, 'missing')) throw error;
  }
}

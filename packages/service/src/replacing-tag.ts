import type { Service } from '@aws-sdk/client-ecs';

/** The tag of a singleton that is being replaced: it has no task in between. Source: contracts.md, "The singleton". */
export const REPLACING_TAG = 'fargate-actions:replacing';

/** Whether a run is replacing a service's one task, or died while it did. */
export function isBeingReplaced({ tags = [] }: Pick<Service, 'tags'>): boolean {
  return tags.some(({ key }) => key === REPLACING_TAG);
}

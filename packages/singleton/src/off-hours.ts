import type { Service } from '@aws-sdk/client-ecs';

/** The tag of a service that is scaled to 0 outside of its hours. */
const OFF_HOURS_TAG = 'fargate-actions:off-hours';

/** Whether the service is off now: no task of it is wanted. */
export function offHoursMark({ tags = [] }: Service): boolean {
  return tags.some(({ key, value }) => key === OFF_HOURS_TAG && (value ?? '') !== '');
}

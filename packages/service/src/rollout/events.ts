import type { Service } from '@aws-sdk/client-ecs';

/** What a service said since then, oldest first. */
export function eventsSince({ events = [] }: Service, since: Date): string[] {
  return events
    .filter(({ createdAt }) => createdAt !== undefined && createdAt >= since)
    .map(({ message = '' }) => message)
    .reverse();
}

/** Whether an event says that tasks fail again and again. */
export function saysCannotStart(event: string): boolean {
  return event.includes('is unable to consistently start tasks successfully');
}

/** Whether one of these events says that ECS goes back. Source: docs/reference/ecs.md, "Service deployments". */
export function saysRollingBack(events: readonly string[]): boolean {
  return events.some((event) => event.includes('rolling back to deployment'));
}

/** Whether one of a deployment's own events says that it came to its end well. Source: docs/reference/ecs.md, "Events". */
export function saysCompleted(events: readonly string[]): boolean {
  return events.some((event) => event.includes('deployment completed'));
}

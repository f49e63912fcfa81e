import type { World } from '../world.ts';

/** A message that a topic has taken. */
export interface Publication {
  /** Milliseconds of AWS's clock. */
  readonly at: number;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
}

/** Publishes to a topic; false where there is none, of which whoever publishes hears nothing. */
export function publish(world: World, topicArn: string, message: string, subject?: string): boolean {
  if (!world.topics.some(({ arn }) => arn === topicArn)) return false;
  world.published.push({ at: world.now, topicArn, ...(subject !== undefined && { subject }), message });
  return true;
}

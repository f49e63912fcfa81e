import type { JsonObject } from '../../../world/json.ts';
import { publish } from '../../sns/behaviour/publish.ts';
import type { World } from '../../../world/world.ts';
import { eventMatch } from './event-pattern.ts';
import { targetInput } from './target-input.ts';

/** Sends an event to the targets of the rules that it matches; of them there are topics only. */
export function deliver(world: World, event: JsonObject): void {
  for (const { isEnabled, eventPattern, targets } of world.eventRules) {
    if (!isEnabled || eventPattern === undefined || !eventMatch(eventPattern)(event)) continue;
    for (const target of targets)
      // "You can't use Condition blocks in Amazon SNS topic policies for EventBridge": it sends nothing to look at.
      publish(world, { topicArn: target.Arn, message: targetInput(target, event), by: EVENTS, context: {} });
  }
}

const EVENTS = 'events.amazonaws.com';

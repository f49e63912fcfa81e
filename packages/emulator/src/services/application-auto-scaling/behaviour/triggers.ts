import { plan } from '../../../world/agenda.ts';
import type { ScalableTarget } from '../model.ts';
import type { Alarm } from '../../cloudwatch/model.ts';
import type { World } from '../../../world/world.ts';

/** From an alarm's message to the decision: so that all alarms of one moment are heard. */
const HEARS_MS = 1000;

/** Source: CloudWatch user guide, "Alarm actions": of auto scaling they go on being invoked once a minute. */
const AGAIN_MS = 60_000;

/** An alarm that stays in the state ALARM goes on telling the policies that are among its actions. */
export function triggerPoliciesAgain(world: World, alarm: Alarm): void {
  if (world.now - (alarm.toldPoliciesAt ?? -Infinity) >= AGAIN_MS) triggerPolicies(world, alarm);
}

/** An alarm comes to the state ALARM, and tells the policies that are among its actions. */
export function triggerPolicies(world: World, alarm: Alarm): void {
  const { AlarmActions = [], ActionsEnabled = true } = alarm.metric ?? {};
  if (!ActionsEnabled || alarm.state !== 'ALARM') return;
  alarm.toldPoliciesAt = world.now;
  for (const action of AlarmActions) {
    const policy = world.scalingPolicies.find(({ arn }) => arn === action);
    const target = policy && world.scalableTargets.find(({ resourceId }) => resourceId === policy.resourceId);
    if (!policy || !target) continue;
    if (!policy.triggeredBy.includes(alarm.name)) policy.triggeredBy.push(alarm.name);
    decideSoon(world, target);
  }
}

function decideSoon(world: World, target: ScalableTarget): void {
  if (target.decidesAt !== undefined) return;
  target.decidesAt = world.now + HEARS_MS;
  plan(world, target.decidesAt, { kind: 'scaling', id: target.arn });
}

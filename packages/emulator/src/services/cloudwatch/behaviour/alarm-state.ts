import { lookSoon } from '../../ecs/behaviour/looks.ts';
import type { Alarm, AlarmState } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { runActions } from './alarm-actions.ts';
import { alarmsIn, isTrue, parseRule } from './alarm-rule.ts';
import { alarmArn, findAlarm } from './alarms.ts';

/**
 * Gives an alarm a state. A change runs its actions, settles the composite alarms whose rules name it, and lets every
 * service know, since a deployment may watch it.
 */
export function setAlarmState(world: World, alarm: Alarm, state: AlarmState, reason: string, data?: string): void {
  alarm.stateReason = reason;
  delete alarm.stateReasonData;
  if (data !== undefined) alarm.stateReasonData = data;
  const from = alarm.state;
  if (from === state) return;
  alarm.state = state;
  alarm.stateUpdatedAt = world.now;
  runActions(world, alarm, from);
  for (const service of world.services) lookSoon(world, service.arn);
  settleComposites(world, alarm);
}

/**
 * Lets composite alarms follow their rules: all of them, or those that name the alarm that has changed. One that goes
 * round in a circle comes to itself again, and no further.
 */
export function settleComposites(world: World, changed?: Alarm): void {
  for (const alarm of world.alarms) {
    if (!alarm.composite || alarm.isHeld || alarm.isSettling) continue;
    const rule = parseRule(alarm.composite.AlarmRule ?? '');
    if (changed && !alarmsIn(rule).includes(changed.name)) continue;
    alarm.isSettling = true;
    const state = isTrue(rule, (name) => findAlarm(world, name)?.state) ? 'ALARM' : 'OK';
    if (state !== alarm.state) setAlarmState(world, alarm, state, reasonOf(world, state, changed));
    delete alarm.isSettling;
  }
}

function reasonOf(world: World, state: AlarmState, changed: Alarm | undefined): string {
  const at = new Date(world.now).toUTCString();
  return changed
    ? `${alarmArn(world, changed.name)} transitioned to ${changed.state} at ${at}`
    : `The rule of this alarm came to ${state} at ${at}`;
}

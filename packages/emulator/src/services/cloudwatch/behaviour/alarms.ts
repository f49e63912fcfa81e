import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import { copyOf } from '../../../world/copy.ts';
import type { Alarm } from '../model.ts';
import type { Tags } from '../../../world/tags.ts';
import { arn, type World } from '../../../world/world.ts';
import { wakeAlarms } from './alarm-looks.ts';
import { alarmsIn, parseRule } from './alarm-rule.ts';

/** The alarm of that name, of any kind. */
export const findAlarm = (world: World, name: string): Alarm | undefined =>
  world.alarms.find((alarm) => alarm.name === name);

/** An alarm's ARN: like its name, it is the alarm's for all its life. */
export const alarmArn = (world: World, name: string): string => arn(world, 'cloudwatch', `alarm:${name}`);

/**
 * Creates a metric alarm, or gives the one of that name another configuration: its state stays, and so do its tags.
 *
 * Nothing is checked here. Source: API reference, PutMetricAlarm.
 */
export function defineMetricAlarm(world: World, metric: Omit<PutMetricAlarmInput, 'Tags'>, tags: Tags = {}): Alarm {
  const alarm = defined(world, metric.AlarmName ?? '', tags);
  alarm.metric = copyOf(metric);
  wakeAlarms(world);
  return alarm;
}

/** As {@link defineMetricAlarm}, for a composite alarm. Source: API reference, PutCompositeAlarm. */
export function defineCompositeAlarm(
  world: World,
  composite: Omit<PutCompositeAlarmInput, 'Tags'>,
  tags: Tags = {},
): Alarm {
  const alarm = defined(world, composite.AlarmName ?? '', tags);
  alarm.composite = copyOf(composite);
  wakeAlarms(world);
  return alarm;
}

function defined(world: World, name: string, tags: Tags): Alarm {
  const known = findAlarm(world, name);
  const alarm = known ?? { name, state: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation', tags };
  if (!known) world.alarms.push(alarm);
  alarm.stateUpdatedAt ??= world.now;
  alarm.configuredAt = world.now;
  return alarm;
}

/** Takes alarms out of the world. */
export function removeAlarms(world: World, names: readonly string[]): void {
  const left = world.alarms.filter(({ name }) => !names.includes(name));
  world.alarms.splice(0, Infinity, ...left);
}

/** The composite alarms whose rules name an alarm. */
export const parentsOf = (world: World, name: string): Alarm[] =>
  world.alarms.filter(({ composite }) => composite && alarmsIn(parseRule(composite.AlarmRule ?? '')).includes(name));

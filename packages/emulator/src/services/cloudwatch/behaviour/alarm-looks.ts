import { plan } from '../../../world/agenda.ts';
import type { Alarm } from '../model.ts';
import type { World } from '../../../world/world.ts';

/** How long after a period's end alarms are looked at, so that what comes in for it at its end is there. A design choice. */
const AFTER_MS = 5_000;

/** How often an alarm is looked at. Source: CloudWatch user guide, "Alarm evaluation". */
export function secondsBetweenLooks(periodSeconds: number, evaluationPeriods: number): number {
  if (periodSeconds < 60) return 10;
  return periodSeconds * evaluationPeriods > 86_400 ? 3600 : 60;
}

/** The end of the newest periods that are whole at this look, by the seconds between two looks. */
export const endOfPeriods = (world: World, seconds: number): number =>
  Math.floor((world.now - AFTER_MS) / (seconds * 1000)) * seconds * 1000;

/** Lets alarms be looked at soon, if there are any: data has come in, or an alarm is new. */
export function wakeAlarms(world: World): void {
  if (!world.alarms.some(({ metric, composite }) => metric ?? composite)) return;
  const seconds = world.alarms.some(isHighResolution) ? 10 : 60;
  const at = endOfPeriods(world, seconds) + seconds * 1000 + AFTER_MS;
  if (world.nextAlarmLookAt !== undefined && world.nextAlarmLookAt <= at) return;
  world.nextAlarmLookAt = at;
  plan(world, at, { kind: 'alarms' });
}

const isHighResolution = ({ metric }: Alarm): boolean =>
  [metric?.Period, ...(metric?.Metrics ?? []).map(({ MetricStat }) => MetricStat?.Period)].some(
    (period) => period !== undefined && period < 60,
  );

import { endOfPeriods, secondsBetweenLooks } from '../../cloudwatch/behaviour/alarm-looks.ts';
import { alarmPeriodSeconds, alarmPoints } from '../../cloudwatch/behaviour/alarm-points.ts';
import type { Alarm } from '../../cloudwatch/model.ts';
import type { World } from '../../../world/world.ts';

/** The values by which an alarm has its state, as many as it judges and the newest first; fewer where data is missing. */
export function newestValues(world: World, { metric }: Alarm): readonly number[] {
  if (!metric) return [];
  const { EvaluationPeriods = 1 } = metric;
  const seconds = secondsBetweenLooks(alarmPeriodSeconds(metric), EvaluationPeriods);
  const points = alarmPoints(world, metric, endOfPeriods(world, seconds));
  return (points?.values ?? [])
    .filter((value) => value !== undefined)
    .slice(-EvaluationPeriods)
    .toReversed();
}

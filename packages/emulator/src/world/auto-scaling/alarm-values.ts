import { endOfPeriods, secondsBetweenLooks } from '../cloudwatch/alarm-looks.ts';
import { alarmPeriodSeconds, alarmPoints, type AlarmPoints } from '../cloudwatch/alarm-points.ts';
import { MathError } from '../cloudwatch/math-expression.ts';
import type { Alarm } from '../surroundings.ts';
import type { World } from '../world.ts';

/** The values by which an alarm has its state, as many as it judges and the newest first; fewer where data is missing. */
export function newestValues(world: World, { metric }: Alarm): readonly number[] {
  if (!metric) return [];
  const { EvaluationPeriods = 1 } = metric;
  const seconds = secondsBetweenLooks(alarmPeriodSeconds(metric), EvaluationPeriods);
  return valuesAt(world, metric, endOfPeriods(world, seconds))
    .filter((value) => value !== undefined)
    .slice(-EvaluationPeriods)
    .toReversed();
}

/** None where the alarm's expression can't be worked out: somebody may have given it its state by hand. */
function valuesAt(world: World, metric: NonNullable<Alarm['metric']>, until: number): AlarmPoints['values'] {
  try {
    return alarmPoints(world, metric, until)?.values ?? [];
  } catch (error) {
    if (error instanceof MathError) return [];
    throw error;
  }
}

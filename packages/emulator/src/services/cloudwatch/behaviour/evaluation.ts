import { triggerPoliciesAgain } from '../../application-auto-scaling/behaviour/triggers.ts';
import type { Alarm } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { endOfPeriods, secondsBetweenLooks, wakeAlarms } from './alarm-looks.ts';
import { alarmPeriodSeconds, alarmPoints, hasTooFewSamples, type AlarmPoints } from './alarm-points.ts';
import { setAlarmState, settleComposites } from './alarm-state.ts';
import { MathError } from './math-expression.ts';
import { stateReason } from './state-reason.ts';
import { comparison, verdict, type AlarmRules } from './verdict.ts';

/**
 * Lets every alarm look at its data, and plans the next look for as long as one of them may see something else then: in a
 * world where no data flows, alarms cost nothing.
 */
export function lookAtAlarms(world: World): void {
  delete world.nextAlarmLookAt;
  let isMoving = false;
  for (const alarm of [...world.alarms]) if (evaluate(world, alarm)) isMoving = true;
  settleComposites(world);
  if (isMoving) wakeAlarms(world);
}

/** Says whether a later look may come to another state. */
function evaluate(world: World, alarm: Alarm): boolean {
  const { metric, isHeld } = alarm;
  if (!metric || isHeld) return false;
  const { EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods, TreatMissingData = 'missing' } = metric;
  const seconds = secondsBetweenLooks(alarmPeriodSeconds(metric), EvaluationPeriods);
  const until = endOfPeriods(world, seconds);
  const isNew = (alarm.configuredAt ?? 0) > world.now - 60_000;
  if (until !== endOfPeriods(world, 10) && !isNew) return true;
  const isBreaching = comparison(metric.ComparisonOperator ?? '');
  const points = pointsOf(world, alarm, until);
  if (!points || !isBreaching) return false;
  if (hasTooFewSamples(world, metric, points)) return points.isMoving;
  const threshold = metric.Threshold ?? 0;
  const rules: AlarmRules = {
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm,
    treatMissingData: TreatMissingData,
    isBreaching: (value) => isBreaching(value, threshold),
  };
  const state = verdict(points.values, rules);
  if (state !== 'retain' && state !== alarm.state)
    setAlarmState(world, alarm, state, stateReason(state, points, rules, metric), reasonData(world, alarm, points));
  triggerPoliciesAgain(world, alarm);
  return points.isMoving;
}

function pointsOf(world: World, alarm: Alarm, until: number): AlarmPoints | undefined {
  try {
    return alarm.metric && alarmPoints(world, alarm.metric, until);
  } catch (error) {
    if (!(error instanceof MathError)) throw error;
    setAlarmState(world, alarm, 'INSUFFICIENT_DATA', error.message);
    return undefined;
  }
}

/** Source: the examples of CloudWatch's user guide, "Alarm events and EventBridge". */
function reasonData(world: World, { metric }: Alarm, { periods, values }: AlarmPoints): string {
  const moment = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
  const recent = values.filter((value) => value !== undefined).slice(-(metric?.EvaluationPeriods ?? 1));
  return JSON.stringify({
    version: '1.0',
    queryDate: moment(world.now),
    startDate: moment(periods.from),
    statistic: metric?.Statistic,
    period: periods.periodSeconds,
    recentDatapoints: recent,
    threshold: metric?.Threshold,
  });
}

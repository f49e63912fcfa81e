import { triggerPolicies } from '../../application-auto-scaling/behaviour/triggers.ts';
import { publish } from '../../sns/behaviour/publish.ts';
import type { Alarm, AlarmState } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { alarmArn } from './alarms.ts';

/** What an alarm does when its state has changed: the actions of its new state, unless its actions are off. */
export function runActions(world: World, alarm: Alarm, from: AlarmState): void {
  triggerPolicies(world, alarm);
  for (const action of actionsOf(alarm))
    if (action.split(':')[2] === 'sns')
      publish(world, {
        topicArn: action,
        subject: `${alarm.state}: "${alarm.name}" in ${world.region}`,
        message: message(world, alarm, from),
        by: 'cloudwatch.amazonaws.com',
        // Alarms do say whose they are, so that the policy of a new topic lets them in.
        context: {
          'aws:sourceowner': world.account,
          'aws:sourceaccount': world.account,
          'aws:sourcearn': alarmArn(world, alarm.name),
        },
      });
}

/** The ARNs of the actions for the state that an alarm has. */
function actionsOf({ metric, composite, state }: Alarm): readonly string[] {
  const settings = metric ?? composite;
  if (!settings || settings.ActionsEnabled === false) return [];
  const { AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = settings;
  return { ALARM: AlarmActions, OK: OKActions, INSUFFICIENT_DATA: InsufficientDataActions }[state];
}

/** Source: the example of SNS's message in CloudWatch's user guide, "Notify users on alarm changes". */
function message(world: World, alarm: Alarm, from: AlarmState): string {
  const { metric, composite, stateReason } = alarm;
  return JSON.stringify({
    AlarmName: alarm.name,
    AlarmDescription: (metric ?? composite)?.AlarmDescription ?? null,
    AWSAccountId: world.account,
    NewStateValue: alarm.state,
    NewStateReason: stateReason,
    StateChangeTime: new Date(world.now).toISOString().replace('Z', '+0000'),
    Region: world.region,
    AlarmArn: alarmArn(world, alarm.name),
    OldStateValue: from,
    ...(metric && {
      Trigger: {
        MetricName: metric.MetricName,
        Namespace: metric.Namespace,
        Statistic: metric.Statistic?.toUpperCase(),
        ExtendedStatistic: metric.ExtendedStatistic,
        Dimensions: metric.Dimensions?.map(({ Name, Value }) => ({ name: Name, value: Value })),
        Metrics: metric.Metrics,
        Period: metric.Period,
        EvaluationPeriods: metric.EvaluationPeriods,
        DatapointsToAlarm: metric.DatapointsToAlarm,
        ComparisonOperator: metric.ComparisonOperator,
        Threshold: metric.Threshold,
        TreatMissingData: metric.TreatMissingData,
      },
    }),
    ...(composite && { AlarmRule: composite.AlarmRule }),
  });
}

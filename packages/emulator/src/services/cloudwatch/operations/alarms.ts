import type {
  CompositeAlarm,
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import { wakeAlarms } from '../behaviour/alarm-looks.ts';
import { setAlarmState } from '../behaviour/alarm-state.ts';
import { alarmArn, findAlarm, parentsOf, removeAlarms } from '../behaviour/alarms.ts';
import { copyOf } from '../../../world/copy.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Alarm } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { badCombination, invalid, lengthWithin, oneOf } from './checks.ts';

/** CloudWatch's alarms: looked up, deleted, and set by hand. */
export const alarmOperations: OperationTable = {
  'cloudwatch:DescribeAlarms': describeAlarms,
  'cloudwatch:DeleteAlarms': deleteAlarms,
  'cloudwatch:SetAlarmState': setState,
};

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

function describeAlarms(world: World, input: DescribeAlarmsInput): DescribeAlarmsOutput {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes = ['MetricAlarm'], StateValue, ActionPrefix } = input;
  if (input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined)
    throw invalid('ChildrenOfAlarmName and ParentsOfAlarmName are not emulated.');
  if (AlarmNames && AlarmNamePrefix !== undefined)
    throw badCombination('AlarmNames and AlarmNamePrefix can not be used together.');
  lengthWithin(AlarmNames, 'alarmNames', [0, 100]);
  lengthWithin(AlarmNamePrefix, 'alarmNamePrefix', [1, 255]);
  within(input.MaxRecords, 'maxRecords', [1, 100]);
  oneOf(StateValue, 'stateValue', STATES);
  for (const type of AlarmTypes) oneOf(type, 'alarmTypes', ['CompositeAlarm', 'MetricAlarm', 'LogAlarm']);
  const found = world.alarms
    .filter((alarm) => AlarmTypes.includes(alarm.composite ? 'CompositeAlarm' : 'MetricAlarm'))
    .filter(({ name }) => !AlarmNames || AlarmNames.length === 0 || AlarmNames.includes(name))
    .filter(({ name }) => name.startsWith(AlarmNamePrefix ?? ''))
    .filter(({ state }) => StateValue === undefined || state === StateValue)
    .filter((alarm) => ActionPrefix === undefined || actionsOf(alarm).some((arn) => arn.startsWith(ActionPrefix)))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: input.MaxRecords ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidNextToken', 'The NextToken is not valid.'),
  });
  return {
    MetricAlarms: items.filter(({ composite }) => !composite).map((alarm) => describedMetric(world, alarm)),
    CompositeAlarms: items.filter(({ composite }) => composite).map((alarm) => describedComposite(world, alarm)),
    LogAlarms: [],
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function actionsOf({ metric, composite }: Alarm): string[] {
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [] } = metric ?? composite ?? {};
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions];
}

/** An alarm as it is described: with what CloudWatch fills in. */
function describedMetric(world: World, alarm: Alarm): MetricAlarm {
  const { Metrics, Dimensions = [], ...metric } = copyOf<Partial<PutMetricAlarmInput>>(alarm.metric ?? {});
  return {
    ...describedState(world, alarm),
    Dimensions,
    ...metric,
    ...(Metrics && { Metrics: Metrics.map((query) => ({ ...query, ReturnData: query.ReturnData ?? true })) }),
  };
}

const describedComposite = (world: World, alarm: Alarm): CompositeAlarm => ({
  ...describedState(world, alarm),
  ...copyOf(alarm.composite),
});

function describedState(world: World, alarm: Alarm): MetricAlarm & CompositeAlarm {
  const { name, state, stateReason, stateReasonData, stateUpdatedAt, configuredAt } = alarm;
  return {
    AlarmName: name,
    AlarmArn: alarmArn(world, name),
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    StateValue: state,
    ...(stateReason !== undefined && { StateReason: stateReason }),
    ...(stateReasonData !== undefined && { StateReasonData: stateReasonData }),
    ...(stateUpdatedAt !== undefined && {
      StateUpdatedTimestamp: new Date(stateUpdatedAt),
      StateTransitionedTimestamp: new Date(stateUpdatedAt),
    }),
    ...(configuredAt !== undefined && { AlarmConfigurationUpdatedTimestamp: new Date(configuredAt) }),
  };
}

/**
 * Deletes alarms: at most 100 a call, and one composite alarm among them.
 *
 * Those that are there go although others are not, and the call fails all the same: of AWS's page "the alarms you
 * specify with correct names are still deleted", and ResourceNotFound among the errors, this is the harder reading.
 * Source: API reference, DeleteAlarms.
 */
function deleteAlarms(world: World, input: DeleteAlarmsInput): object {
  const names = [...new Set(required(input.AlarmNames, 'alarmNames'))];
  lengthWithin(names, 'alarmNames', [0, 100]);
  const found = names.flatMap((name) => findAlarm(world, name) ?? []);
  if (found.filter(({ composite }) => composite).length > 1)
    throw invalid('No more than one composite alarm can be deleted in one operation.');
  for (const name of names) {
    const parents = parentsOf(world, name)
      .map((parent) => parent.name)
      .filter((parent) => parent !== name && !names.includes(parent));
    if (parents.length > 0)
      throw invalid(`Cannot delete ${name} as there are composite alarm(s) depending on it: [${parents.join(', ')}]`);
  }
  removeAlarms(world, names);
  const unknown = names.filter((name) => !found.some((alarm) => alarm.name === name));
  if (unknown.length > 0) throw new Fault('ResourceNotFound', `Unknown alarms: ${unknown.join(', ')}`, 404);
  return {};
}

/** What a person does to try an alarm's actions: the next evaluation may change it again. */
function setState(world: World, input: SetAlarmStateInput): object {
  const name = required(input.AlarmName, 'alarmName');
  const state = required(input.StateValue, 'stateValue');
  oneOf(state, 'stateValue', STATES);
  const reason = required(input.StateReason, 'stateReason');
  lengthWithin(reason, 'stateReason', [0, 1023]);
  const alarm = findAlarm(world, name);
  if (!alarm) throw new Fault('ResourceNotFound', `Unknown alarm: ${name}`, 404);
  setAlarmState(world, alarm, state, reason, input.StateReasonData);
  wakeAlarms(world);
  return {};
}

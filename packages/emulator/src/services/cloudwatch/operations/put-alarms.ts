import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import { alarmsIn, parseRule, RuleError, type AlarmRule } from '../behaviour/alarm-rule.ts';
import { defineCompositeAlarm, defineMetricAlarm, findAlarm } from '../behaviour/alarms.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Alarm } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { checkCommons, checkMetricAlarm } from './alarm-rules.ts';
import { invalid, lengthWithin, tagsOf } from './checks.ts';

/** What creates and changes alarms; tags are taken on creation only. */
export const putAlarmOperations: OperationTable = {
  'cloudwatch:PutMetricAlarm': putMetricAlarm,
  'cloudwatch:PutCompositeAlarm': putCompositeAlarm,
};

function putMetricAlarm(world: World, { Tags, ...input }: PutMetricAlarmInput): object {
  checkMetricAlarm(world, input);
  const known = findAlarm(world, String(input.AlarmName));
  if (known?.composite) throw ofOtherKind(known);
  defineMetricAlarm(world, input, tagsOf(Tags));
  return {};
}

function putCompositeAlarm(world: World, { Tags, ...input }: PutCompositeAlarmInput): object {
  const name = checkCommons(world, input);
  const rule = required(input.AlarmRule, 'alarmRule');
  lengthWithin(rule, 'alarmRule', [1, 10_240]);
  // In the words of AWS; no page has them.
  if (rule.trim() !== rule) throw invalid('AlarmRule must not contain leading or trailing whitespace');
  if (input.ActionsSuppressor !== undefined) throw invalid('ActionsSuppressor is not emulated.');
  const named = alarmsIn(parsed(rule));
  // Source: API reference, PutCompositeAlarm: a rule can have at most 100 children.
  if (named.length > 100) throw invalid('AlarmRule must not name more than 100 alarms.');
  const unknown = named.filter((alarm) => !findAlarm(world, alarm));
  if (unknown.length > 0)
    throw invalid(
      `Could not save the composite alarm as alarms [${unknown.join(', ')}] in the alarm rule do not exist`,
    );
  const known = findAlarm(world, name);
  if (known?.metric) throw ofOtherKind(known);
  defineCompositeAlarm(world, input, tagsOf(Tags));
  return {};
}

function parsed(rule: string): AlarmRule {
  try {
    return parseRule(rule);
  } catch (error) {
    if (error instanceof RuleError) throw invalid(error.message);
    throw error;
  }
}

/** That a name is one alarm's is documented, the words of the refusal are not. */
const ofOtherKind = ({ name, composite }: Alarm) =>
  invalid(`The name ${name} is that of a ${composite ? 'composite' : 'metric'} alarm already.`);

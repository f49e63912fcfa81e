import type { Aws } from '@fargate-actions/aws';
import { isList, type Diagnostics, type Json, type JsonObject, type Position } from '@fargate-actions/documents';
import { isForeignTopic, noticeForeignTopic } from '../../events/foreign-topic.ts';
import { lookUpTopic } from '../../events/look-up-topic.ts';
import { notifyTopic } from '../../events/notify-topic.ts';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { Alarm } from '../fill/alarm.ts';
import { ACTION_FIELDS } from '../rules/actions.ts';

/**
 * An ARN that is whole: `arn:aws:sns:...:NAME`, as the seed writes them, is a name. EC2's own actions have `ec2` where others
 * have the account: `arn:aws:automate:REGION:ec2:recover`. Source: the SDK's documentation of PutMetricAlarm.
 */
const ARN = /^arn:[\w-]+:(?<service>[\w-]+):(?<region>[a-z]{2}[\w-]*-\d+)?:(?:(?<account>\d{12})|ec2)?:(?!\.\.\.).+$/;

/**
 * What an alarm does when it comes to a state, as ARNs: what its file says, names of topics looked up, and the topic of
 * `notify`. An alarm that says nothing of it tells the stack's topic when it goes off and when it is over.
 */
export async function actionsOfAlarm(
  alarm: Alarm,
  stack: MonitoredStack,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<JsonObject> {
  const own = await Promise.all(
    ACTION_FIELDS.map(async (field): Promise<[string, Json]> => {
      const list = alarm.fields[field];
      const actions = await Promise.all(
        textsOf(list).map((action, index) => arnOf(action, alarm.at(field, index), stack, aws, diagnostics)),
      );
      return [field, actions.filter((action) => action !== undefined)];
    }),
  );
  const given = Object.fromEntries(own.filter(([field]) => alarm.fields[field] !== undefined));
  const topic = await topicOf(alarm, stack, aws, diagnostics);
  if (topic === undefined) return given;
  const told = (field: string): string[] => [...new Set([...textsOf(given[field]), topic])];
  return { ...given, alarmActions: told('alarmActions'), okActions: told('okActions') };
}

function topicOf(alarm: Alarm, stack: MonitoredStack, aws: Aws, diagnostics: Diagnostics): Promise<string | undefined> {
  if (typeof alarm.notify === 'string') return arnOf(alarm.notify, alarm.at('notify'), stack, aws, diagnostics);
  return followsStack(alarm) ? notifyTopic(stack, aws, diagnostics) : Promise.resolve(undefined);
}

/** Whether an alarm leaves to the stack whom it tells. */
function followsStack({ notify, fields }: Alarm): boolean {
  return notify === undefined && ACTION_FIELDS.every((field) => fields[field] === undefined);
}

/** Says once that alarms tell nobody: they are only seen by who looks. */
export function noticeNobodyTold(alarms: readonly Alarm[], stack: MonitoredStack, diagnostics: Diagnostics): void {
  const silent = stack.notify ? [] : alarms.filter(followsStack);
  const [first] = silent;
  if (!first) return;
  diagnostics.notice(
    first.at(),
    'alarms/nobody-told',
    `Nobody is told when ${silent.length === 1 ? 'this alarm goes' : 'these alarms go'} off: ${silent.map(({ name }) => name).join(', ')}.`,
    'Add `notify: TOPIC` to `monitoring` in stack.yml or as an input, or `alarmActions` or `notify` to the alarm; `notify: false` says that it is meant.',
  );
}

async function arnOf(
  action: string,
  at: Position | undefined,
  stack: MonitoredStack,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const parts = ARN.exec(action)?.groups;
  if (parts?.['service'] === 'sns' && parts['region'] === stack.region && (await isForeignTopic(action, aws))) {
    noticeForeignTopic(action, 'cloudwatch', at, diagnostics);
    return action;
  }
  if (parts && !(await isOwn(parts, action, at, stack, aws, diagnostics))) return undefined;
  if (parts && parts['service'] !== 'sns') return action;
  const name = action.split(':').at(-1) ?? action;
  const lookup = await lookUpTopic(parts ? action : name, aws);
  if (lookup.kind === 'found') return lookup.value;
  diagnostics.error(
    at,
    'alarms/topic',
    `There is no topic ${name} in ${stack.region}.`,
    lookup.candidates.length > 0
      ? `There are: ${lookup.candidates.toSorted().slice(0, 20).join(', ')}.`
      : 'Create it first.',
  );
  return undefined;
}

/** An environment never reaches into another: no action is in another region or account, but for topics. */
async function isOwn(
  { region, account }: Readonly<Record<string, string | undefined>>,
  action: string,
  at: Position | undefined,
  stack: MonitoredStack,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const other =
    region !== undefined && region !== stack.region
      ? `the region ${region}`
      : account !== undefined && account !== (await aws.identity()).account
        ? `the account ${account}`
        : undefined;
  if (other === undefined) return true;
  diagnostics.error(
    at,
    'alarms/other-account',
    `The action ${action} is in ${other}, and the alarm is in ${stack.region} of this account: it can't reach it.`,
    'Write the name of a topic: it follows the environment.',
  );
  return false;
}

function textsOf(value: Json | undefined): string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}

import type { FoundAlarm } from '@fargate-actions/aws';
import type { Diagnostics, JsonObject } from '@fargate-actions/documents';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { Alarm } from '../fill/alarm.ts';
import { ownerByTags, strangerOf, watchedBesides } from './alarm-owner.ts';

/**
 * Whether the alarm of that name is one that a run may not replace: of another type, or somebody else's. Reports it.
 *
 * Its tags come first: what they say to be ours may watch anything. Any other is left to whom it belongs where it watches
 * something else; without tags it is taken over in the base, with a warning, and in no environment: there it is most
 * likely the base's.
 *
 * @param tags undefined: they may not be read.
 */
export function isRefused(
  found: FoundAlarm,
  tags: Readonly<Record<string, string>> | undefined,
  alarm: Alarm,
  wanted: JsonObject,
  stack: MonitoredStack,
  diagnostics: Diagnostics,
): boolean {
  const { name } = alarm;
  const report = (rule: string, message: string, hint: string): true => {
    diagnostics.error(alarm.at('alarmName'), rule, message, hint);
    return true;
  };
  const another = 'Give yours another alarmName, with ${ENVIRONMENT} in it for example';
  if (found.type !== alarm.type) {
    return report(
      'alarms/type-change',
      `${name} is a ${wordsOf(found.type)}: CloudWatch can't make a ${wordsOf(alarm.type)} of it.`,
      `${another}, or delete the one that is there.`,
    );
  }
  const owner = ownerByTags(tags ?? {}, stack);
  if (owner === 'ours') return false;
  const stranger = strangerOf(found, wanted, stack);
  const watched = stranger ?? watchedBesides(found, wanted);
  const whose = watched === undefined ? undefined : whoseElse(stranger !== undefined, owner, tags, stack);
  if (whose !== undefined) {
    return report(
      'alarms/somebody-elses',
      `There is an alarm ${name} already. It watches ${watched}, and ${whose}: it would be replaced.`,
      `${another}, or delete the one that is there.`,
    );
  }
  if (watched !== undefined || owner === 'another') {
    diagnostics.warning(
      alarm.at('alarmName'),
      'alarms/adopted',
      `There is an alarm ${name} already, which ${watched === undefined ? 'is of another stack or environment by its tags' : `watches ${watched}, and has no tags of this tool`}: it is replaced by this one.`,
      'Give yours another alarmName if both are meant.',
    );
  }
  return false;
}

/** Why an alarm that watches something else is not to be replaced. */
function whoseElse(
  isStranger: boolean,
  owner: 'another' | 'nobody',
  tags: Readonly<Record<string, string>> | undefined,
  { environment }: MonitoredStack,
): string | undefined {
  if (isStranger) return 'that is not of this stack';
  if (owner === 'another') return 'by its tags it is of another stack or environment';
  if (environment === undefined) return undefined;
  return tags
    ? `no tag of it says that it is of the environment ${environment}`
    : `its tags, which may not be read (cloudwatch:ListTagsForResource), would have to say that it is of the environment ${environment}`;
}

function wordsOf(type: Alarm['type']): string {
  return type === 'MetricAlarm' ? 'metric alarm' : 'composite alarm';
}

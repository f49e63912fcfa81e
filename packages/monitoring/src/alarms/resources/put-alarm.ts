import { isAwsError, type Aws, type InputOf } from '@fargate-actions/aws';
import { inPascalCase, type JsonObject } from '@fargate-actions/documents';
import type { Alarm } from '../fill/alarm.ts';

type Tags = Readonly<Record<string, string>>;

/** Creates an alarm, with tags; without them where tagging is denied. */
export async function createAlarm(
  { type }: Pick<Alarm, 'type'>,
  fields: JsonObject,
  tags: Tags,
  aws: Aws,
): Promise<void> {
  try {
    await put(type, fields, tags, aws);
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'cloudwatch:TagResource') throw error;
    aws.gaps.note(error, 'New alarms have no tags: `prune` will not know that this tool made them.');
    await put(type, fields, {}, aws);
  }
}

/** Replaces an alarm; it keeps its tags. */
export function replaceAlarm({ type }: Pick<Alarm, 'type'>, fields: JsonObject, aws: Aws): Promise<void> {
  return put(type, fields, {}, aws);
}

async function put(type: Alarm['type'], fields: JsonObject, tags: Tags, aws: Aws): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const input = { ...requestOf(fields), ...(Tags.length > 0 && { Tags }) };
  if (type === 'CompositeAlarm') await aws.alarms.putComposite(input as InputOf<'cloudwatch:PutCompositeAlarm'>);
  else await aws.alarms.putMetric(input as InputOf<'cloudwatch:PutMetricAlarm'>);
}

/** Gives an alarm tags, beside those that it has; leaves it without them where tagging is denied. */
export async function tagAlarm(arn: string, tags: Tags, aws: Aws): Promise<void> {
  await aws.gaps.optional('The tags of alarms that are there already are left as they are.', () =>
    aws.alarms.tag(arn, tags),
  );
}

/** The fields as CloudWatch takes them; a file's own were checked when they were read. */
function requestOf({ okActions, ...fields }: JsonObject): object {
  return { ...(inPascalCase(fields) as object), ...(okActions !== undefined && { OKActions: okActions }) };
}

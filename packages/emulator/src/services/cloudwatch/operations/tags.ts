import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import { alarmArn } from '../behaviour/alarms.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Alarm } from '../model.ts';
import type { Tags } from '../../../world/tags.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { invalid, tagsOf } from './checks.ts';

/** Tags of alarms. */
export const alarmTagOperations: OperationTable = {
  'cloudwatch:ListTagsForResource': listTags,
  'cloudwatch:TagResource': tag,
  'cloudwatch:UntagResource': untag,
};

function listTags(world: World, input: ListTagsForResourceInput): ListTagsForResourceOutput {
  const { tags = {} } = alarmOfArn(world, input.ResourceARN);
  return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function tag(world: World, input: TagResourceInput): object {
  const alarm = alarmOfArn(world, input.ResourceARN);
  const tags: Tags = { ...alarm.tags, ...tagsOf(required(input.Tags, 'tags')) };
  if (Object.keys(tags).length > 50) throw invalid('An alarm can have at most 50 tags.');
  alarm.tags = tags;
  return {};
}

function untag(world: World, input: UntagResourceInput): object {
  const alarm = alarmOfArn(world, input.ResourceARN);
  const keys = required(input.TagKeys, 'tagKeys');
  alarm.tags = Object.fromEntries(Object.entries(alarm.tags ?? {}).filter(([key]) => !keys.includes(key)));
  return {};
}

function alarmOfArn(world: World, arn: string | undefined): Alarm {
  const wanted = required(arn, 'resourceARN');
  const found = world.alarms.find(({ name }) => alarmArn(world, name) === wanted);
  if (!found)
    throw new Fault('ResourceNotFoundException', `Unknown resource: ${wanted}`, 404, {
      ResourceType: 'Alarm',
      ResourceId: wanted,
    });
  return found;
}

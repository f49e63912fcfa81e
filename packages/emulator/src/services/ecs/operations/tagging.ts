import type {
  ListTagsForResourceCommandInput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Tags } from '../../../world/tags.ts';
import type { World } from '../../../world/world.ts';
import { findTask, findTaskDefinition } from '../find.ts';
import { tagList, tagsFrom } from './tags.ts';

/** The operations on tags. */
export const taggingOperations: OperationTable = {
  'ecs:ListTagsForResource': (world, input: ListTagsForResourceCommandInput) => ({
    tags: tagList(taggable(world, input.resourceArn).tags),
  }),
  'ecs:TagResource': tagResource,
  'ecs:UntagResource': untagResource,
};

function tagResource(world: World, input: TagResourceCommandInput): object {
  const resource = taggable(world, input.resourceArn);
  const tags = { ...resource.tags, ...tagsFrom(input.tags) };
  if (Object.keys(tags).length > 50) throw new Fault('InvalidParameterException', 'Too many tags: at most 50.');
  resource.tags = tags;
  return {};
}

function untagResource(world: World, input: UntagResourceCommandInput): object {
  const resource = taggable(world, input.resourceArn);
  const removed = input.tagKeys ?? [];
  resource.tags = Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !removed.includes(key)));
  return {};
}

/** What the ARN names: a cluster, service, task or task definition. */
function taggable(world: World, arn = ''): { tags: Tags } {
  const kind = arn.split(':')[5]?.split('/')[0];
  switch (kind) {
    case 'cluster':
      return there(
        world.clusters.find((known) => known.arn === arn && known.status === 'ACTIVE'),
        'ClusterNotFoundException',
      );
    case 'service':
      refuseShort(world, arn);
      return there(
        world.services.findLast((known) => known.arn === arn && known.status !== 'INACTIVE'),
        'InvalidParameterException',
      );
    case 'task':
      return there(findTask(world, arn), 'InvalidParameterException');
    case 'task-definition':
      return there(/:\d+$/.test(arn) ? findTaskDefinition(world, arn) : undefined, 'InvalidParameterException');
    default:
      throw new Fault('InvalidParameterException', `Invalid identifier: ${arn}`);
  }
}

/**
 * A service with a short ARN has no tags. AWS takes its long ARN for the wish to migrate it, where the account settings allow
 * that; here it is always refused.
 */
function refuseShort(world: World, arn: string): void {
  const [, cluster, name] = arn.split('/');
  if (name === undefined)
    throw new Fault('InvalidParameterException', 'Long arn format must be used for tagging operations');
  const short = arn.replace(`/${cluster ?? ''}/`, '/');
  if (world.services.some((known) => known.arn === short && known.status !== 'INACTIVE'))
    throw new Fault(
      'InvalidParameterException',
      'The specified service does not have the longArn format. Only services created after opting in will have the new format.',
    );
}

function there<T>(found: T | undefined, error: string): T {
  if (found === undefined)
    throw new Fault(
      error,
      error === 'ClusterNotFoundException'
        ? 'Cluster not found.'
        : 'The specified resource was not found. Specify a valid resource ARN and try again.',
    );
  return found;
}

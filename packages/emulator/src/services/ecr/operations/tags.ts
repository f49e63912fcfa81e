import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  Tag,
  TagResourceRequest,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { invalid } from './invalid.ts';

/** Tags on repositories. */
export const tagOperations: OperationTable = {
  'ecr:ListTagsForResource': listTagsForResource,
  'ecr:TagResource': tagResource,
};

const MOST_TAGS = 50;

/** Tags as the world keeps them. Throws InvalidTagParameterException, TooManyTagsException. */
export function ecrTags(tags: readonly Tag[], present: Readonly<Record<string, string>> = {}): Record<string, string> {
  const all: Record<string, string> = { ...present };
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > 128 || Value.length > 256 || /^aws:/i.test(Key))
      throw new Fault('InvalidTagParameterException', `Invalid tag key or value: '${Key}'`);
    all[Key] = Value;
  }
  if (Object.keys(all).length > MOST_TAGS)
    throw new Fault('TooManyTagsException', `The maximum number of tags is ${String(MOST_TAGS)}`);
  return all;
}

function tagResource(world: World, input: TagResourceRequest): object {
  const repository = repositoryOfArn(world, input.resourceArn);
  repository.tags = ecrTags(required(input.tags, 'tags', 'InvalidParameterException'), repository.tags);
  return {};
}

function listTagsForResource(world: World, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
  const { tags } = repositoryOfArn(world, input.resourceArn);
  return { tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
}

function repositoryOfArn(world: World, arn: string | undefined): Repository {
  const wanted = required(arn, 'resourceArn', 'InvalidParameterException');
  const [, name] = /^arn:[\w-]+:ecr:[\w-]+:\d{12}:repository\/(.+)$/.exec(wanted) ?? [];
  if (name === undefined) throw invalid('resourceArn', `Invalid ARN: ${wanted}`);
  const found = world.repositories.find((repository) => repository.arn === wanted);
  if (found) return found;
  throw new Fault(
    'RepositoryNotFoundException',
    `The repository with name '${name}' does not exist in the registry with id '${world.account}'`,
  );
}

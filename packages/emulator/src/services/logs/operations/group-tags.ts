import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { LogGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { INVALID } from './invalid.ts';
import { groupTags } from './tags.ts';

/** Tags on log groups. */
export const groupTagOperations: OperationTable = {
  'logs:ListTagsForResource': listTagsForResource,
  'logs:TagResource': tagResource,
};

function tagResource(world: World, input: TagResourceRequest): object {
  const group = groupOfArn(world, input.resourceArn);
  group.tags = groupTags(required(input.tags, 'tags', INVALID), group.tags);
  return {};
}

function listTagsForResource(world: World, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
  return { tags: { ...groupOfArn(world, input.resourceArn).tags } };
}

/** The ARN is to be without the `:*` with which DescribeLogGroups shows it. Source: boto/boto3 issue 4104. */
function groupOfArn(world: World, arn: string | undefined): LogGroup {
  const wanted = required(arn, 'resourceArn', INVALID);
  if (!/^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:[^:*]+$/.test(wanted))
    throw new Fault('ValidationException', 'Invalid resourceArn');
  const found = world.logGroups.find((group) => group.arn === wanted);
  if (!found) throw new Fault('ResourceNotFoundException', 'The specified resource does not exist.');
  return found;
}

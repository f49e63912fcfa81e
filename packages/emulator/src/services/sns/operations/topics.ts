import type { ListTopicsInput, ListTopicsResponse } from '@aws-sdk/client-sns';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';

/** SNS's look-up of topics. */
export const topicOperations: OperationTable = { 'sns:ListTopics': listTopics };

function listTopics(world: World, input: ListTopicsInput): ListTopicsResponse {
  const { items, nextToken } = page(world.topics, {
    token: input.NextToken,
    size: world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterException', 'Invalid parameter: NextToken'),
  });
  return {
    Topics: items.map(({ arn }) => ({ TopicArn: arn })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../fault.ts';
import type { OperationTable } from '../world/operation.ts';
import type { LogGroup } from '../world/surroundings.ts';
import { arn, type World } from '../world/world.ts';
import { page } from './paging.ts';
import { required, within } from './required.ts';

/** CloudWatch Logs's operations on log groups. */
export const logGroupOperations: OperationTable = {
  'logs:CreateLogGroup': createLogGroup,
  'logs:DeleteLogGroup': deleteLogGroup,
  'logs:DescribeLogGroups': describeLogGroups,
  'logs:PutRetentionPolicy': putRetentionPolicy,
};

/** The error that CloudWatch Logs answers to most of what is wrong with a request. */
export const INVALID = 'InvalidParameterException';

/** A log group by its name or its ARN. Throws ResourceNotFoundException where there is none. */
export function logGroup(world: World, id: string | undefined): LogGroup {
  const wanted = required(id, 'logGroupName', INVALID).replace(/:\*$/, '');
  const found = world.logGroups.find(({ name, arn: groupArn }) => name === wanted || groupArn === wanted);
  if (!found) throw new Fault('ResourceNotFoundException', 'The specified log group does not exist.');
  return found;
}

function createLogGroup(world: World, input: CreateLogGroupRequest): object {
  const name = required(input.logGroupName, 'logGroupName', INVALID);
  // Source: the API reference of CreateLogGroup.
  if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
    throw new Fault(
      INVALID,
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
    );
  }
  if (world.logGroups.some((group) => group.name === name)) {
    throw new Fault('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  world.logGroups.push({
    name,
    arn: arn(world, 'logs', `log-group:${name}`),
    createdAt: world.now,
    streams: [],
    tags: { ...input.tags },
  });
  return {};
}

function deleteLogGroup(world: World, input: DeleteLogGroupRequest): object {
  world.logGroups.splice(world.logGroups.indexOf(logGroup(world, input.logGroupName)), 1);
  return {};
}

function describeLogGroups(world: World, input: DescribeLogGroupsRequest): DescribeLogGroupsResponse {
  const { logGroupNamePrefix = '', logGroupNamePattern = '' } = input;
  if (logGroupNamePrefix !== '' && logGroupNamePattern !== '')
    throw new Fault(INVALID, 'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  within(input.limit, 'limit', [1, 50], INVALID);
  const found = world.logGroups
    .filter(({ name }) => name.startsWith(logGroupNamePrefix))
    .filter(({ name }) => name.toLowerCase().includes(logGroupNamePattern.toLowerCase()))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, nextToken } = page(found, {
    token: input.nextToken,
    size: input.limit ?? world.scenario.pageSize,
    badToken: () => new Fault(INVALID, 'The specified nextToken is invalid.'),
  });
  return {
    logGroups: items.map((group) => ({
      logGroupName: group.name,
      arn: `${group.arn}:*`,
      logGroupArn: group.arn,
      creationTime: group.createdAt,
      metricFilterCount: 0,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

// Source: the API reference of PutRetentionPolicy.
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

function putRetentionPolicy(world: World, input: PutRetentionPolicyRequest): object {
  const days = required(input.retentionInDays, 'retentionInDays', INVALID);
  if (!RETENTIONS.includes(days)) {
    throw new Fault(
      INVALID,
      `1 validation error detected: Value '${String(days)}' at 'retentionInDays' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
    );
  }
  logGroup(world, input.logGroupName).retentionInDays = days;
  return {};
}

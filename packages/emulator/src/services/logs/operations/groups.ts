import type {
  CreateLogGroupRequest,
  DeleteLogGroupRequest,
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { newLogGroup } from '../behaviour/new-log-group.ts';
import type { LogGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { INVALID } from './invalid.ts';
import { kmsKey } from './kms-key.ts';
import { groupTags } from './tags.ts';

/** CloudWatch Logs's operations on log groups. */
export const logGroupOperations: OperationTable = {
  'logs:CreateLogGroup': createLogGroup,
  'logs:DeleteLogGroup': deleteLogGroup,
  'logs:DescribeLogGroups': describeLogGroups,
};

/** A log group by its name, and by nothing else. Throws ResourceNotFoundException where there is none. */
export function logGroup(world: World, name: string | undefined): LogGroup {
  const wanted = groupName(name);
  return there(world.logGroups.find((group) => group.name === wanted));
}

/** What of those operations that read says which group is meant: its name, or an identifier. */
interface GroupAddress {
  readonly logGroupName?: string | undefined;
  /** The name or the ARN, without the `:*` with which DescribeLogGroups shows it. */
  readonly logGroupIdentifier?: string | undefined;
}

/** A log group by one of two members. Throws ResourceNotFoundException where there is none. */
export function addressedGroup(world: World, { logGroupName, logGroupIdentifier }: GroupAddress): LogGroup {
  if (logGroupIdentifier === undefined) return logGroup(world, logGroupName);
  if (logGroupName !== undefined)
    throw new Fault(INVALID, 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');
  // Source: botocore's model of LogGroupIdentifier.
  if (!/^[\w#+=/:,.@-]+$/.test(logGroupIdentifier))
    throw new Fault(INVALID, `Value '${logGroupIdentifier}' at 'logGroupIdentifier' is no name or ARN of a log group.`);
  return there(world.logGroups.find(({ name, arn }) => name === logGroupIdentifier || arn === logGroupIdentifier));
}

function there(group: LogGroup | undefined): LogGroup {
  if (!group) throw new Fault('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
}

/** Source: the API reference of CreateLogGroup, and botocore's model of LogGroupName. */
function groupName(given: string | undefined): string {
  const name = required(given, 'logGroupName', INVALID);
  if (/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) return name;
  throw new Fault(
    INVALID,
    `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: ` +
      'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+',
  );
}

function createLogGroup(world: World, input: CreateLogGroupRequest): object {
  const name = groupName(input.logGroupName);
  if (world.logGroups.some((group) => group.name === name)) {
    throw new Fault('ResourceAlreadyExistsException', 'The specified log group already exists');
  }
  const tags = groupTags(input.tags ?? {});
  const key = input.kmsKeyId === undefined ? {} : { kmsKeyId: kmsKey(world, input.kmsKeyId) };
  world.logGroups.push({ ...newLogGroup(world, name), ...key, tags });
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
      metricFilterCount: group.metricFilters.length,
      storedBytes: storedBytes(group),
      logGroupClass: 'STANDARD',
      ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
      ...(group.kmsKeyId !== undefined && { kmsKeyId: group.kmsKeyId }),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** What CloudWatch Logs counts of an event besides its text. Source: its API reference, PutLogEvents. */
const BYTES_AN_EVENT = 26;

function storedBytes({ streams }: LogGroup): number {
  return streams
    .flatMap(({ events }) => events)
    .reduce((sum, { message }) => sum + Buffer.byteLength(message) + BYTES_AN_EVENT, 0);
}

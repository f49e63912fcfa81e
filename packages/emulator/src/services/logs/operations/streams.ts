import type {
  CreateLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  PutLogEventsRequest,
  PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import { ingest } from '../behaviour/ingest.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { LogGroup, LogStream } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { addressedGroup, logGroup } from './groups.ts';
import { INVALID } from './invalid.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';

/** CloudWatch Logs's operations on log streams. */
export const logStreamOperations: OperationTable = {
  'logs:CreateLogStream': createLogStream,
  'logs:DescribeLogStreams': describeLogStreams,
  'logs:PutLogEvents': putLogEvents,
};

/** A stream of a group. Throws ResourceNotFoundException where there is none. */
export function logStream(group: LogGroup, name: string | undefined): LogStream {
  const wanted = required(name, 'logStreamName', INVALID);
  const found = group.streams.find((stream) => stream.name === wanted);
  if (!found) throw new Fault('ResourceNotFoundException', 'The specified log stream does not exist.');
  return found;
}

function createLogStream(world: World, input: CreateLogStreamRequest): object {
  const group = logGroup(world, input.logGroupName);
  const name = required(input.logStreamName, 'logStreamName', INVALID);
  if (group.streams.some((stream) => stream.name === name))
    throw new Fault('ResourceAlreadyExistsException', 'The specified log stream already exists');
  group.streams.push({ name, createdAt: world.now, events: [] });
  return {};
}

function describeLogStreams(world: World, input: DescribeLogStreamsRequest): DescribeLogStreamsResponse {
  const { logStreamNamePrefix, orderBy = 'LogStreamName', descending = false } = input;
  if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined)
    throw new Fault(INVALID, 'Cannot order by LastEventTime with a logStreamNamePrefix.');
  within(input.limit, 'limit', [1, 50], INVALID);
  const group = addressedGroup(world, input);
  const direction = descending ? -1 : 1;
  const found = group.streams
    .filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''))
    .sort((one, other) => direction * (orderBy === 'LastEventTime' ? byLastEvent(one, other) : byName(one, other)));
  const { items, nextToken } = page(found, {
    token: input.nextToken,
    size: input.limit ?? world.scenario.pageSize,
    badToken: () => new Fault(INVALID, 'The specified nextToken is invalid.'),
  });
  return {
    logStreams: items.map((stream) => described(group, stream)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function described(group: LogGroup, { name, createdAt, events }: LogStream) {
  const first = events[0];
  const last = events.at(-1);
  return {
    logStreamName: name,
    arn: `${group.arn}:log-stream:${name}`,
    creationTime: createdAt,
    storedBytes: 0,
    ...(first && { firstEventTimestamp: first.timestamp }),
    ...(last && { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime }),
  };
}

function putLogEvents(world: World, input: PutLogEventsRequest): PutLogEventsResponse {
  const group = logGroup(world, input.logGroupName);
  const stream = logStream(group, input.logStreamName);
  const events = required(input.logEvents, 'logEvents', INVALID).map(({ timestamp = world.now, message = '' }) => ({
    timestamp,
    message,
    ingestionTime: world.now,
  }));
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? timestamp)))
    throw new Fault(INVALID, 'Log events in a single PutLogEvents request must be in chronological order.');
  ingest(world, group, stream, events);
  return { nextSequenceToken: String(stream.events.length) };
}

const byName = (one: LogStream, other: LogStream): number => (one.name < other.name ? -1 : 1);

const byLastEvent = (one: LogStream, other: LogStream): number =>
  (one.events.at(-1)?.timestamp ?? 0) - (other.events.at(-1)?.timestamp ?? 0);

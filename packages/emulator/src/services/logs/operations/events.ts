import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { addressedGroup } from './groups.ts';
import { INVALID } from './invalid.ts';
import { logStream } from './streams.ts';
import { within } from '../../required.ts';

/** CloudWatch Logs's reading of events. */
export const logEventOperations: OperationTable = { 'logs:GetLogEvents': getLogEvents };

const MOST_EVENTS = 10_000;

/**
 * A page of a stream's events, oldest first. Both tokens come with every page; where one goes no further, asking with it
 * gives it again.
 */
function getLogEvents(world: World, input: GetLogEventsRequest): GetLogEventsResponse {
  const { startTime = 0, endTime = Infinity, limit = MOST_EVENTS } = input;
  within(limit, 'limit', [1, MOST_EVENTS], INVALID);
  const stream = logStream(addressedGroup(world, input), input.logStreamName);
  const events = stream.events
    .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
    .sort((one, other) => one.timestamp - other.timestamp);
  const [from, until] = range(input, events.length, limit);
  return {
    events: events.slice(from, until).map((event) => ({ ...event })),
    nextForwardToken: tokenOf('f', until),
    nextBackwardToken: tokenOf('b', from),
  };
}

/** From which event to before which one: a token's, else from the head or back from the tail. */
function range({ nextToken, startFromHead }: GetLogEventsRequest, count: number, limit: number): [number, number] {
  if (nextToken === undefined) {
    return startFromHead === true ? [0, Math.min(limit, count)] : [Math.max(0, count - limit), count];
  }
  const [, direction, digits] = /^([fb])\/(\d{56})$/.exec(nextToken) ?? [];
  const place = Math.min(Number(digits), count);
  if (direction === 'f') return [place, Math.min(place + limit, count)];
  if (direction === 'b') return [Math.max(0, place - limit), place];
  throw new Fault(INVALID, 'The specified nextToken is invalid.');
}

// As long as CloudWatch Logs's own.
const tokenOf = (direction: 'f' | 'b', place: number): string => `${direction}/${String(place).padStart(56, '0')}`;

import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  paginateDescribeLogGroups,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

// Many calls come at one moment here, more than AWS takes.
const started = anEmulatorOverHttp({ scenario: { limits: false } });
const logs = () => new CloudWatchLogsClient(started.client);

/** A group of its own with one stream of so many lines, a millisecond apart. */
async function aStream(lines: number): Promise<{ logGroupName: string; logStreamName: string }> {
  const names = { logGroupName: `/ecs/${String(Math.random()).slice(2)}`, logStreamName: 'api/api/1' };
  await logs().send(new CreateLogGroupCommand(names));
  await logs().send(new CreateLogStreamCommand(names));
  const logEvents = Array.from({ length: lines }, (_, i) => ({ timestamp: 1000 + i, message: `line ${String(i)}` }));
  if (lines > 0) await logs().send(new PutLogEventsCommand({ ...names, logEvents }));
  return names;
}

test('a group is created once, described with its retention, and deleted', async () => {
  const logGroupName = '/ecs/amply-api';
  await logs().send(new CreateLogGroupCommand({ logGroupName }));
  await expect(logs().send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: 'ResourceAlreadyExistsException',
  });
  await logs().send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
  const { logGroups } = await logs().send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  expect(logGroups).toMatchObject([{ logGroupName, retentionInDays: 30 }]);
  await logs().send(new DeleteLogGroupCommand({ logGroupName }));
  await expect(logs().send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('groups come in pages, in the order of their names', async () => {
  for (let i = 0; i < 23; i++) {
    await logs().send(new CreateLogGroupCommand({ logGroupName: `/paged/${String(99 - i)}` }));
  }
  const pages: string[][] = [];
  const all = paginateDescribeLogGroups({ client: logs() }, { logGroupNamePrefix: '/paged/' });
  for await (const { logGroups = [] } of all) pages.push(logGroups.map(({ logGroupName }) => String(logGroupName)));
  expect(pages.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(pages.flat()).toEqual([...pages.flat()].sort());
});

test('streams are found by prefix and by their last event', async () => {
  const { logGroupName } = await aStream(1);
  await logs().send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'web/api/2' }));
  const byPrefix = await logs().send(new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'web/' }));
  const newestFirst = await logs().send(
    new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true }),
  );
  expect(byPrefix.logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['web/api/2']);
  expect(newestFirst.logStreams?.map(({ lastEventTimestamp }) => lastEventTimestamp)).toEqual([1000, undefined]);
});

test('without a token the newest events come, or from the head the oldest', async () => {
  const names = await aStream(5);
  const tail = await logs().send(new GetLogEventsCommand({ ...names, limit: 2 }));
  const head = await logs().send(new GetLogEventsCommand({ ...names, limit: 2, startFromHead: true }));
  const between = await logs().send(new GetLogEventsCommand({ ...names, startTime: 1001, endTime: 1003 }));
  expect([tail, head, between].map(({ events }) => events?.map(({ message }) => message))).toEqual([
    ['line 3', 'line 4'],
    ['line 0', 'line 1'],
    ['line 1', 'line 2'],
  ]);
});

test('following either token shows every event once, and ends where the token repeats itself', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(12), fc.integer({ min: 1, max: 13 }), fc.boolean(), async (lines, limit, isForward) => {
      const names = await aStream(lines);
      const seen: string[] = [];
      let nextToken: string | undefined;
      for (;;) {
        const page = await logs().send(
          new GetLogEventsCommand({ ...names, limit, startFromHead: isForward, ...(nextToken && { nextToken }) }),
        );
        const messages = (page.events ?? []).map(({ message }) => String(message));
        expect(messages.length).toBeLessThanOrEqual(limit);
        if (isForward) seen.push(...messages);
        else seen.unshift(...messages);
        const next = isForward ? page.nextForwardToken : page.nextBackwardToken;
        if (next === nextToken) break;
        nextToken = next;
      }
      expect(seen).toEqual(Array.from({ length: lines }, (_, i) => `line ${String(i)}`));
    }),
    { numRuns: 25 },
  ));

const absent = { logGroupName: '/nope', logStreamName: 'nope' };
test.each([
  {
    name: 'no such group',
    send: () => logs().send(new GetLogEventsCommand(absent)),
    error: 'ResourceNotFoundException',
  },
  {
    name: 'no such stream',
    send: async () => logs().send(new GetLogEventsCommand({ ...(await aStream(0)), logStreamName: 'nope' })),
    error: 'ResourceNotFoundException',
  },
  {
    name: 'a token of nobody',
    send: async () => logs().send(new GetLogEventsCommand({ ...(await aStream(0)), nextToken: 'f/1' })),
    error: 'InvalidParameterException',
  },
  {
    name: 'a name with a space',
    send: () => logs().send(new CreateLogGroupCommand({ logGroupName: '/ecs/a b' })),
    error: 'InvalidParameterException',
  },
  {
    name: 'a retention that is not offered',
    send: async () => logs().send(new PutRetentionPolicyCommand({ ...(await aStream(0)), retentionInDays: 31 })),
    error: 'InvalidParameterException',
  },
  {
    name: 'events out of order',
    send: async () =>
      logs().send(
        new PutLogEventsCommand({
          ...(await aStream(0)),
          logEvents: [
            { timestamp: 2, message: 'b' },
            { timestamp: 1, message: 'a' },
          ],
        }),
      ),
    error: 'InvalidParameterException',
  },
  {
    name: 'an order by time with a prefix',
    send: async () =>
      logs().send(
        new DescribeLogStreamsCommand({ ...(await aStream(0)), orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
      ),
    error: 'InvalidParameterException',
  },
])('refused: $name', async ({ send, error }) => {
  await expect(send()).rejects.toMatchObject({ name: error });
});

import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { awsPorts, systemClock, type Clock, type Wire } from '@fargate-actions/aws';
import { describe, expect, test } from '@jest/globals';
import type { StoppedGroup } from '../../rollout-report.ts';
import { readLogTail } from './log-tail.ts';
import { aContainer, aGroup, anExit, aRevision } from '../../../test/diagnosis/a-stop.ts';

/** A stream's lines, and how many seconds must pass until it shows. */
type Streams = Readonly<Record<string, { lines: readonly string[]; afterSeconds?: number }>>;

/** CloudWatch with these streams in /ecs/amply-api; a clock that moves only when somebody sleeps. */
function cloudWatch(streams: Streams, error?: string) {
  let now = 0;
  const asked: string[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: (seconds) => {
      now += seconds * 1000;
      return Promise.resolve();
    },
  };
  const call = (operation: string, input: object): Promise<unknown> => {
    const { logStreamName = '', limit = 0 } = input as { logStreamName?: string; limit?: number };
    asked.push(`${operation} ${logStreamName} ${limit}`);
    const stream = streams[logStreamName];
    const code =
      error ?? (!stream || now < (stream.afterSeconds ?? 0) * 1000 ? 'ResourceNotFoundException' : undefined);
    if (code) return Promise.reject(Object.assign(new Error('no'), { name: code, $metadata: { httpStatusCode: 400 } }));
    return Promise.resolve({ events: stream?.lines.slice(-limit).map((message) => ({ message })) });
  };
  const wire: Wire = { call };
  return { aws: awsPorts(wire, clock, { machineClock: systemClock }), clock, asked, seconds: () => now / 1000 };
}

interface Reading {
  readonly streams?: Streams;
  readonly group?: StoppedGroup;
  readonly containers?: ContainerDefinition[];
  readonly lines?: number;
  readonly look?: Parameters<typeof readLogTail>[1]['look'];
  readonly error?: string;
}

async function reading({ streams = {}, group = anExit(1), containers, lines = 2, look = 'waiting', error }: Reading) {
  const { aws, clock, asked, seconds } = cloudWatch(streams, error);
  const revision = aRevision(containers && { containerDefinitions: containers });
  const found = await readLogTail(group, { aws, clock, revision, lines, look });
  return { found, asked, seconds: seconds(), denials: aws.gaps.all };
}

const tail = (stream: string, ...lines: string[]) => ({
  kind: 'tail',
  tail: expect.objectContaining({ group: '/ecs/amply-api', stream, lines }) as unknown,
});

test('the last lines of the newest task of the group', async () => {
  const streams = { 'api/api/a1': { lines: ['old'] }, 'api/api/b2': { lines: ['one', 'two', 'three'] } };
  const { found, seconds } = await reading({ streams });
  expect(found).toEqual(tail('api/api/b2', 'two', 'three'));
  expect(seconds).toBe(0);
});

test('a stream that shows late is waited for', async () => {
  const { found, seconds } = await reading({ streams: { 'api/api/b2': { lines: ['late'], afterSeconds: 3 } } });
  expect(found).toEqual(tail('api/api/b2', 'late'));
  expect(seconds).toBe(3);
});

test('an older task of the group has written long ago: nobody waits', async () => {
  const streams = { 'api/api/a1': { lines: ['old'] }, 'api/api/b2': { lines: ['late'], afterSeconds: 3 } };
  const { found, seconds } = await reading({ streams });
  expect(found).toEqual(tail('api/api/a1', 'old'));
  expect(seconds).toBe(0);
});

test('a stream that never shows is given up, soon', async () => {
  const { found, seconds } = await reading({});
  expect(found).toMatchObject({ kind: 'none', why: { reason: 'it wrote nothing to its log' } });
  expect(seconds).toBe(4);
});

test('one that is there and empty is given up sooner', async () => {
  const { found, seconds } = await reading({ streams: { 'api/api/b2': { lines: [] } } });
  expect(found).toMatchObject({ kind: 'none' });
  expect(seconds).toBe(1);
});

test('before the verdict nobody waits, and nothing is claimed', async () => {
  const { found, seconds } = await reading({ look: 'a first' });
  expect(found).toBeUndefined();
  expect(seconds).toBe(0);
});

test('when all is over nobody waits either, and silence is what it was', async () => {
  const { found, seconds } = await reading({ look: 'the last' });
  expect(found).toMatchObject({ kind: 'none', why: { reason: 'it wrote nothing to its log' } });
  expect(seconds).toBe(0);
});

test('why it ended is found above the lines that are shown', async () => {
  const lines = ['Traceback (most recent call last):', '  File "/app/main.py", line 9, in <module>', 'KeyError: 1'];
  const noise = Array.from({ length: 20 }, () => 'INFO shutting down');
  const { found } = await reading({ streams: { 'api/api/b2': { lines: [...lines, ...noise] } }, lines: 1 });
  expect(found).toMatchObject({ kind: 'tail', tail: { lines: ['INFO shutting down'], said: 'KeyError: 1' } });
});

test('with no lines wanted nothing is asked', async () => {
  const { found, asked } = await reading({ lines: 0, streams: { 'api/api/b2': { lines: ['one'] } } });
  expect(found).toBeUndefined();
  expect(asked).toEqual([]);
});

test('more lines are read where more are to be shown', async () => {
  const { asked } = await reading({ lines: 500, streams: { 'api/api/b2': { lines: ['one'] } } });
  expect(asked).toEqual(['logs:GetLogEvents api/api/b2 500']);
});

test('a denied log is a notice, once, and nothing more is asked', async () => {
  const { found, denials, asked } = await reading({ error: 'AccessDeniedException' });
  expect(found).toBeUndefined();
  expect(denials).toMatchObject([
    { permission: 'logs:GetLogEvents', lost: "The failing container's last log lines are not shown." },
  ]);
  expect(asked).toHaveLength(1);
});

describe('the container', () => {
  const proxy = aContainer({ name: 'proxy', portMappings: [] });
  const migrate = aContainer({ name: 'migrate', essential: false });
  const streams = {
    'api/api/b2': { lines: ['api'] },
    'api/proxy/b2': { lines: ['proxy'] },
    'api/migrate/b2': { lines: ['migrate'] },
  };

  test.each([
    ['that failed', anExit(1, { container: 'proxy' }), [aContainer(), proxy], 'proxy'],
    ['that has the port, when the load balancer found it unhealthy', aGroup(), [migrate, proxy, aContainer()], 'api'],
    ['that is essential, when none has a port', aGroup(), [migrate, proxy], 'proxy'],
  ])('%s', async (_name, group, containers, expected) => {
    const { found } = await reading({ group, containers, streams });
    expect(found).toEqual(tail(`api/${expected}/b2`, expected));
  });

  test.each([
    ['no driver', { logConfiguration: undefined }, 'it has no logConfiguration, so what it wrote is lost', 'awslogs'],
    [
      'splunk',
      { logConfiguration: { logDriver: 'splunk' as const } },
      'its log goes to splunk, which is not shown here',
      'splunk',
    ],
    [
      'FireLens',
      { logConfiguration: { logDriver: 'awsfirelens' as const } },
      'its log goes to awsfirelens, which is not shown here',
      'awsfirelens',
    ],
  ])('with %s is said to have no log to show', async (_name, { logConfiguration }, reason, hint) => {
    const { logConfiguration: _, ...bare } = aContainer();
    const container = { ...bare, ...(logConfiguration && { logConfiguration }) };
    const { found, asked } = await reading({ containers: [container] });
    expect(found).toMatchObject({ kind: 'none', why: { reason, hint: expect.stringContaining(hint) as unknown } });
    expect(asked).toEqual([]);
  });

  test('of another name is nobody', async () => {
    expect((await reading({ group: anExit(1, { container: 'gone' }), streams })).found).toBeUndefined();
  });
});

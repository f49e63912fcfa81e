import { expect, test } from '@jest/globals';
import { awsPorts } from './aws.ts';
import type { Clock } from './clock.ts';
import type { Wire } from './wire.ts';

/** Calls AWS once, over a wire that takes 40 ms and ends so: the debug lines of the run. */
async function linesOf(end: () => unknown): Promise<string[]> {
  const lines: string[] = [];
  let now = 0;
  const clock: Clock = { now: () => now, sleep: () => new Promise(() => undefined) };
  const wire: Wire = {
    call: async () => {
      now += 40;
      return end();
    },
  };
  const aws = awsPorts(wire, clock, { onCall: (line) => lines.push(line) });
  await aws.identity().catch(() => undefined);
  return lines;
}

const failing = (name: string, metadata?: object) => () => {
  throw Object.assign(new Error('the secret is hunter2'), { name, ...(metadata && { $metadata: metadata }) });
};

test.each([
  {
    name: 'an answer',
    end: () => ({
      Account: '123456789012',
      Arn: 'arn:aws:iam::1:role/x',
      $metadata: { httpStatusCode: 200, requestId: 'abc', attempts: 1 },
    }),
    line: 'sts:GetCallerIdentity  40 ms  200  request abc',
  },
  {
    name: 'an answer that took two attempts',
    end: () => ({ Account: '123456789012', $metadata: { httpStatusCode: 200, requestId: 'abc', attempts: 2 } }),
    line: 'sts:GetCallerIdentity  2 attempts  40 ms  200  request abc',
  },
  {
    name: 'a refusal, without its text',
    end: failing('AccessDeniedException', { httpStatusCode: 400, requestId: 'def', attempts: 1 }),
    line: 'sts:GetCallerIdentity  40 ms  400 AccessDeniedException  request def',
  },
  {
    name: 'a call that nobody answered',
    end: failing('TimeoutError'),
    line: 'sts:GetCallerIdentity  40 ms  TimeoutError',
  },
])('a call is one line: $name', async ({ end, line }) => {
  const lines = await linesOf(end);
  expect(lines[0]).toBe(line);
  expect(lines.join('\n')).not.toContain('hunter2');
});

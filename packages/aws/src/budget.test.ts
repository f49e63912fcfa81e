import { virtualAws, VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { budgeted } from './budget.ts';
import { requestLimit } from './limits.ts';
import type { Operation } from './operations.ts';
import { aWire } from '../test/a-wire.ts';
import type { Wire } from './wire.ts';

const START = Date.UTC(2026, 0, 1);

/** A wire under budget that notes when each call went through, and what callers asked for it in which order. */
function aBudget(signal?: AbortSignal) {
  const clock = new VirtualClock({ startAt: START });
  const sent: { at: number; operation: Operation; input: object }[] = [];
  const wire = budgeted(
    {
      async call(operation, input) {
        sent.push({ at: (clock.trueNow - START) / 1000, operation, input });
        return {};
      },
    },
    clock,
    signal,
  );
  return { clock, sent, wire };
}

const CATEGORIES = [
  'ecs:UpdateService',
  'ecs:DescribeServices',
  'ecs:RegisterTaskDefinition',
  'ecs:DescribeTasks',
] as const;

/** Calls at moments of two minutes, many of them at once. */
const schedules = fc.array(
  fc.record({
    atSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 }), fc.double({ min: 0, max: 30, noNaN: true })),
    operation: fc.constantFrom(...CATEGORIES),
    times: fc.integer({ min: 1, max: 30 }),
  }),
  { maxLength: 12 },
);

/** By how many calls the fullest window is above what it may hold; at most 0 when all keep to the budget. */
function mostAbove(limit: { burst: number; perSecond: number }, at: readonly number[]): number {
  let most = 0;
  for (const [first, from] of at.entries()) {
    for (const [last, until] of at.entries()) {
      const allowed = limit.burst / 2 + (limit.perSecond / 2) * (until - from);
      if (last >= first) most = Math.max(most, last - first + 1 - allowed);
    }
  }
  return most;
}

test('under any schedule no window sees more than half of burst and rate, and who comes first goes first', () =>
  fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { clock, sent, wire } = aBudget();
      const asked: Record<string, string[]> = {};
      const callers = schedule.map(async ({ atSeconds, operation, times }, caller) => {
        await clock.sleep(atSeconds);
        await Promise.all(
          Array.from({ length: times }, (_, nth) => {
            const name = `${caller}.${nth}`;
            (asked[operation] ??= []).push(name);
            return wire.call(operation, { name } as never);
          }),
        );
      });
      await clock.run(Promise.all(callers));

      for (const operation of CATEGORIES) {
        const limit = requestLimit(operation) ?? { burst: 0, perSecond: 0 };
        const calls = sent.filter((call) => call.operation === operation);
        expect(calls.map(({ input }) => (input as { name: string }).name)).toEqual(asked[operation] ?? []);
        expect(
          mostAbove(
            limit,
            calls.map(({ at }) => at),
          ),
        ).toBeLessThanOrEqual(1e-3);
      }
    }),
    { numRuns: 60 },
  ));

test('calls within the budget do not wait, and others’ categories are theirs', async () => {
  const { clock, sent, wire } = aBudget();
  const many = (operation: 'ecs:UpdateService' | 'ecs:DescribeServices', count: number) =>
    Promise.all(Array.from({ length: count }, () => wire.call(operation, { service: 'a', services: [] })));
  await clock.run(Promise.all([many('ecs:UpdateService', 24), many('ecs:DescribeServices', 44)]));
  const waits = (operation: Operation) => sent.filter((call) => call.operation === operation).map(({ at }) => at);
  // Of 50 so many at once, then half of 5 a second: every 0.4 s.
  expect(waits('ecs:UpdateService').slice(21)).toEqual([0, 0.4, 0.8]);
  expect(waits('ecs:DescribeServices').at(-1)).toBe(0);
});

test('what was saved up is no more than the burst', async () => {
  const { clock, sent, wire } = aBudget();
  await clock.advance(3600);
  await clock.run(
    Promise.all(Array.from({ length: 9 }, () => wire.call('ecs:TagResource', { resourceArn: 'a', tags: [] }))),
  );
  expect(sent.map(({ at }) => at).slice(7)).toEqual([3600, 3600.2]);
});

test('what has no known limit is not held back', async () => {
  const calls = Array.from({ length: 500 }, () => ['iam:GetRole', { RoleName: 'a' }] as const);
  const wire = aWire({ 'iam:GetRole': () => ({ Role: undefined }) });
  const held = budgeted(wire, { now: () => START, sleep: () => Promise.reject(new Error('It waits.')) });
  await Promise.all(calls.map(([operation, input]) => held.call(operation, input)));
  expect(wire.calls).toHaveLength(500);
});

test.each<{ operation: Operation; times: number; atMostSeconds: number }>([
  { operation: 'cloudwatch:PutMetricAlarm', times: 700, atMostSeconds: 260 },
  { operation: 'cloudwatch:DescribeAlarms', times: 7, atMostSeconds: 1 },
  { operation: 'logs:PutMetricFilter', times: 100, atMostSeconds: 22 },
  { operation: 'logs:DescribeMetricFilters', times: 3, atMostSeconds: 0 },
  { operation: 'events:PutRule', times: 100, atMostSeconds: 4 },
])('$times of $operation take $atMostSeconds s, and none is throttled by AWS', async (wanted) => {
  const { operation, times, atMostSeconds } = wanted;
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0.02, 0.1] });
  let lastSentAt = emulator.world.now;
  const sent: Wire = {
    call(...call) {
      lastSentAt = clock.trueNow;
      return wire.call(...call);
    },
  };
  const held = budgeted(sent, clock);
  // What is wrong with it counts as well: only throttles are of interest.
  const calls = Array.from({ length: times }, () => held.call(operation, {}).catch(() => undefined));
  await clock.run(Promise.all(calls));
  expect(emulator.requests.filter(({ error }) => error === 'ThrottlingException')).toEqual([]);
  expect(emulator.requests).toHaveLength(times);
  expect((lastSentAt - emulator.world.startAt) / 1000).toBeLessThanOrEqual(atMostSeconds);
});

describe('when the run is cancelled', () => {
  const reason = new Error('cancelled');

  /** Ten calls of an operation, and how many were sent and given up when the run was cancelled after a second. */
  async function cancelled(operation: Operation) {
    const run = new AbortController();
    const { clock, sent, wire: held } = aBudget(run.signal);
    const calls = Promise.allSettled(Array.from({ length: 10 }, () => held.call(operation, {})));
    await clock.advance(1);
    run.abort(reason);
    await clock.advance(0);
    const sentThen = sent.length;
    const meantAfterwards = held.call(operation, {});
    await clock.run(Promise.all([calls, meantAfterwards]));
    const given = (await calls).filter((call) => call.status === 'rejected');
    return { sentThen, sent: sent.length, givenUp: given.map((call): unknown => call.reason) };
  }

  test.each<Operation>(['cloudwatch:PutMetricAlarm', 'application-autoscaling:PutScalingPolicy'])(
    '%s waits for its turn no longer, and gives its turn to what is called after that',
    async (operation) => {
      const { sentThen, sent, givenUp } = await cancelled(operation);
      expect(givenUp).toEqual(Array.from({ length: 10 - sentThen }, () => reason));
      expect(sentThen).toBeLessThan(6);
      expect(sent).toBe(sentThen + 1);
    },
  );

  test('what a deployment rests on goes on waiting', async () => {
    expect(await cancelled('ecs:RegisterTaskDefinition')).toMatchObject({ sent: 11, givenUp: [] });
  });
});

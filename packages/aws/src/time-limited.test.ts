import { VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { CALL_SECONDS, LAST_CALLS_END_SECONDS, WRITE_GRACE_SECONDS } from './call-limits.ts';
import type { Operation } from './operations.ts';
import { timeLimited } from './time-limited.ts';
import type { Wire } from './wire.ts';

const START = Date.UTC(2026, 10, 1);

/** A wire that answers after so many seconds, and what becomes of the calls over it. */
function slowly(answersAfterSeconds: number) {
  const clock = new VirtualClock({ startAt: START });
  const run = new AbortController();
  const ended: unknown[] = [];
  const slow: Wire = {
    async call(_operation, _input, options) {
      options?.signal?.addEventListener('abort', () => ended.push(options.signal?.reason));
      await clock.sleep(answersAfterSeconds);
      return {};
    },
  };
  const wire = timeLimited(slow, clock, run.signal);
  const seconds = (): number => (clock.now() - START) / 1000;
  /** How a call ends, and when. */
  async function outcome(operation: Operation, signal?: AbortSignal) {
    const calling = wire.call(operation, {}, signal && { signal }).then(
      () => 'answered',
      (error: unknown) => error,
    );
    const end = await clock.run(calling);
    return { end, at: seconds() };
  }
  return { clock, run, ended, outcome };
}

const reason = new Error('cancelled');

test('an answer in time is the answer, and nothing is left waiting', async () => {
  const { clock, ended, outcome } = slowly(CALL_SECONDS - 1);
  expect(await outcome('ecs:ListTasks')).toEqual({ end: 'answered', at: CALL_SECONDS - 1 });
  await clock.advance(CALL_SECONDS);
  expect(ended).toEqual([]);
});

test.each<Operation>(['ecs:ListTasks', 'ecs:UpdateService'])(
  '%s without an answer is a lost one, and the call is ended',
  async (operation) => {
    const { ended, outcome } = slowly(3600);
    const { end, at } = await outcome(operation);
    expect(end).toMatchObject({
      kind: 'lost',
      code: 'TimeoutError',
      message: `No answer to ${operation} within 120 s.`,
    });
    expect(at).toBe(CALL_SECONDS);
    expect(ended).toEqual([end]);
  },
);

test("the caller's own signal ends a call at once", async () => {
  const { clock, ended, outcome } = slowly(10);
  const own = new AbortController();
  void clock.sleep(1).then(() => {
    own.abort(reason);
  });
  expect(await outcome('ecs:UpdateService', own.signal)).toEqual({ end: reason, at: 1 });
  expect(ended).toEqual([reason]);
  expect(await outcome('ecs:UpdateService', own.signal)).toEqual({ end: reason, at: 1 });
});

describe('when the run is cancelled', () => {
  /** The call is under way for a second then. */
  async function cancelled(operation: Operation, answersAfterSeconds: number) {
    const { clock, run, outcome } = slowly(answersAfterSeconds);
    void clock.sleep(1).then(() => {
      run.abort(reason);
    });
    return outcome(operation);
  }

  test('a read is given up at once', async () => {
    expect(await cancelled('ecs:ListTasks', 2)).toEqual({ end: reason, at: 1 });
  });

  test('a write may still be answered', async () => {
    expect(await cancelled('ecs:UpdateService', 2)).toEqual({ end: 'answered', at: 2 });
  });

  test('a write is given up a little later', async () => {
    expect(await cancelled('ecs:UpdateService', 3600)).toEqual({ end: reason, at: 1 + WRITE_GRACE_SECONDS });
  });

  test('what is called then ends before the run has to', async () => {
    const { clock, run, outcome } = slowly(3600);
    run.abort(reason);
    await clock.advance(1);
    const { end, at } = await outcome('ecs:UpdateService');
    expect(end).toMatchObject({ kind: 'lost', code: 'TimeoutError' });
    expect(at).toBe(LAST_CALLS_END_SECONDS);
  });
});

import { expect, test } from '@jest/globals';

import { VirtualClock, VirtualTimeError } from './virtual-clock.ts';

const START = Date.UTC(2026, 0, 1);

test('many sleepers wake in the order of time, and an hour takes no time', async () => {
  const clock = new VirtualClock({ startAt: START });
  const woken: string[] = [];
  const sleeper = async (name: string, seconds: number): Promise<void> => {
    await clock.sleep(seconds);
    woken.push(`${name} at ${(clock.now() - START) / 1000}`);
  };
  await clock.run(Promise.all([sleeper('late', 3600), sleeper('early', 1), sleeper('other', 1)]));
  expect(woken).toEqual(['early at 1', 'other at 1', 'late at 3600']);
});

test('the world moves on before anyone is woken, on its own clock', async () => {
  const moments: number[] = [];
  const clock = new VirtualClock({ startAt: START, skewSeconds: 60, onAdvance: (now) => moments.push(now - START) });
  await clock.run(clock.sleep(5));
  expect(moments).toEqual([5000]);
  expect(clock.now() - START).toBe(65_000);
  expect(clock.trueNow - START).toBe(5000);
});

test('time stands still for what takes real time, however long it takes', async () => {
  const clock = new VirtualClock({ startAt: START });
  const answer = Promise.withResolvers<string>();
  const seen: string[] = [];
  const call = async (): Promise<void> => {
    const said = await clock.standStillFor(answer.promise);
    seen.push(`${said} at ${clock.now() - START}`);
  };
  const sleep = async (): Promise<void> => {
    await clock.sleep(1);
    seen.push(`awake at ${clock.now() - START}`);
  };
  const running = clock.run(Promise.all([call(), sleep()]));
  // Many turns of the event loop, in each of which time would have moved on.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(clock.now()).toBe(START);
  answer.resolve('answered');
  await running;
  expect(seen).toEqual(['answered at 0', 'awake at 1000']);
});

test('what takes real time and fails does not stop time', async () => {
  const clock = new VirtualClock({ startAt: START });
  await expect(clock.run(clock.standStillFor(Promise.reject(new Error('broken'))))).rejects.toThrow('broken');
  await clock.run(clock.sleep(1));
  expect(clock.now() - START).toBe(1000);
});

test('two that turn time on at once wait for what either of them woke', async () => {
  const clock = new VirtualClock({ startAt: START, knowsPromisesOnly: true });
  const seen: number[] = [];
  const run = async (seconds: number): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await clock.sleep(seconds);
      // What follows a waking takes some turns, and no time.
      for (let step = 0; step < 5; step++) await Promise.resolve();
      seen.push((clock.now() - START) / 1000);
    }
  };
  await Promise.all([clock.run(run(1)), clock.run(run(1.5)), clock.advance(10)]);
  expect(seen).toEqual([1, 1.5, 2, 3, 3, 4.5]);
  expect(clock.now() - START).toBe(10_000);
});

test('an aborted sleep rejects with the reason', async () => {
  const clock = new VirtualClock({ startAt: START });
  const controller = new AbortController();
  const stop = async (): Promise<void> => {
    await clock.sleep(10);
    controller.abort(new Error('cancelled'));
  };
  await expect(clock.run(Promise.all([clock.sleep(100, controller.signal), stop()]))).rejects.toThrow('cancelled');
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('cancelled');
});

test('a rejection of the work is the rejection of the run', async () => {
  const clock = new VirtualClock({ startAt: START });
  const fail = async (): Promise<void> => {
    await clock.sleep(1);
    throw new Error('broken');
  };
  await expect(clock.run(fail())).rejects.toThrow('broken');
});

test('it finds out that nobody will ever wake, that it takes too long, and that time stands still', async () => {
  const clock = new VirtualClock({ startAt: START });
  await expect(clock.run(new Promise(() => undefined), { atMostIdleSeconds: 0 })).rejects.toThrow('Nobody sleeps');
  const forEver = async (seconds: number): Promise<void> => {
    for (;;) await clock.sleep(seconds);
  };
  await expect(clock.run(forEver(3600), { atMostHours: 5 })).rejects.toThrow('not done after 5 h');
  await expect(clock.run(forEver(0))).rejects.toBeInstanceOf(VirtualTimeError);
});

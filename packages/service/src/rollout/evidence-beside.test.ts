import { expect, test } from '@jest/globals';
import { VirtualClock } from '@fargate-actions/emulator';
import { NO_EVIDENCE, type Evidence } from './evidence.ts';
import { evidenceBeside } from './evidence-beside.ts';

const START = Date.UTC(2026, 0, 1);

/** Evidence with so many events, found after some seconds. */
const events = (count: number): Evidence => ({ ...NO_EVIDENCE, events: Array.from({ length: count }, String) });

/** Where one look after the other asks, as a rollout does: `at` is in seconds from the start. */
function looking() {
  const clock = new VirtualClock({ startAt: START });
  const seconds = () => (clock.now() - START) / 1000;
  const after = (wait: number, found: Evidence) => async () => {
    await clock.sleep(wait);
    return found;
  };
  const play = <Result>(story: () => Promise<Result>) => clock.run(story());
  return { clock, seconds, after, play, beside: evidenceBeside(clock) };
}

test('what is found within a second is there at once', async () => {
  const { beside, after, seconds, play } = looking();
  const found = await play(() => beside.soon(after(0.2, events(1))));
  expect({ found: found.events.length, at: seconds(), isUnderWay: beside.isUnderWay() }).toEqual({
    found: 1,
    at: 0.2,
    isUnderWay: false,
  });
});

test('what takes longer holds up no look, and is there at a later one', async () => {
  const { clock, beside, after, seconds, play } = looking();
  await play(async () => {
    expect((await beside.soon(after(7, events(1)))).events).toHaveLength(0);
    expect(seconds()).toBe(1);
    await clock.sleep(6.5);
    expect(beside.known().events).toHaveLength(1);
  });
});

test('what is asked for while another question is under way is asked after it', async () => {
  const { clock, beside, after, seconds, play } = looking();
  await play(async () => {
    await beside.soon(after(5, events(1)));
    const found = await beside.whole(async (known) => {
      await clock.sleep(2);
      return events(known.events.length + 1);
    });
    expect({ found: found.events.length, at: seconds() }).toEqual({ found: 2, at: 7 });
  });
});

test('a failure of what was asked beside is thrown at the next question, once', async () => {
  const { clock, beside, after, play } = looking();
  await play(async () => {
    await beside.soon(async () => {
      await clock.sleep(2);
      throw new Error('expired');
    });
    await clock.sleep(2);
    await expect(beside.soon(after(0.1, events(1)))).rejects.toThrow('expired');
    expect((await beside.whole(after(0.1, events(2)))).events).toHaveLength(2);
  });
});

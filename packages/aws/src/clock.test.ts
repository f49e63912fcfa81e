import { expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';

test('a sleep that is cut short rejects with the reason', async () => {
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const sleeping = systemClock.sleep(60, controller.signal);
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
});

test('a sleep does not begin when it is cut short already', async () => {
  const reason = new Error('cancelled');
  await expect(systemClock.sleep(60, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('no seconds pass in no time', async () => {
  await expect(systemClock.sleep(0)).resolves.toBeUndefined();
});

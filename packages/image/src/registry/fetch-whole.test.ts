import { VirtualClock } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { fetchWhole, SILENCE_SECONDS, TooLarge } from './fetch-whole.ts';

const LIMITS = { seconds: 300, bytes: 100 };

/** A registry that sends parts of a layer at these seconds; with `isOpen`, it never says that this was all. */
function sending(atSeconds: readonly number[], { isOpen = false } = {}) {
  const clock = new VirtualClock({ startAt: 0 });
  const fetch = async (): Promise<Response> => {
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (const at of atSeconds) {
          await clock.sleep(at - clock.now() / 1000);
          controller.enqueue(Uint8Array.of(at % 256));
        }
        if (!isOpen) controller.close();
      },
    });
    return new Response(body);
  };
  const run = new AbortController();
  const fetched = () => clock.run(fetchWhole('http://registry', {}, { clock, signal: run.signal, fetch }, LIMITS));
  return { clock, run, fetched };
}

test('a layer may take long, as long as something of it comes', async () => {
  const { clock, fetched } = sending([50, 100, 150, 200]);
  expect((await fetched()).body).toEqual(Buffer.from([50, 100, 150, 200]));
  expect(clock.now()).toBe(200_000);
});

test.each([
  { name: 'from the beginning', atSeconds: [], silentFrom: 0 },
  { name: 'half-way', atSeconds: [10, 20], silentFrom: 20 },
])('a registry that is silent $name is given up', async ({ atSeconds, silentFrom }) => {
  const { clock, fetched } = sending(atSeconds, { isOpen: true });
  await expect(fetched()).rejects.toMatchObject({ name: 'TimeoutError', message: 'nothing came for 60 s' });
  expect(clock.now()).toBe((silentFrom + SILENCE_SECONDS) * 1000);
});

test('a cancelled run waits no longer', async () => {
  const { clock, run, fetched } = sending([10], { isOpen: true });
  void clock.sleep(15).then(() => {
    run.abort(new Error('cancelled'));
  });
  await expect(fetched()).rejects.toThrow('cancelled');
  expect(clock.now()).toBe(15_000);
});

test('a registry that sends a little now and then is given up when the time for the whole is over', async () => {
  const { clock, fetched } = sending([50, 100, 150, 200, 250, 299, 301], { isOpen: true });
  await expect(fetched()).rejects.toMatchObject({ name: 'TimeoutError', message: 'not all of it came within 300 s' });
  expect(clock.now()).toBe(300_000);
});

test('no more is taken than is wanted', async () => {
  const { fetched } = sending(
    Array.from({ length: 101 }, () => 1),
    { isOpen: true },
  );
  await expect(fetched()).rejects.toBeInstanceOf(TooLarge);
});

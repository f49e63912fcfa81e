import { VirtualClock } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { batched } from './batch.ts';

/** A loader that knows every key but those beginning with `-`, the calls it got, and the time in which it is asked. */
function aLoader(size: number) {
  const calls: string[][] = [];
  const clock = new VirtualClock({ startAt: 0 });
  const get = batched<string>(size, clock, async (keys) => {
    calls.push([...keys]);
    return new Map(keys.filter((key) => !key.startsWith('-')).map((key) => [key, key.toUpperCase()]));
  });
  return { calls, get, clock };
}

test('what is asked for at the same time goes in one call', async () => {
  const { calls, get, clock } = aLoader(10);
  await expect(clock.run(Promise.all([get('a'), get('b'), get('c')]))).resolves.toEqual(['A', 'B', 'C']);
  expect(calls).toEqual([['a', 'b', 'c']]);
});

test.each([
  { apart: 0.01, name: 'by timers that go off some milliseconds apart goes in one call', expected: [['a', 'b']] },
  { apart: 0.03, name: 'later goes in a call of its own: nobody waits long', expected: [['a'], ['b']] },
])('what is asked for $name', async ({ apart, expected }) => {
  const { calls, get, clock } = aLoader(10);
  const later = async (key: string) => {
    await clock.sleep(apart);
    return get(key);
  };
  await clock.run(Promise.all([get('a'), later('b')]));
  expect(calls).toEqual(expected);
});

test('a later question is asked anew: nothing is remembered', async () => {
  const { calls, get, clock } = aLoader(10);
  await clock.run(get('a'));
  await clock.run(get('a'));
  expect(calls).toEqual([['a'], ['a']]);
});

test('what is not found is undefined', async () => {
  const { get, clock } = aLoader(10);
  await expect(clock.run(Promise.all([get('a'), get('-b')]))).resolves.toEqual(['A', undefined]);
});

test('a call that fails fails those that were in it, and no others', async () => {
  const clock = new VirtualClock({ startAt: 0 });
  const get = batched<string>(1, clock, async ([key = '']) => {
    if (key === 'bad') throw new Error('no');
    return new Map([[key, key]]);
  });
  await expect(clock.run(Promise.allSettled([get('a'), get('bad'), get('bad'), get('b')]))).resolves.toMatchObject([
    { value: 'a' },
    { status: 'rejected', reason: { message: 'no' } },
    { status: 'rejected', reason: { message: 'no' } },
    { value: 'b' },
  ]);
  await expect(clock.run(get('c'))).resolves.toBe('c');
});

test('whatever is asked for: everyone gets theirs, in as few calls as fit, nothing twice', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.array(fc.string({ maxLength: 2 })), async (size, keys) => {
      const { calls, get, clock } = aLoader(size);
      const answers = await clock.run(Promise.all(keys.map((key) => get(key))));
      expect(answers).toEqual(keys.map((key) => (key.startsWith('-') ? undefined : key.toUpperCase())));
      const unique = new Set(keys);
      expect(calls).toHaveLength(Math.ceil(unique.size / size));
      expect(calls.flat().sort()).toEqual([...unique].sort());
    }),
  ));

test('what loading needs is got ready when gathering begins, once for each gathering', async () => {
  const clock = new VirtualClock({ startAt: 0 });
  const moments: string[] = [];
  const note = (what: string): void => {
    moments.push(`${what} at ${clock.now()}`);
  };
  const load = async (keys: readonly string[]) => {
    note('loaded');
    return new Map(keys.map((key) => [key, key]));
  };
  const get = batched<string>(10, clock, load, () => {
    note('prepared');
  });
  await clock.run(Promise.all([get('a'), get('b')]));
  await clock.run(get('c'));
  expect(moments).toEqual(['prepared at 0', 'loaded at 20', 'prepared at 20', 'loaded at 40']);
});

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { batched } from './batch.ts';

/** A loader that knows every key but those beginning with `-`, and the calls it got. */
function aLoader(size: number) {
  const calls: string[][] = [];
  const get = batched<string>(size, async (keys) => {
    calls.push([...keys]);
    return new Map(keys.filter((key) => !key.startsWith('-')).map((key) => [key, key.toUpperCase()]));
  });
  return { calls, get };
}

test('what is asked for at the same time goes in one call', async () => {
  const { calls, get } = aLoader(10);
  await expect(Promise.all([get('a'), get('b'), get('c')])).resolves.toEqual(['A', 'B', 'C']);
  expect(calls).toEqual([['a', 'b', 'c']]);
});

test('what is asked for by callers that were woken together goes in one call', async () => {
  const { calls, get } = aLoader(10);
  const caller = async (key: string) => {
    await Promise.resolve();
    await Promise.resolve();
    return get(key);
  };
  await Promise.all([get('a'), caller('b')]);
  expect(calls).toEqual([['a', 'b']]);
});

test('a later question is asked anew: nothing is remembered', async () => {
  const { calls, get } = aLoader(10);
  await get('a');
  await get('a');
  expect(calls).toEqual([['a'], ['a']]);
});

test('what is not found is undefined', async () => {
  const { get } = aLoader(10);
  await expect(Promise.all([get('a'), get('-b')])).resolves.toEqual(['A', undefined]);
});

test('a call that fails fails those that were in it, and no others', async () => {
  const get = batched<string>(1, async ([key = '']) => {
    if (key === 'bad') throw new Error('no');
    return new Map([[key, key]]);
  });
  await expect(Promise.allSettled([get('a'), get('bad'), get('bad'), get('b')])).resolves.toMatchObject([
    { value: 'a' },
    { status: 'rejected', reason: { message: 'no' } },
    { status: 'rejected', reason: { message: 'no' } },
    { value: 'b' },
  ]);
  await expect(get('c')).resolves.toBe('c');
});

test('whatever is asked for: everyone gets theirs, in as few calls as fit, nothing twice', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 7 }), fc.array(fc.string({ maxLength: 2 })), async (size, keys) => {
      const { calls, get } = aLoader(size);
      const answers = await Promise.all(keys.map((key) => get(key)));
      expect(answers).toEqual(keys.map((key) => (key.startsWith('-') ? undefined : key.toUpperCase())));
      const unique = new Set(keys);
      expect(calls).toHaveLength(Math.ceil(unique.size / size));
      expect(calls.flat().sort()).toEqual([...unique].sort());
    }),
  ));

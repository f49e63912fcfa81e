import { expect, test } from '@jest/globals';
import { allWritten } from './all-written.ts';

test('writes that are under way when another fails are waited for', async () => {
  const done: string[] = [];
  const slow = Promise.withResolvers<undefined>();
  const writing = allWritten([
    Promise.reject(new Error('a was refused')),
    slow.promise.then(() => done.push('b')),
    Promise.reject(new Error('c was refused')),
  ]);
  slow.resolve(undefined);
  await expect(writing).rejects.toThrow('a was refused');
  expect(done).toEqual(['b']);
});

test('nothing to write is written', async () => {
  await expect(allWritten([])).resolves.toBeUndefined();
});

import { expect, test } from '@jest/globals';
import { afterPush, afterPushes, pushLikeTheLast } from './push.ts';
import { anImage, NOW } from '../../test/lifecycle/images.ts';

const known = [anImage('A', 2, { tags: ['sha-a'] }), anImage('B', 1, { tags: ['sha-b', 'latest'] })];

/** The images' tags after so many pushes. */
function tagsAfter(pushes: number, tags: readonly string[]): string[][] {
  let left = pushes;
  for (const images of afterPushes(known, { tags }, NOW)) {
    if (left === 0) return images.map((image) => [...image.tags]);
    left -= 1;
  }
  return [];
}

test('a tag moves from the image that had it', () => {
  const images = afterPush(known, { tags: ['latest', 'sha-c'], digest: 'C' }, NOW);
  expect(images.map(({ digest, tags }) => [digest, tags])).toEqual([
    ['A', ['sha-a']],
    ['B', ['sha-b']],
    ['C', ['latest', 'sha-c']],
  ]);
});

test('an image that is there gets the tags, and is no younger for it', () => {
  const [first] = afterPush(known, { tags: ['latest'], digest: 'A' }, NOW);
  expect(first).toEqual({ ...known[0], tags: ['sha-a', 'latest'] });
});

test('an index brings its parts', () => {
  const images = afterPush([], { tags: ['v1'], digest: 'X', parts: 2 }, NOW);
  expect(images.map(({ digest }) => digest)).toEqual(['X/0', 'X/1', 'X']);
  expect(images.at(-1)?.parts).toEqual(['X/0', 'X/1']);
});

test('push after push, a tag that was there before moves on, and one that was new stays', () => {
  expect(tagsAfter(0, ['latest', 'sha-c'])).toEqual([['sha-a'], ['sha-b', 'latest']]);
  expect(tagsAfter(1, ['latest', 'sha-c'])).toEqual([['sha-a'], ['sha-b'], ['latest', 'sha-c']]);
  expect(tagsAfter(2, ['latest', 'sha-c'])).toEqual([['sha-a'], ['sha-b'], ['sha-c'], ['latest', 'sha-c']]);
});

test('a push like the last has its tags and parts, but for what a deploy set', () => {
  const index = anImage('X', 0, { tags: ['main', 'deployed-prod.api'], parts: ['P'] });
  expect(pushLikeTheLast([...known, index, anImage('P', 0)])).toEqual({ tags: ['main'], parts: 1 });
  expect(pushLikeTheLast([])).toEqual({ tags: [] });
});

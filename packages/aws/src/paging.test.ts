import { expect, test } from '@jest/globals';
import { allPages } from './paging.ts';

/** Pages by their tokens; the first is under `undefined`. */
function pagesOf(pages: Record<string, { items?: number[]; next?: string }>) {
  const asked: (string | undefined)[] = [];
  const page = async (token: string | undefined) => {
    asked.push(token);
    const { items, next } = pages[String(token)] ?? {};
    return { items, next };
  };
  return { asked, page };
}

test.each([
  { name: 'one page', pages: { undefined: { items: [1, 2] } }, all: [1, 2], asked: [undefined] },
  {
    name: 'several pages',
    pages: { undefined: { items: [1], next: 'a' }, a: { items: [2], next: 'b' }, b: { items: [3] } },
    all: [1, 2, 3],
    asked: [undefined, 'a', 'b'],
  },
  {
    name: 'an empty page before others',
    pages: { undefined: { items: [], next: 'a' }, a: { items: [1] } },
    all: [1],
    asked: [undefined, 'a'],
  },
  { name: 'no list at all', pages: { undefined: {} }, all: [], asked: [undefined] },
  { name: 'an empty token', pages: { undefined: { items: [1], next: '' } }, all: [1], asked: [undefined] },
])('$name', async ({ pages, all, asked }) => {
  const paged = pagesOf(pages);
  await expect(allPages(paged.page)).resolves.toEqual(all);
  expect(paged.asked).toEqual(asked);
});

test('stops after the page that is enough', async () => {
  const paged = pagesOf({ undefined: { items: [1], next: 'a' }, a: { items: [2, 3], next: 'b' }, b: { items: [4] } });
  await expect(allPages(paged.page, (items) => items.length >= 2)).resolves.toEqual([1, 2, 3]);
  expect(paged.asked).toEqual([undefined, 'a']);
});

test('a page that fails fails the whole', async () => {
  await expect(allPages(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

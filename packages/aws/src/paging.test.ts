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
  await expect(allPages('ecs:ListTasks', paged.page)).resolves.toEqual(all);
  expect(paged.asked).toEqual(asked);
});

test('stops after the page that is enough', async () => {
  const paged = pagesOf({ undefined: { items: [1], next: 'a' }, a: { items: [2, 3], next: 'b' }, b: { items: [4] } });
  await expect(allPages('ecs:ListTasks', paged.page, (items) => items.length >= 2)).resolves.toEqual([1, 2, 3]);
  expect(paged.asked).toEqual([undefined, 'a']);
});

test('a page that fails fails the whole', async () => {
  await expect(allPages('ecs:ListTasks', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

test.each([
  { name: 'the same page again', pages: { undefined: { next: 'a' }, a: { next: 'a' } }, asked: [undefined, 'a'] },
  {
    name: 'pages in a circle',
    pages: { undefined: { next: 'a' }, a: { next: 'b' }, b: { next: 'a' } },
    asked: [undefined, 'a', 'b'],
  },
])('$name: the read fails', async ({ pages, asked }) => {
  const paged = pagesOf(pages);
  await expect(allPages('ecs:ListTasks', paged.page)).rejects.toMatchObject({
    kind: 'lost',
    message: 'The answer to ecs:ListTasks has no end: it names a page that was read before.',
  });
  expect(paged.asked).toEqual(asked);
});

test('more pages than any account has: the read fails', async () => {
  let asked = 0;
  const page = async () => ({ items: [1], next: String(++asked) });
  await expect(allPages('ecs:ListTasks', page)).rejects.toMatchObject({ kind: 'lost', code: 'EndlessPages' });
  expect(asked).toBe(1000);
});

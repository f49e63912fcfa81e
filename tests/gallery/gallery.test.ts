import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FAILURE_KINDS } from './failure-kinds.ts';
import { PAGE, page } from './page.ts';

test('the page of failures is what the action says today: else run `node tests/gallery/write.ts`, and read what changed', async () => {
  expect(await page()).toBe(await readFile(join(import.meta.dirname, '../..', PAGE), 'utf8'));
}, 60_000);

test('each way of failing is told once', () => {
  const titles = FAILURE_KINDS.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.length).toBeGreaterThanOrEqual(15);
});

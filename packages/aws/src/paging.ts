import { AwsError } from './errors.ts';
import type { Operation } from './operations.ts';

/** More than any account has: 1000 pages are 100,000 tasks, or 50,000 log groups. */
const MOST_PAGES = 1000;

/**
 * All items of a paged read.
 *
 * @param page reads one page: its items, and the token of the next one if there is one.
 * @param enough stops early, after a page, when true.
 * @throws AwsError of the kind `lost` when the pages have no end: a token comes again, or there are too many.
 */
export async function allPages<Item>(
  operation: Operation,
  page: (token: string | undefined) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
  enough: (items: readonly Item[]) => boolean = () => false,
): Promise<Item[]> {
  const all: Item[] = [];
  const tokens = new Set<string>();
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    all.push(...(items ?? []));
    token = next;
    if (token !== undefined && tokens.has(token)) throw endless(operation, 'it names a page that was read before');
    if (token !== undefined) tokens.add(token);
    if (tokens.size >= MOST_PAGES) throw endless(operation, `it has more than ${MOST_PAGES} pages`);
  } while (token !== undefined && token !== '' && !enough(all));
  return all;
}

function endless(operation: Operation, why: string): AwsError {
  const message = `The answer to ${operation} has no end: ${why}.`;
  return new AwsError({ kind: 'lost', operation, code: 'EndlessPages', message }, undefined);
}

/**
 * All items of a paged read.
 *
 * @param page reads one page: its items, and the token of the next one if there is one.
 * @param enough stops early, after a page, when true.
 */
export async function allPages<Item>(
  page: (token: string | undefined) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
  enough: (items: readonly Item[]) => boolean = () => false,
): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await page(token);
    all.push(...(items ?? []));
    token = next;
  } while (token !== undefined && token !== '' && !enough(all));
  return all;
}

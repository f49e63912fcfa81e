import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import type { Operation } from '../operations.ts';
import { allPages } from '../paging.ts';
import { DESIRED_COUNT } from './scaled-resource.ts';

/** What is described: all of ECS, or of one resource. A dimension is only taken with a resource. */
type Filter = { readonly ServiceNamespace: 'ecs' } | (typeof DESIRED_COUNT & { readonly ResourceId: string });

/** Reads one page of what hangs on scalable targets. */
type ReadPage<Item> = (
  filter: Filter,
  token: string | undefined,
) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>;

/** So many are asked for one by one: most stacks have no more services that scale. */
const ONE_BY_ONE = 4;

const AT_ONCE = 1000;

/**
 * Finds what hangs on each scalable target; those that are asked for at the same time are read together.
 *
 * There is no call for several resources: a few are read each by itself, many out of the list of all that there is. Where
 * that list is longer than it has resources that are asked for, they are read each by itself after all.
 */
export function describedByResource<Item extends { readonly ResourceId?: string | undefined }>(
  operation: Operation,
  clock: Clock,
  readPage: ReadPage<Item>,
  prepare: () => void,
): (resourceId: string) => Promise<readonly Item[]> {
  async function oneByOne(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Item[]>> {
    const found = ids.map(
      async (ResourceId) =>
        [ResourceId, await allPages(operation, (token) => readPage({ ...DESIRED_COUNT, ResourceId }, token))] as const,
    );
    return new Map(await Promise.all(found));
  }

  async function fromList(ids: readonly string[]): Promise<ReadonlyMap<string, readonly Item[]> | undefined> {
    const all: Item[] = [];
    let token: string | undefined;
    let pagesLeft = ids.length;
    while (pagesLeft > 0) {
      pagesLeft -= 1;
      const { items, next } = await readPage({ ServiceNamespace: 'ecs' }, token);
      all.push(...(items ?? []));
      if (next === undefined || next === '') return Map.groupBy(all, ({ ResourceId = '' }) => ResourceId);
      token = next;
    }
    return undefined;
  }

  const describe = batched<readonly Item[]>(
    AT_ONCE,
    clock,
    async (ids) => (ids.length > ONE_BY_ONE ? await fromList(ids) : undefined) ?? oneByOne(ids),
    prepare,
  );
  return async (id) => (await describe(id)) ?? [];
}

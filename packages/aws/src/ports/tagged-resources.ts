import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

/** The most that GetResources gives at once. Source: API reference, GetResources. */
const PAGE = 100;

/** Resources of any service that has tags, found by theirs. */
export function taggedResources(wire: Wire) {
  return {
    /**
     * The resources of a type that have all of these tags, by ARN, each with all its tags.
     *
     * They come from an index: it may lack what was tagged a moment ago, and still have what is gone.
     *
     * @param type as ARNs have it: `cloudwatch:alarm`.
     */
    async find(
      type: string,
      tags: Readonly<Record<string, string>>,
    ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
      const found = await allPages('tag:GetResources', async (PaginationToken) => {
        const answer = await wire.call('tag:GetResources', {
          ResourceTypeFilters: [type],
          TagFilters: Object.entries(tags).map(([Key, value]) => ({ Key, Values: [value] })),
          ResourcesPerPage: PAGE,
          ...(PaginationToken && { PaginationToken }),
        });
        return { items: answer.ResourceTagMappingList, next: answer.PaginationToken };
      });
      return new Map(
        found.map(({ ResourceARN = '', Tags = [] }) => [
          ResourceARN,
          Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
        ]),
      );
    },
  };
}

import type { Repository } from '@aws-sdk/client-ecr';
import type { Mutability } from '../references/tags.ts';

/** How a repository treats tags that are set again; as MUTABLE when it is not known. */
export function mutabilityOf(repository: Repository | undefined): Mutability {
  const filters = repository?.imageTagMutabilityExclusionFilters ?? [];
  return {
    imageTagMutability: repository?.imageTagMutability,
    exclusions: filters.flatMap(({ filter }) => filter ?? []),
  };
}

import type { ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr';

import type { Repository, TagFilter, TagMutability } from '../model.ts';
import { invalid } from './invalid.ts';

const MUTABILITIES: readonly TagMutability[] = [
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
];

/**
 * What a request makes of the tags of a repository.
 *
 * @throws Fault InvalidParameterException: filters come with the two kinds WITH_EXCLUSION, 1 to 5 of them, and with no
 *   other. Source: reference/ecs-facts.md, "ECR".
 */
export function mutabilityOf(
  asked: string,
  filters: readonly ImageTagMutabilityExclusionFilter[] | undefined,
): Pick<Repository, 'imageTagMutability' | 'exclusionFilters'> {
  const imageTagMutability = MUTABILITIES.find((known) => known === asked);
  if (!imageTagMutability)
    throw invalid('imageTagMutability', `Member must satisfy enum value set: [${MUTABILITIES.join(', ')}]`);
  const exclusionFilters = (filters ?? []).map(filterOf);
  const isExcluding = imageTagMutability.endsWith('_WITH_EXCLUSION');
  if (isExcluding ? exclusionFilters.length < 1 || exclusionFilters.length > 5 : exclusionFilters.length > 0)
    throw invalid(
      'imageTagMutabilityExclusionFilters',
      isExcluding ? 'must have 1 to 5 filters' : `can not be used with ${imageTagMutability}`,
    );
  return { imageTagMutability, exclusionFilters };
}

function filterOf({ filterType, filter = '' }: ImageTagMutabilityExclusionFilter): TagFilter {
  const parameter = 'imageTagMutabilityExclusionFilters';
  if (filterType !== 'WILDCARD') throw invalid(parameter, 'Member must satisfy enum value set: [WILDCARD]');
  if (!/^[\w.*-]{1,128}$/.test(filter))
    throw invalid(parameter, "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'");
  return { filterType, filter };
}

import type { Diagnostics } from '@fargate-actions/documents';
import { checkRepositoryName } from './repository-name.ts';
import type { RepositorySpec } from './repository-spec.ts';

/** Source: reference/ecs-facts.md, "ECR", and ECR's API reference, ImageTagMutabilityExclusionFilter. */
const MOST_FILTERS = 5;
const FILTER = /^[\w.*-]{1,128}$/;
const MOST_WILDCARDS = 2;

/** Reports what AWS would refuse of a repository. */
export function checkRepositorySpec(spec: RepositorySpec, diagnostics: Diagnostics): void {
  checkRepositoryName(spec.place.repositoryName, spec.at, diagnostics);
  checkExclusions(spec, diagnostics);
  if (spec.encryption?.type !== 'AES256' || spec.encryption.kmsKey === undefined) return;
  diagnostics.error(
    spec.at,
    'repository/encryption',
    'A KMS key goes with the encryption KMS or KMS_DSSE, and here is AES256.',
  );
}

function checkExclusions({ imageTagMutability, exclusions = [], at }: RepositorySpec, diagnostics: Diagnostics): void {
  const isExcluding = imageTagMutability?.endsWith('_WITH_EXCLUSION') ?? false;
  if (isExcluding && (exclusions.length === 0 || exclusions.length > MOST_FILTERS)) {
    diagnostics.error(
      at,
      'repository/exclusions',
      `${imageTagMutability ?? ''} takes 1 to ${MOST_FILTERS} filters of tags, and here are ${exclusions.length}.`,
      'Give a filter such as `latest` or `deployed-*`.',
    );
  } else if (!isExcluding && exclusions.length > 0) {
    diagnostics.error(
      at,
      'repository/exclusions',
      `Filters of tags go with IMMUTABLE_WITH_EXCLUSION and MUTABLE_WITH_EXCLUSION only, and here is ${imageTagMutability ?? 'none of them'}.`,
      `Write ${imageTagMutability === 'MUTABLE' ? 'MUTABLE' : 'IMMUTABLE'}_WITH_EXCLUSION.`,
    );
  }
  for (const filter of exclusions) {
    if (FILTER.test(filter) && filter.split('*').length - 1 <= MOST_WILDCARDS) continue;
    diagnostics.error(
      at,
      'repository/exclusions',
      `${JSON.stringify(filter)} is no filter of tags.`,
      `It has up to 128 letters, digits, \`.\`, \`_\`, \`-\`, and up to ${MOST_WILDCARDS} \`*\` for any characters.`,
    );
  }
}

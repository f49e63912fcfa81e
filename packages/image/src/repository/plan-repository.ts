import type { Repository } from '@aws-sdk/client-ecr';
import type { Diagnostics, Json } from '@fargate-actions/documents';
import { NO_CHANGES, type Changes, type Difference } from '@fargate-actions/engine';
import { mutabilityOf } from './mutability.ts';
import type { RepositorySpec } from './repository-spec.ts';

/** What reading a repository gave: `unknown` where we may not look. */
export type RepositoryState =
  'unknown' | { readonly repository: Repository; readonly tags: Readonly<Record<string, string>> };

/** What is to be written. */
export interface RepositoryRequest {
  readonly create: boolean;
  readonly mutability: boolean;
  readonly scanning: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * What a repository lacks.
 *
 * Its encryption can't be changed: another one is an error that says so.
 */
export function planRepository(
  found: RepositoryState | undefined,
  wanted: RepositorySpec,
  diagnostics: Diagnostics,
): Changes<RepositoryRequest> {
  if (found === 'unknown') return NO_CHANGES;
  if (!found) return planCreation(wanted, diagnostics);
  reportEncryption(found.repository, wanted, diagnostics);

  const mutability = mutabilityDifferences(found.repository, wanted);
  const scanning = scanningDifferences(found.repository, wanted);
  const tags = Object.entries(wanted.tags ?? {}).filter(([key, value]) => found.tags[key] !== value);
  const differences: Difference[] = [
    ...mutability,
    ...scanning,
    ...tags.map(([key, to]) => ({ path: `tags[${key}]`, from: found.tags[key], to })),
  ];
  if (differences.length === 0) return NO_CHANGES;
  const request = {
    create: false,
    mutability: mutability.length > 0,
    scanning: scanning.length > 0,
    tags: Object.fromEntries(tags),
  };
  return { action: 'update', differences, request };
}

function planCreation(wanted: RepositorySpec, diagnostics: Diagnostics): Changes<RepositoryRequest> {
  if (!wanted.isCreated) {
    diagnostics.error(
      wanted.at,
      'repository/missing',
      `There is no repository ${wanted.place.repositoryName} in ECR.`,
      'Check name, account and region, or set `create-repository: true`.',
    );
    return NO_CHANGES;
  }
  const settings: [string, Json | undefined][] = [
    ['imageTagMutability', wanted.imageTagMutability],
    ['imageTagMutabilityExclusionFilters', wanted.exclusions && [...wanted.exclusions]],
    ['scanOnPush', wanted.scanOnPush],
    ['encryptionType', wanted.encryption?.type],
    ['kmsKey', wanted.encryption?.kmsKey],
  ];
  return {
    action: 'create',
    differences: settings.flatMap(([path, to]) => (to === undefined ? [] : [{ path, from: undefined, to }])),
    request: { create: true, mutability: false, scanning: false, tags: {} },
  };
}

function mutabilityDifferences(repository: Repository, wanted: RepositorySpec): Difference[] {
  if (wanted.imageTagMutability === undefined) return [];
  const { imageTagMutability = 'MUTABLE', exclusions } = mutabilityOf(repository);
  const to = [...(wanted.exclusions ?? [])].sort();
  const from = [...exclusions].sort();
  return [
    ...(imageTagMutability === wanted.imageTagMutability
      ? []
      : [{ path: 'imageTagMutability', from: imageTagMutability, to: wanted.imageTagMutability }]),
    ...(from.join() === to.join() ? [] : [{ path: 'imageTagMutabilityExclusionFilters', from, to }]),
  ];
}

function scanningDifferences(repository: Repository, { scanOnPush }: RepositorySpec): Difference[] {
  const from = repository.imageScanningConfiguration?.scanOnPush ?? false;
  return scanOnPush === undefined || scanOnPush === from ? [] : [{ path: 'scanOnPush', from, to: scanOnPush }];
}

function reportEncryption(repository: Repository, wanted: RepositorySpec, diagnostics: Diagnostics): void {
  if (!wanted.encryption) return;
  const { encryptionType = 'AES256', kmsKey = '' } = repository.encryptionConfiguration ?? {};
  const { type, kmsKey: key } = wanted.encryption;
  // AWS answers with the ARN of a key; an alias can't be compared with it.
  const isSameKey = key === undefined || key.includes('alias/') || kmsKey === key || kmsKey.endsWith(`:key/${key}`);
  if (encryptionType === type && isSameKey) return;
  diagnostics.error(
    wanted.at,
    'repository/encryption',
    `${wanted.place.repositoryName} is encrypted with ${withKey(encryptionType, kmsKey)}, and ${withKey(type, key)} is wanted: the encryption of a repository can't be changed.`,
    'Take the encryption out, or make a repository of another name.',
  );
}

function withKey(type: string, key: string | undefined): string {
  return key ? `${type} (${key})` : type;
}

import type { EncryptionType, ImageTagMutability } from '@aws-sdk/client-ecr';
import type { ImagePlace } from '@fargate-actions/aws';
import type { Position } from '@fargate-actions/documents';
import type { Address } from '@fargate-actions/engine';

/** The repository that is wanted; what is absent is left alone, and on creation left to AWS. */
export interface RepositorySpec {
  readonly place: ImagePlace;
  /** Whether it is created when it is missing; else that is an error. */
  readonly isCreated: boolean;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  /** For the two kinds WITH_EXCLUSION: wildcards of the tags for which it is the other way round. */
  readonly exclusions?: readonly string[] | undefined;
  readonly scanOnPush?: boolean | undefined;
  /** Only for a repository that is created: it can't be changed. */
  readonly encryption?: { readonly type: EncryptionType; readonly kmsKey?: string | undefined } | undefined;
  /** The user's own: added or changed, never taken away. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Ours, on a repository that is created. */
  readonly ownTags?: Readonly<Record<string, string>> | undefined;
  /** Where the name stands, for diagnostics. */
  readonly at?: Position | undefined;
}

/** The address of a repository in a plan. */
export function repositoryAddress({ repositoryName }: ImagePlace): Address {
  return { kind: 'repository', name: repositoryName };
}

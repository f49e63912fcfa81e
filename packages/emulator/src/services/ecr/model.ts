import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Image {
  readonly digest: string;
  tags: string[];
  readonly pushedAt: number;
  readonly manifest: string;
  readonly mediaType: string;
  /** What its layers and configuration weigh; of an index, the largest of its images. */
  readonly sizeInBytes: number;
  lastPulledAt?: number;
  /** The last scan, from its start. */
  scan?: { readonly startedAt: number };
}

/** What a repository keeps of a layer or a configuration; the bytes are where HTTP reaches them. */
export interface Layer {
  readonly sizeInBytes: number;
  /** The content, where the emulator made it up. */
  readonly text?: string;
}

export interface TagFilter {
  readonly filterType: 'WILDCARD';
  readonly filter: string;
}

export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';

export interface Repository {
  readonly arn: string;
  readonly name: string;
  readonly uri: string;
  readonly createdAt: number;
  imageTagMutability: TagMutability;
  exclusionFilters: TagFilter[];
  scanOnPush: boolean;
  readonly encryption: { readonly encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE'; readonly kmsKey?: string };
  /** Any tag asked for has a digest: the first question makes it up. */
  hasAnyTag: boolean;
  images: Image[];
  /** By digest. */
  layers: Record<string, Layer>;
  lifecyclePolicy?: { readonly text: string; lastEvaluatedAt?: number };
  /** When the policy acts next. */
  lifecycleAt?: number;
  lifecyclePreview?: { readonly text: string; readonly startedAt: number };
  tags: Tags;
}

/** A password that ECR gave to a Docker client. */
export interface RegistryToken {
  readonly password: string;
  readonly expiresAt: number;
}

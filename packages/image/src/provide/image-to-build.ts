import type { CommitFacts } from '../build/labels.ts';
import type { BuildCache, BuildRequest } from '../build/request.ts';
import type { HashedRequest } from '../inputs-hash/inputs-hash.ts';
import type { Mutability } from '../references/tags.ts';
import type { Requirements } from '../verify/requirements.ts';

/** An image as it is wanted: what it is built from, what it is called, and where it belongs. */
export interface ImageToBuild extends HashedRequest, Pick<BuildRequest, 'secrets' | 'ssh' | 'labels'> {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly cache: BuildCache['kind'];
  /** What is known of its commit without git. */
  readonly commit: Omit<CommitFacts, 'committedAt'>;
  /** Built even where it is there. */
  readonly isRebuilt: boolean;
  /** What is going to run in it; nothing where it is not verified. */
  readonly requirements: readonly Requirements[];
  /** Run in it before it is pushed; empty: none. */
  readonly verifyCommand: readonly string[];
  /** Of the repository's tags; undefined where that is left as it is. */
  readonly mutability: Mutability | undefined;
  /** The host to push to in the place of ECR's. */
  readonly registry: string | undefined;
  /** The accounts whose registries are logged in to, that of the push first; empty: this one. */
  readonly registryIds: readonly string[];
}

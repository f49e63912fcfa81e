import { Fault } from '../../../fault.ts';
import { matchesPattern } from '../../../world/pattern.ts';
import type { Image, Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { planLifecycle } from './lifecycle-runs.ts';
import { digestOf, manifestOf, type Manifest } from './manifest.ts';

/** What is pushed: a manifest, and perhaps a tag for it. */
export interface Push {
  readonly manifest: string;
  /** Default: what the manifest says itself to be. */
  readonly mediaType?: string | undefined;
  readonly tag?: string | undefined;
}

/** Whether a tag of the repository stays on its image for good. */
function isImmutable(repository: Repository, tag: string): boolean {
  const isExcluded = repository.exclusionFilters.some(({ filter }) => matchesPattern(filter, tag));
  switch (repository.imageTagMutability) {
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !isExcluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return isExcluded;
    case 'MUTABLE':
      return false;
  }
}

/**
 * Puts an image into a repository, and its tag on it: off the image that had it.
 *
 * @throws Fault ImageTagAlreadyExistsException where the tag is immutable and there, whichever image it is on;
 *   LayersNotFoundException, ReferencedImagesNotFoundException, InvalidParameterException.
 */
export function pushImage(world: World, repository: Repository, push: Push): Image {
  const manifest = manifestOf(push.manifest);
  const mediaType = push.mediaType ?? manifest?.mediaType;
  if (!manifest || mediaType === undefined)
    throw new Fault(
      'InvalidParameterException',
      "Invalid parameter at 'imageManifest' failed to satisfy constraint: 'Invalid image manifest'",
    );
  requireParts(world, repository, manifest);
  const { tag } = push;
  const holder = tag === undefined ? undefined : repository.images.find(({ tags }) => tags.includes(tag));
  if (tag !== undefined && holder && isImmutable(repository, tag)) throw tagIsTaken(repository, tag);

  const digest = digestOf(push.manifest);
  const known = repository.images.find((image) => image.digest === digest);
  const image = known ?? {
    digest,
    tags: [],
    pushedAt: world.now,
    manifest: push.manifest,
    mediaType,
    sizeInBytes: sizeOf(repository, manifest),
  };
  if (!known) repository.images.push(image);
  if (tag !== undefined && holder !== image) {
    if (holder) holder.tags = holder.tags.filter((name) => name !== tag);
    image.tags.push(tag);
  }
  if (!known && repository.scanOnPush && manifest.children.length === 0) image.scan = { startedAt: world.now };
  planLifecycle(world, repository);
  return image;
}

/** What ECR says of a tag that can't be moved. */
function tagIsTaken(repository: Repository, tag: string): Fault {
  return new Fault(
    'ImageTagAlreadyExistsException',
    `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
  );
}

function requireParts(world: World, repository: Repository, manifest: Manifest): void {
  const place = `into repository with name '${repository.name}' in the registry with id '${world.account}' do not exist`;
  const layers = manifest.blobs.filter(({ digest, isForeign }) => !isForeign && !repository.layers[digest]);
  if (layers.length > 0)
    throw new Fault(
      'LayersNotFoundException',
      `Layers with digests ${listed(layers)} required for pushing image ${place}`,
    );
  const images = manifest.children.filter((child) => !repository.images.some(({ digest }) => digest === child.digest));
  if (images.length > 0)
    throw new Fault(
      'ReferencedImagesNotFoundException',
      `Images with digests ${listed(images)} required for pushing image ${place}`,
    );
}

const listed = (items: readonly { readonly digest: string }[]): string =>
  `'[${items.map(({ digest }) => digest).join(', ')}]'`;

function sizeOf(repository: Repository, { blobs, children }: Manifest): number {
  const ofChildren = children.map(
    (child) => repository.images.find(({ digest }) => digest === child.digest)?.sizeInBytes ?? 0,
  );
  return Math.max(
    blobs.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0),
    ...ofChildren,
  );
}

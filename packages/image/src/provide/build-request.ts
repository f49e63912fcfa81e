import { imageLabels } from '../build/labels.ts';
import type { BuildCache, BuildRequest } from '../build/request.ts';
import { taggedName, type PushPlace } from '../references/image-place.ts';
import type { ImageToBuild } from './image-to-build.ts';

/** The tag under which the cache `registry` lies beside the images. */
export const CACHE_TAG = 'cache';

/** What a build of this run is given. */
export interface BuildFacts {
  readonly inputsHash: string;
  /** Seconds since the epoch. */
  readonly committedAt: number | undefined;
  /** Names of earlier images, for the cache `inline`. */
  readonly earlier: readonly string[];
}

/**
 * The build of an image.
 *
 * @param place where it goes; undefined where it is not pushed.
 */
export function buildRequest(
  image: ImageToBuild,
  place: PushPlace | undefined,
  { inputsHash, committedAt, earlier }: BuildFacts,
): BuildRequest {
  const { context, file, target, buildArgs, platforms, hasProvenance, secrets, ssh, tags, repository } = image;
  return {
    context,
    file,
    target,
    buildArgs,
    platforms,
    hasProvenance,
    secrets,
    ssh,
    labels: imageLabels({ ...image.commit, committedAt }, image.labels, inputsHash),
    names: tags.map((tag) => (place ? taggedName(place, tag) : `${repository}:${tag}`)),
    cache: cacheOf(image.cache, place, earlier),
    sourceDateEpoch: committedAt,
  };
}

function cacheOf(kind: BuildCache['kind'], place: PushPlace | undefined, from: readonly string[]): BuildCache {
  switch (kind) {
    case 'registry':
      return place ? { kind, name: taggedName(place, CACHE_TAG) } : { kind: 'none' };
    case 'inline':
      return { kind, from };
    case 'gha':
    case 'none':
      return { kind };
  }
}

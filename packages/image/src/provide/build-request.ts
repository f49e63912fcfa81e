import type { RunFacts } from '@fargate-actions/action-kit';
import {
  imageLabels,
  taggedName,
  type BuildCache,
  type BuildRequest,
  type HashedRequest,
  type PushPlace,
} from '@fargate-actions/image';
import type { BuildPushInputs } from '../../../../actions/build-push-ecr/src/inputs.ts';
import type { WantedImage } from '../../../operations/src/build/wanted-image.ts';

/** The tag under which the cache `registry` lies beside the images. */
export const CACHE_TAG = 'cache';

/** What the hash of the inputs is made of. */
export function hashedRequest(
  { context, file, buildArgs }: WantedImage,
  { target, platforms, provenance }: BuildPushInputs,
): HashedRequest {
  return { context, file, target, buildArgs, platforms, hasProvenance: provenance };
}

/** What a build of this run is given. */
export interface BuildFacts {
  readonly inputsHash: string;
  /** Seconds since the epoch. */
  readonly committedAt: number | undefined;
  readonly run: RunFacts;
  /** Names of earlier images, for the cache `inline`. */
  readonly earlier: readonly string[];
}

/**
 * The build of an image.
 *
 * @param place where it goes; undefined where it is not pushed.
 */
export function buildRequest(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  place: PushPlace | undefined,
  { inputsHash, committedAt, run, earlier }: BuildFacts,
): BuildRequest {
  const { serverUrl, repository } = run;
  const sourceUrl = serverUrl && repository ? `${serverUrl}/${repository}` : undefined;
  const commit = { sha: run.commitSha, sourceUrl, committedAt };
  return {
    ...hashedRequest(wanted, inputs),
    secrets: wanted.secrets,
    ssh: inputs.ssh,
    labels: imageLabels(commit, wanted.labels, inputsHash),
    names: wanted.tags.map((tag) => (place ? taggedName(place, tag) : `${wanted.repository}:${tag}`)),
    cache: cacheOf(inputs.cache, place, earlier),
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

import type { ImageFailureCode, ImageIdentifier } from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { behaviourOf, imageOfTag } from '../../../world/images.ts';
import type { Image, Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';

const DIGEST = /^sha256:[0-9a-f]{64}$/;

export type Failure = Extract<
  ImageFailureCode,
  'ImageNotFound' | 'InvalidImageDigest' | 'MissingDigestAndTag' | 'ImageTagDoesNotMatchDigest'
>;

/** What ECR says of each failure. */
export const REASONS: Readonly<Record<Failure, string>> = {
  ImageNotFound: 'Requested image not found',
  InvalidImageDigest: 'Invalid request parameters: image digest is not valid',
  MissingDigestAndTag: 'Invalid request parameters: both tag and digest cannot be null',
  ImageTagDoesNotMatchDigest: 'Requested image tag does not match the digest',
};

/** The image that an id names, or why there is none. */
export function lookUp(world: World, repository: Repository, imageId: ImageIdentifier): Image | Failure {
  const found = lookUpKept(world, repository, imageId);
  return typeof found !== 'string' && wasMissed(world, repository, found) ? 'ImageNotFound' : found;
}

/**
 * Whether a task did not find the image: then ECR does not have it, whatever it answered before. A scenario that gives the
 * text of the failure says what is wrong instead.
 */
function wasMissed(world: World, { uri }: Repository, { digest, tags }: Image): boolean {
  const names = new Set([`${uri}@${digest}`, ...tags.map((tag) => `${uri}:${tag}`)]);
  const isMissing = [...names].some((name) => {
    const { behaviour, reason } = behaviourOf(world, name)?.behaviour ?? {};
    return behaviour === 'pull-error' && reason === undefined;
  });
  return (
    isMissing &&
    world.tasks.some(
      ({ stopCode, containers }) =>
        stopCode === 'TaskFailedToStart' && containers.some(({ image }) => names.has(image)),
    )
  );
}

function lookUpKept(world: World, repository: Repository, { imageTag, imageDigest }: ImageIdentifier): Image | Failure {
  if (imageTag === undefined && imageDigest === undefined) return 'MissingDigestAndTag';
  if (imageDigest !== undefined && !DIGEST.test(imageDigest)) return 'InvalidImageDigest';
  const tagged = imageTag === undefined ? undefined : imageOfTag(world, repository, imageTag);
  if (imageDigest === undefined) return tagged ?? 'ImageNotFound';
  if (imageTag !== undefined && tagged?.digest !== imageDigest) {
    return tagged ? 'ImageTagDoesNotMatchDigest' : 'ImageNotFound';
  }
  return repository.images.find(({ digest }) => digest === imageDigest) ?? 'ImageNotFound';
}

/** The image that an id names. Throws ImageNotFoundException where there is none. */
export function imageOf(world: World, repository: Repository, imageId: ImageIdentifier): Image {
  const found = lookUp(world, repository, imageId);
  if (typeof found !== 'string') return found;
  throw new Fault(
    'ImageNotFoundException',
    `The image with imageId ${idText(imageId)} does not exist within the ` +
      `repository with name '${repository.name}' in the registry with id '${world.account}'`,
  );
}

/** An image's id as ECR writes it in its messages. */
export const idText = ({ imageDigest = 'null', imageTag = 'null' }: ImageIdentifier): string =>
  `{imageDigest:'${imageDigest}', imageTag:'${imageTag}'}`;

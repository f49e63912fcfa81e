import { isAwsError, sentAgainWhenLost, type Aws, type ImagePlace, type StoredManifest } from '@fargate-actions/aws';
import { isImmutableTag } from '../references/tags.ts';
import { mutabilityOf } from '../repository/mutability.ts';
import { deployedTag, type DeployedTo } from './deployed-tag.ts';

/** A tag that is to be set to an image. */
export interface TagMove {
  readonly tag: string;
  readonly image: StoredManifest;
  /** The digest that has it now, where that is known. */
  readonly from: string | undefined;
}

/**
 * Tags the image that a service runs from now on, so that a lifecycle rule on `deployed-*` keeps it.
 *
 * The image that had the tag gets that of the previous one first: there is no moment in which one of them has none.
 *
 * @param digest of the image as the task definition names it.
 * @returns the tags that were set now; none where all is as it should be.
 * @throws AwsError
 */
export async function setDeployedTag(
  place: ImagePlace,
  to: DeployedTo,
  digest: string,
  aws: Aws,
  hasOwn = false,
): Promise<string[]> {
  const set: string[] = [];
  for (const move of await movesOf(place, to, digest, aws, hasOwn))
    if (await moved(place, move, aws)) set.push(move.tag);
  return set;
}

/** What it means that an image has no tag by which a lifecycle policy knows it. */
export function withoutTag(to: DeployedTo, digest: string, hasOwn: boolean): string {
  return `The image that ${to.service} runs has no tag ${deployedTag(to, hasOwn ? { digest } : 'current')}: a lifecycle policy can't tell that it is in use.`;
}

/**
 * The tags that have to be set, in that order; none where all is as it should be, or the image is not there.
 *
 * @param hasOwn whether the image gets a tag of its own, because the service runs another one besides.
 */
export async function movesOf(
  place: ImagePlace,
  to: DeployedTo,
  digest: string,
  aws: Aws,
  hasOwn = false,
): Promise<TagMove[]> {
  const [repository, image] = await Promise.all([
    aws.gaps.optional('Whether tags can move is not known; they are moved.', () => aws.repositories.find(place)),
    aws.images.manifest(place, { imageDigest: digest }),
  ]);
  if (!image) return [];
  const mutability = mutabilityOf(repository);
  const current = deployedTag(to, 'current');
  const previous = deployedTag(to, 'previous');
  const isFixed = hasOwn || isImmutableTag(current, mutability) || isImmutableTag(previous, mutability);
  const tag = isFixed ? deployedTag(to, { digest }) : current;
  const before = await aws.images.manifest(place, { imageTag: tag });
  if (before?.digest === image.digest || before?.digest === digest) return [];
  const kept = before && !isFixed ? [{ tag: previous, image: before, from: undefined }] : [];
  return [...kept, { tag, image, from: before?.digest }];
}

/** Sets a tag. That one which can't move is there already is as good: false. */
async function moved(place: ImagePlace, { tag, image }: TagMove, aws: Aws): Promise<boolean> {
  try {
    await sentAgainWhenLost(() => aws.images.tag(place, image, tag));
    return true;
  } catch (error) {
    if (isAwsError(error) && error.code === 'ImageTagAlreadyExistsException') return false;
    throw error;
  }
}

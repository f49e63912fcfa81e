import { isAwsError, sentAgainWhenLost, type Aws, type ImagePlace, type StoredManifest } from '@fargate-actions/aws';
import { isImmutableTag } from '../references/tags.ts';
import { mutabilityOf } from '../repository/mutability.ts';
import { deployedTag, type DeployedTo } from './deployed-tag.ts';

/**
 * Tags the image that a service runs from now on, so that a lifecycle rule on `deployed-*` keeps it.
 *
 * The image that had the tag gets that of the previous one first: there is no moment in which one of them has none.
 * Denied, the run goes on without, with a notice.
 *
 * @param digest of the image as the task definition names it.
 * @returns the tags that were set now; none where all is as it should be.
 */
export async function setDeployedTag(place: ImagePlace, to: DeployedTo, digest: string, aws: Aws): Promise<string[]> {
  const lost = `The image that ${to.service} runs has no tag ${deployedTag(to, 'current')}: a lifecycle policy can't tell that it is in use.`;
  return (await aws.gaps.optional(lost, () => tagAsDeployed(place, to, digest, aws))) ?? [];
}

async function tagAsDeployed(place: ImagePlace, to: DeployedTo, digest: string, aws: Aws): Promise<string[]> {
  const [repository, image] = await Promise.all([
    aws.gaps.optional('Whether tags can move is not known; they are moved.', () => aws.repositories.find(place)),
    aws.images.manifest(place, { imageDigest: digest }),
  ]);
  if (!image) return [];
  const mutability = mutabilityOf(repository);
  const current = deployedTag(to, 'current');
  const previous = deployedTag(to, 'previous');
  if (isImmutableTag(current, mutability) || isImmutableTag(previous, mutability)) {
    return tagOnce(place, image, deployedTag(to, { digest }), aws);
  }
  const before = await aws.images.manifest(place, { imageTag: current });
  if (before?.digest === digest) return [];
  if (before) await sentAgainWhenLost(() => aws.images.tag(place, before, previous));
  await sentAgainWhenLost(() => aws.images.tag(place, image, current));
  return before ? [previous, current] : [current];
}

/** Sets a tag that can't move: that it is there already is as good. */
async function tagOnce(place: ImagePlace, image: StoredManifest, tag: string, aws: Aws): Promise<string[]> {
  const tagged = await aws.images.manifest(place, { imageTag: tag });
  if (tagged?.digest === image.digest) return [];
  try {
    await sentAgainWhenLost(() => aws.images.tag(place, image, tag));
    return [tag];
  } catch (error) {
    if (isAwsError(error) && error.code === 'ImageTagAlreadyExistsException') return [];
    throw error;
  }
}

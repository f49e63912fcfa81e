import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { Aws, ImagePlace } from '@fargate-actions/aws';
import type { StoredImage } from './stored-image.ts';

/** Manifest lists and indexes: what they stand for stays as long as they do. */
const LIST = /manifest\.list|image\.index/;

/** All images of a repository as lifecycle rules see them; none when it is not there. */
export async function readImages(place: ImagePlace, aws: Aws): Promise<StoredImage[]> {
  const details = await aws.images.list(place);
  const lists = details.flatMap(({ imageDigest, imageManifestMediaType }) =>
    imageDigest !== undefined && LIST.test(imageManifestMediaType ?? '') ? [imageDigest] : [],
  );
  const lost = 'Which images belong to a manifest list is not known: they are taken for images of their own.';
  const parts =
    lists.length === 0 ? undefined : await aws.gaps.unlessDenied(lost, () => aws.images.parts(place, lists));
  return details.map((detail) => storedImage(detail, parts?.get(detail.imageDigest ?? '')));
}

function storedImage(detail: ImageDetail, parts: readonly string[] | undefined): StoredImage {
  const { imageDigest = '', imageTags = [], imagePushedAt, lastRecordedPullTime, imageStatus } = detail;
  return {
    digest: imageDigest,
    tags: imageTags,
    pushedAt: imagePushedAt?.getTime() ?? 0,
    ...(lastRecordedPullTime && { pulledAt: lastRecordedPullTime.getTime() }),
    ...(imageStatus === 'ARCHIVED' && { archivedAt: detail.lastArchivedAt?.getTime() ?? 0 }),
    ...(detail.lastActivatedAt && { restoredAt: detail.lastActivatedAt.getTime() }),
    ...(detail.subjectManifestDigest !== undefined && { subject: detail.subjectManifestDigest }),
    ...(parts && parts.length > 0 && { parts }),
  };
}

import type { Aws } from '@fargate-actions/aws';
import { ecrRegistry, parseImageName } from '@fargate-actions/task-definition';

/** What the registry says of an image that ECS did not find. */
export interface ImageLookup {
  /** As the task definition has it. */
  readonly image: string;
  readonly repository: string;
  readonly registry: string;
  readonly tag?: string;
  readonly digest?: string;
  readonly hasRepository: boolean;
  /** Whether the image is there now, by its tag or its digest. */
  readonly hasImage: boolean;
}

/**
 * Looks in ECR whether the repository and the image in it exist; undefined for other registries and regions, and where that may not be
 * asked.
 *
 * @param region the one that is asked.
 */
export async function lookUpImage(image: string, region: string, aws: Aws): Promise<ImageLookup | undefined> {
  const name = parseImageName(image);
  const { account, region: itsRegion } = ecrRegistry(name?.registry) ?? {};
  if (!name || account === undefined || itsRegion !== region) return undefined;
  const place = { registryId: account, repositoryName: name.repository };
  const { digest } = name;
  const tag = digest === undefined ? (name.tag ?? 'latest') : undefined;
  return aws.gaps.optional('Whether the repository of a missing image exists is not shown.', async () => {
    const hasRepository = await aws.images.hasRepository(place);
    const imageId = tag === undefined ? { imageDigest: digest ?? '' } : { imageTag: tag };
    const hasImage = hasRepository && (await aws.images.manifest(place, imageId)) !== undefined;
    return {
      image,
      repository: name.repository,
      registry: account,
      hasRepository,
      hasImage,
      ...(tag !== undefined && { tag }),
      ...(digest !== undefined && { digest }),
    };
  });
}

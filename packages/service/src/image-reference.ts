import type { ImagePlace } from '@fargate-actions/aws';
import { ecrRegistry, parseImageName } from '@fargate-actions/task-definition';
import type { ContainerImage, ServiceWanted } from './service-spec.ts';

/** Whether an image reference names one image for ever. */
export function isByDigest(image: string): boolean {
  return parseImageName(image)?.digest !== undefined;
}

/** Where in ECR a tagged image lies; undefined for other registries and for an image by digest. */
export function imagePlace(
  image: string,
): (ImagePlace & { readonly tag: string; readonly region: string | undefined }) | undefined {
  const name = parseImageName(image);
  const { account, region } = ecrRegistry(name?.registry) ?? {};
  if (!name || account === undefined || name.digest !== undefined) return undefined;
  return { registryId: account, repositoryName: name.repository, tag: name.tag ?? 'latest', region };
}

/** The images by tag of a service, parted by whether the deploy is about them. */
export interface TaggedImages {
  readonly ours: readonly ContainerImage[];
  /** Of other repositories, a sidecar's for example. */
  readonly others: readonly ContainerImage[];
}

/**
 * Parts the images that are given by a tag: only those that the deploy is about are compared with what runs.
 *
 * Source: contracts.md, "Deploying", Unchanged.
 *
 * @param account the account of the service.
 */
export function taggedImages(
  { images, repositories }: Pick<ServiceWanted, 'images' | 'repositories'>,
  account: string | undefined,
): TaggedImages {
  const isOurs = ({ image }: ContainerImage): boolean => {
    const name = parseImageName(image);
    if (!name) return false;
    if (repositories) return repositories.includes(name.repository);
    return account !== undefined && ecrRegistry(name.registry)?.account === account;
  };
  const tagged = images.filter(({ image }) => !isByDigest(image));
  return { ours: tagged.filter(isOurs), others: tagged.filter((one) => !isOurs(one)) };
}

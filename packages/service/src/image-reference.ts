import type { ImagePlace } from '@fargate-actions/aws';
import { ecrRegistry, parseImageName } from '@fargate-actions/task-definition';

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

import type { ImagePlace } from '@fargate-actions/aws';

/** Whether an image reference names one image for ever. */
export function isByDigest(image: string): boolean {
  return /@sha256:[0-9a-f]{64}$/.test(image);
}

const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.[\w-]+\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|[\w.]+)\/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?$/;

/** Where in ECR a tagged image lies; undefined for other registries and for an image by digest. */
export function imagePlace(image: string): (ImagePlace & { readonly tag: string }) | undefined {
  const groups = ECR_IMAGE.exec(image)?.groups;
  if (!groups) return undefined;
  return { registryId: groups['account'], repositoryName: groups['repository'] ?? '', tag: groups['tag'] ?? 'latest' };
}

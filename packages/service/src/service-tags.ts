import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import type { Difference } from '@fargate-actions/plan';
import type { ServiceSpec } from './service-spec.ts';

/** What is lost without our own tags. */
export const UNTAGGED = 'The service has no tags that say which commit and run deployed it.';

/** The file's own tags that the service does not have; none where its tags are not told. */
export function tagDifferences({ tags }: Service, { ownTags = {} }: ServiceSpec): Difference[] {
  if (!tags) return [];
  const found = new Map(tags.map(({ key, value }) => [key, value]));
  return Object.entries(ownTags)
    .filter(([key, value]) => found.get(key) !== value)
    .map(([key, value]) => ({ path: `tags.${key}`, from: found.get(key), to: value }));
}

/** Tags a service; nothing rests on it, so that a service is not called failed for its tags. */
export async function tagService(
  { serviceArn }: Service,
  tags: Readonly<Record<string, string>>,
  lost: string,
  aws: Aws,
): Promise<void> {
  if (!serviceArn || Object.keys(tags).length === 0) return;
  await aws.gaps.optional(lost, () => aws.services.tag(serviceArn, tags));
}

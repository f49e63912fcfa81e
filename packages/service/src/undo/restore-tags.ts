import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';

const LOST = 'The tags of a service that was put back still name this run and its commit.';

/**
 * Puts back the tags that a run wrote to a service, as far as it is known what they were: nothing rests on them.
 *
 * @param service as it was before.
 */
export async function restoreTags({ serviceArn, tags }: Service, keys: readonly string[], aws: Aws): Promise<void> {
  if (!serviceArn || !tags || keys.length === 0) return;
  const before = new Map(tags.map(({ key, value }) => [key, value ?? '']));
  const kept = keys.filter((key) => before.has(key)).map((key): [string, string] => [key, before.get(key) ?? '']);
  const added = keys.filter((key) => !before.has(key));
  await aws.gaps.optional(LOST, async () => {
    if (kept.length > 0) await aws.services.tag(serviceArn, Object.fromEntries(kept));
    if (added.length > 0) await aws.services.untag(serviceArn, added);
  });
}

import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Difference } from '@fargate-actions/engine';
import type { ServiceWanted } from './service-spec.ts';
import { hasShortArn, migrateShortArn } from './short-arn.ts';

/** What is lost without our own tags. */
export const UNTAGGED = 'The service has no tags that say which commit and run deployed it.';

/** The file's own tags that the service does not have; none where its tags are not told, or it can't have any. */
export function tagDifferences(service: Service, { ownTags = {} }: ServiceWanted): Difference[] {
  const { tags } = service;
  if (!tags || hasShortArn(service)) return [];
  const found = new Map(tags.map(({ key, value }) => [key, value]));
  return Object.entries(ownTags)
    .filter(([key, value]) => found.get(key) !== value)
    .map(([key, value]) => ({ path: `tags.${key}`, from: found.get(key), to: value }));
}

/** Says of a service that ECS does not tag what it goes without. */
export function noteUntaggable(service: Service, spec: ServiceWanted, diagnostics: Diagnostics): void {
  if (!hasShortArn(service)) return;
  const own = Object.keys(spec.ownTags ?? {});
  const why = `${spec.name} has a short ARN (${service.serviceArn ?? ''}), and ECS does not tag such a service.`;
  const hint = migrateShortArn(service);
  if (own.length > 0)
    diagnostics.warning(
      spec.document.at(),
      'service/short-arn',
      `${why} It does not get its tags ${own.join(', ')}.`,
      hint,
    );
  else diagnostics.notice(spec.document.at(), 'service/short-arn', `${why} ${UNTAGGED}`, hint);
}

/** Tags a service; nothing rests on it, so that a service is not called failed for its tags. */
export async function tagService(
  service: Service,
  tags: Readonly<Record<string, string>>,
  lost: string,
  aws: Aws,
): Promise<void> {
  const { serviceArn } = service;
  // Said in the plan already.
  if (!serviceArn || hasShortArn(service) || Object.keys(tags).length === 0) return;
  await aws.gaps.optional(lost, () => aws.services.tag(serviceArn, tags));
}

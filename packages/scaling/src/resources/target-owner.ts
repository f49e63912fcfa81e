import type { Aws } from '@fargate-actions/aws';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import type { Diagnostics } from '@fargate-actions/documents';
import type { ScaledService } from '../scaled-service.ts';

/** The tag that names the stack for which a target was made. */
const STACK_TAG = 'fargate-actions:stack';

/**
 * Whose a target is by its own tags: what hangs on it says nothing, for it may hang on anybody's. With the repository where a
 * run of another one made it.
 */
export type TargetOwner = 'ours' | 'others' | 'unknown' | { readonly repository: string };

/** The tags by which a later run knows that a target was made for this stack. */
export function ownerTags({ stack }: Pick<ScaledService, 'stack'>): Readonly<Record<string, string>> {
  return stack === undefined ? {} : { [STACK_TAG]: stack };
}

/**
 * Asks whose a target is; `unknown` where its tags may not or can't be read: nothing rests on them but its end.
 *
 * @param own the tags that this run writes: another repository may have a stack of the same name.
 */
export async function readTargetOwner(
  arn: string,
  { name, stack }: Pick<ScaledService, 'name' | 'stack'>,
  own: Readonly<Record<string, string>>,
  aws: Aws,
): Promise<TargetOwner> {
  const lost = `Whether this tool made the scalable target of ${name} is not known: it is left there.`;
  const tags = await aws.gaps.optional(lost, () => aws.scalableTargets.tags(arn));
  if (tags === undefined) return 'unknown';
  const repository = otherRepository(tags[REPOSITORY_TAG], own[REPOSITORY_TAG]);
  if (repository !== undefined) return { repository };
  return stack !== undefined && tags[STACK_TAG] === stack ? 'ours' : 'others';
}

/** Says that what scales a service stays, because it hangs on the target of another repository: it has no tags itself. */
export function noticeOfRepository(
  { name, at }: Pick<ScaledService, 'name' | 'at'>,
  { repository }: Extract<TargetOwner, object>,
  what: readonly string[],
  diagnostics: Diagnostics,
): void {
  diagnostics.notice(
    at,
    'scaling/of-another-repository',
    `${name} is also scaled by what a run of ${repository} made, and is left alone: ${what.join(', ')}.`,
    `If the repository was renamed, give the scalable target the tag ${REPOSITORY_TAG} with its new name.`,
  );
}

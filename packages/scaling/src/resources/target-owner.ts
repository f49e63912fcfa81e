import type { Aws } from '@fargate-actions/aws';
import type { ScaledService } from '../scaled-service.ts';

/** The tag that names the stack for which a target was made. */
const STACK_TAG = 'fargate-actions:stack';

/** The tag that names the repository whose run wrote a target last. */
const REPOSITORY_TAG = 'fargate-actions:repository';

/** Whose a target is by its own tags: what hangs on it says nothing, for it may hang on anybody's. */
export type TargetOwner = 'ours' | 'others' | 'unknown';

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
  const [theirs, ours] = [tags[REPOSITORY_TAG]?.toLowerCase(), own[REPOSITORY_TAG]?.toLowerCase()];
  const isSameRepository = theirs === undefined || ours === undefined || theirs === ours;
  return stack !== undefined && tags[STACK_TAG] === stack && isSameRepository ? 'ours' : 'others';
}

import { isAwsError, type Aws } from '@fargate-actions/aws';

/**
 * What a call answers; undefined where it fails.
 *
 * That is noted only when the run was asked for what is looked for: what is left over from earlier runs is told where it
 * can be seen, and nobody needs a permission for it.
 */
export async function look<Answer>(
  isAsked: boolean,
  lost: string,
  aws: Pick<Aws, 'gaps'>,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  if (isAsked) return aws.gaps.optional(lost, call);
  try {
    return await call();
  } catch (error) {
    if (isAwsError(error)) return undefined;
    throw error;
  }
}

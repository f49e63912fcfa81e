import { isAwsError, type Aws } from '@fargate-actions/aws';

/**
 * What a call answers; undefined where it is denied.
 *
 * That is noted only when the run was asked for what is looked for: what is left over from earlier runs is told where it
 * can be seen, and nobody needs a permission for it.
 */
export async function look<Answer>(
  isAsked: boolean,
  lost: string,
  aws: Pick<Aws, 'denials'>,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  if (isAsked) return aws.denials.without(lost, call);
  try {
    return await call();
  } catch (error) {
    if (isAwsError(error, 'denied')) return undefined;
    throw error;
  }
}

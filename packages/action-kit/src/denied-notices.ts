import type { Denial } from '@fargate-actions/aws';
import type { Diagnostic } from '@fargate-actions/files';

/** One notice for each permission that the run did without. Source: design.md, principle 8. */
export function deniedNotices(denials: readonly Denial[]): Diagnostic[] {
  return denials.map(({ permission, lost }) => ({
    rule: 'aws/denied',
    severity: 'notice',
    message: `${permission} is denied. ${lost}`,
    hint: `Add ${permission} to the policy of the role that this job assumes, or leave it so.`,
  }));
}

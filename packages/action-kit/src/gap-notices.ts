import type { Gap } from '@fargate-actions/aws';
import type { Diagnostic } from '@fargate-actions/files';

/** One notice for each call that the run did without. Source: design.md, principle 8. */
export function gapNotices(gaps: readonly Gap[]): Diagnostic[] {
  return gaps.map(({ permission, failure, lost }) =>
    failure === undefined
      ? {
          rule: 'aws/denied',
          severity: 'notice',
          message: `${permission} is denied. ${lost}`,
          hint: `Add ${permission} to the policy of the role that this job assumes, or leave it so.`,
        }
      : { rule: 'aws/unanswered', severity: 'notice', message: `${failure} ${lost}` },
  );
}

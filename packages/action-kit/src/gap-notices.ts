import type { Gap } from '@fargate-actions/aws';
import type { Diagnostic } from '@fargate-actions/documents';

/** One notice for each call that the run did without. Source: design.md, principle 8. */
export function gapNotices(gaps: readonly Gap[]): Diagnostic[] {
  return gaps.map(({ permission, failure, remedy, lost }) =>
    failure === undefined
      ? {
          rule: 'aws/denied',
          severity: 'notice',
          message: `${permission} is denied. ${lost}`,
          hint: `${remedy ?? `Add ${permission} to the policy of the role that this job assumes.`} Or leave it so.`,
        }
      : { rule: 'aws/unanswered', severity: 'notice', message: `${failure} ${lost}` },
  );
}

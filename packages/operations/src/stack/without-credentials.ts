import { isAwsError, type Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Report } from '@fargate-actions/engine';
import { escapeMarkdown } from '@fargate-actions/report';
import type { Prepared } from '../prepared.ts';
import type { StackOfRun } from './stack-of-run.ts';

/** Whether AWS knows who runs: a pull request of a fork has no credentials. */
export async function hasCredentials(aws: Aws): Promise<boolean> {
  try {
    await aws.identity();
    return true;
  } catch (error) {
    if (isAwsError(error, 'credentials')) return false;
    throw error;
  }
}

/** What can be said without AWS: the files were read, and everything in them that needs no answer of AWS is checked. */
export function withoutCredentials({ services }: StackOfRun, diagnostics: Diagnostics): Prepared<Report> {
  diagnostics.notice(
    undefined,
    'stack/files-only',
    'There are no AWS credentials: the files were checked, and not compared with what is in AWS.',
    'To see what would change, run aws-actions/configure-aws-credentials before this step.',
  );
  const names = escapeMarkdown(services.map(({ name }) => name).join(', '));
  return {
    items: [],
    planGroups: () => [],
    ofPlan: () => ({
      outputs: { changed: undefined, changes: undefined },
      overview: `## ✅ The files of ${names} are valid\n\nThere are no AWS credentials: nothing was compared with what is in AWS.`,
    }),
    ofOutcomes: () => ({ outputs: {} }),
  };
}

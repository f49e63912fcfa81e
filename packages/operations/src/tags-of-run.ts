import type { ActionContext } from '@fargate-actions/action-kit';
import { deployTags } from '@fargate-actions/service';

/** Tags that say who deployed what. */
export function tagsOfRun(
  { commitSha }: { readonly commitSha: string | undefined },
  { run }: ActionContext,
): Record<string, string> {
  return deployTags({ ...run, commitSha: commitSha ?? run.commitSha });
}

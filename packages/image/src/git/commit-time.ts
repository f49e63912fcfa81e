import type { Workspace } from '@fargate-actions/documents';
import type { Processes } from '../processes.ts';
import { checkoutOf } from './checkout.ts';
import { pinnedGit } from './pinned-git.ts';

/**
 * When the commit was made that a context is checked out from, in seconds since the epoch; undefined where git does not say.
 *
 * @param context relative to the workspace.
 */
export async function commitTime(
  context: string,
  workspace: Workspace,
  processes: Processes,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const checkout = await checkoutOf(context, workspace);
  const git = checkout && (await pinnedGit(processes, checkout, checkout.workTree, signal));
  const [answer = ''] = (await git?.(['rev-list', '--max-count=1', '--timestamp', 'HEAD', '--'])) ?? [];
  const seconds = Number(/^(\d+) /.exec(answer)?.[1]);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

import { posix, resolve } from 'node:path';
import type { Workspace } from '@fargate-actions/documents';

/** A checkout of git, by absolute paths. */
export interface Checkout {
  /** Its `.git`: a directory, or the file that a worktree or a submodule has there. */
  readonly gitDir: string;
  readonly workTree: string;
}

/**
 * The checkout that a directory of the workspace belongs to; undefined where there is none.
 *
 * Git itself would also take a directory for a repository that merely looks like one (`HEAD`, `objects`, `refs`, `config`),
 * and anybody can commit such a directory. Nobody can commit a `.git`, so only the nearest one counts.
 *
 * @param directory relative to the workspace, with `/`. Nothing above the workspace is looked at.
 */
export async function checkoutOf(directory: string, workspace: Workspace): Promise<Checkout | undefined> {
  for (let at = posix.normalize(directory); ; at = posix.dirname(at)) {
    const found = await workspace.look(posix.join(at, '.git'));
    if (found === 'outside' || found === 'unreadable') return undefined;
    if (found !== 'missing') {
      const workTree = resolve(workspace.root, at);
      return { gitDir: resolve(workTree, '.git'), workTree };
    }
    if (at === '.' || at === '/' || at.startsWith('..')) return undefined;
  }
}

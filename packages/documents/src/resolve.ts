import { posix } from 'node:path';
import type { Diagnostics, Position } from './diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Workspace } from './workspace.ts';

/**
 * The way from the workspace's root to what a path names, or undefined, with an error, when it names nothing to use.
 *
 * A path is relative to the file it is written in, or, when it is written in none (an action's input), to the root.
 * It must stay inside the workspace: through `..`, as an absolute path and behind symbolic links. One that leads out of
 * an open workspace is absolute.
 */
export async function resolveInside(
  workspace: Workspace,
  path: string,
  at: Position | undefined,
  diagnostics: Diagnostics,
  wanted: 'file' | 'directory' = 'file',
): Promise<string | undefined> {
  const resolved = fromRoot(workspace, path, at);
  const standing = isOutside(resolved) && !workspace.isOpen ? 'outside' : await workspace.look(resolved);
  if (standing === wanted) return resolved;
  const error = (rule: string, message: string, hint: string): void => diagnostics.error(at, rule, message, hint);
  switch (standing) {
    case 'outside':
      error(
        'files/outside-workspace',
        `${path} leads out of the workspace.`,
        'Only what is checked out can be used: move it into the repository.',
      );
      break;
    case 'missing':
      error('files/missing', `${resolved} does not exist.`, await missingHint(workspace, resolved, path, at));
      break;
    case 'directory':
      error('files/is-directory', `${resolved} is a directory.`, 'Name a file in it.');
      break;
    case 'file':
      error('files/is-file', `${resolved} is a file.`, 'Name the directory it is in.');
      break;
    case 'unreadable':
      error('files/unreadable', `${resolved} cannot be read.`, 'Check its permissions.');
      break;
  }
  return undefined;
}

function fromRoot({ root, isOpen }: Workspace, path: string, at: Position | undefined): string {
  const way = posix.isAbsolute(path)
    ? posix.relative(root, path) || '.'
    : posix.join(at ? posix.dirname(at.file) : '.', path);
  return isOpen && isOutside(way) ? posix.resolve(root, way) : way;
}

function isOutside(resolved: string): boolean {
  return resolved === '..' || resolved.startsWith('../') || posix.isAbsolute(resolved);
}

async function missingHint(
  workspace: Workspace,
  resolved: string,
  written: string,
  at: Position | undefined,
): Promise<string> {
  const directory = posix.dirname(resolved);
  const listed = await workspace.list(directory);
  if (listed.includes(posix.basename(resolved))) return 'It is a link that leads to nothing.';
  const meant = didYouMean(posix.basename(resolved), listed);
  if (meant) return `Did you mean ${posix.join(directory, meant)}?`;
  if (written.includes('\\')) return 'Separate directories by /.';
  return `Paths are relative to ${at ? `the file they are written in, ${at.file}` : "the workspace's root"}.`;
}

import { isAbsolute, join, relative, sep } from 'node:path';
import {
  diskWorkspace,
  loadDocument,
  parseDocument,
  resolveInside,
  type Diagnostics,
  type Document,
  type Workspace,
} from '@fargate-actions/documents';
import type { ActionContext } from './action-context.ts';

/** Where the files that an input names may be. */
export type Reach =
  /** In the workspace, or in the runner's temporary directory, where a step before has left them. */
  | 'job'
  /** Wherever the step can read: the official actions take any path, and links out of the workspace. */
  | 'machine';

/** With a stack nothing leaves the workspace; without one a step reads what the official action does. */
export function reachOf({ stack }: { readonly stack?: string | undefined }): Reach {
  return stack === undefined ? 'machine' : 'job';
}

/** Reads the file that an input names. Undefined after an error. */
export async function readInputFile(
  path: string,
  context: Pick<ActionContext, 'workspace' | 'tempDirectory'>,
  diagnostics: Diagnostics,
  reach: Reach,
): Promise<Document | undefined> {
  const { workspace, tempDirectory } = context;
  if (reach === 'machine') return loadDocument(wholeMachine(context), path, undefined, diagnostics);
  if (!isBelow(tempDirectory, path)) return loadDocument(workspace, path, undefined, diagnostics);
  const temporary = diskWorkspace(tempDirectory);
  const file = await resolveInside(temporary, path, undefined, diagnostics);
  const bytes = file === undefined ? undefined : await temporary.read(file);
  // No checkout has the file: its whole path says where to look.
  return bytes && parseDocument(bytes, join(tempDirectory, file ?? ''), diagnostics);
}

/** The workspace, with paths that may lead out of it. */
export function wholeMachine({ workspace }: Pick<ActionContext, 'workspace'>): Workspace {
  return diskWorkspace(workspace.root, { isOpen: true });
}

/** Whether an absolute path is written as one below a directory. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return isAbsolute(path) && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

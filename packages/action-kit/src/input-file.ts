import { isAbsolute, join, relative, sep } from 'node:path';
import {
  diskWorkspace,
  loadDocument,
  parseDocument,
  resolveInside,
  type Diagnostics,
  type Document,
} from '@fargate-actions/files';
import type { Surroundings } from './surroundings.ts';

/**
 * Reads the file that an input names: from the workspace, or from the runner's temporary directory, where a step before
 * has left it. Undefined after an error.
 */
export async function readInputFile(
  path: string,
  { workspace, tempDirectory }: Pick<Surroundings, 'workspace' | 'tempDirectory'>,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  if (!isBelow(tempDirectory, path)) return loadDocument(workspace, path, undefined, diagnostics);
  const temporary = diskWorkspace(tempDirectory);
  const file = await resolveInside(temporary, path, undefined, diagnostics);
  const bytes = file === undefined ? undefined : await temporary.read(file);
  // No checkout has the file: its whole path says where to look.
  return bytes && parseDocument(bytes, join(tempDirectory, file ?? ''), diagnostics);
}

/** Whether an absolute path is written as one below a directory. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return isAbsolute(path) && way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

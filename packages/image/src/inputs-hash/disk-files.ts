import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { blobId, type ContextFile } from './blob-id.ts';
import type { Ignores } from './dockerignore/dockerignore.ts';

/** A file as it lies on the disk; undefined when it is not there, or neither file nor link. */
export async function diskFile(path: string): Promise<ContextFile | undefined> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return { mode: '120000', id: blobId(await readlink(path, 'buffer')) };
    if (!found.isFile()) return undefined;
    return { mode: (found.mode & 0o111) === 0 ? '100644' : '100755', id: blobId(await readFile(path)) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether something failed because there is nothing at its path. */
export function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/**
 * The files below a directory that are not ignored, by their paths in the context.
 *
 * @param prefix of the directory in the context, with a slash at its end; empty for the context itself.
 */
export async function diskFiles(context: string, prefix: string, ignores: Ignores): Promise<Map<string, ContextFile>> {
  const files = new Map<string, ContextFile>();
  const entries = await readdir(join(context, prefix), { withFileTypes: true });
  // One after the other within a directory: thousands of open files are more than a machine has.
  for (const entry of entries) {
    const path = `${prefix}${entry.name}`;
    if (isGits(path)) continue;
    if (entry.isDirectory()) {
      // An exception may bring back a file of an ignored directory.
      for (const [inner, file] of await diskFiles(context, `${path}/`, ignores)) files.set(inner, file);
    } else if (!ignores(path)) {
      const file = await diskFile(join(context, path));
      if (file) files.set(path, file);
    }
  }
  return files;
}

/** What git keeps for itself changes with every commit and is nothing that an image is made of. */
export function isGits(path: string): boolean {
  return path === '.git' || path.endsWith('/.git') || path.startsWith('.git/') || path.includes('/.git/');
}

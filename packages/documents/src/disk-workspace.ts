import { access, constants, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Standing, Workspace } from './workspace.ts';

/**
 * The workspace of a directory on disk. Links are followed as long as they stay inside.
 *
 * @param isOpen whether paths and links may lead out of it.
 */
export function diskWorkspace(root: string, { isOpen = false } = {}): Workspace {
  const look = async (path: string): Promise<Standing> => {
    try {
      const found = await realpath(resolve(root, path));
      if (!isOpen && !isInside(await realpath(root), found)) return 'outside';
      await access(found, constants.R_OK);
      const standing = await stat(found);
      if (standing.isDirectory()) return 'directory';
      // Devices, pipes and sockets would block or never end.
      return standing.isFile() ? 'file' : 'unreadable';
    } catch (error) {
      return isMissing(error) ? 'missing' : 'unreadable';
    }
  };
  return {
    root,
    isOpen,
    look,
    // A file may vanish between the look and the read.
    read: async (path) =>
      (await look(path)) === 'file' ? readFile(resolve(root, path)).catch(() => undefined) : undefined,
    list: async (path) => ((await look(path)) === 'directory' ? readdir(resolve(root, path)) : []),
  };
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

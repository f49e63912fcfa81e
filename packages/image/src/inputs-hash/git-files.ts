import { join } from 'node:path';
import type { Git } from '../git/pinned-git.ts';
import type { ContextFile } from './blob-id.ts';
import { diskFile, diskFiles, isGits, isMissing } from './disk-files.ts';
import type { Ignores } from './dockerignore/dockerignore.ts';

/**
 * The files of a context, as far as git can tell them without reading them.
 *
 * What git knows to be unchanged has the id that git has for it; only all else is read: changed and untracked files, those
 * that git ignores and Docker does not, submodules, sparse paths, and what a filter (LFS, line ends) turns into something
 * else on the disk. Undefined where git does not answer.
 *
 * @param git in the context.
 */
export async function gitFiles(
  git: Git,
  context: string,
  ignores: Ignores,
): Promise<Map<string, ContextFile> | undefined> {
  const [staged, changed, untracked] = await Promise.all([
    git(['ls-files', '--stage', '-v', '-z', '--', '.']),
    // --relative: paths of the context, whatever the user's settings.
    git([
      ...['diff-files', '--name-only', '--no-ext-diff', '--no-textconv', '--relative', '--ignore-submodules=all'],
      ...['-z', '--', '.'],
    ]),
    git(['ls-files', '--others', '-z', '--', '.']),
  ]);
  if (!staged || !changed || !untracked) return undefined;

  const entries = staged.flatMap((line) => stagedEntry(line) ?? []).filter(({ path }) => !ignores(path));
  const filtered = await filteredPaths(entries, git);
  // A repository of SHA-256 ids has others than we would give.
  if (filtered === undefined || entries.some(({ id }) => id.length !== 40)) return undefined;

  const dirty = new Set([...changed, ...filtered]);
  const files = new Map<string, ContextFile>();
  const unread: string[] = [...untracked];
  for (const entry of entries) {
    if (entry.mode === SUBMODULE) {
      const inner = await diskFiles(context, `${entry.path}/`, ignores).catch(noneIfMissing);
      for (const [path, file] of inner) files.set(path, file);
    } else if (entry.isTrusted && !dirty.has(entry.path) && isFileMode(entry.mode)) {
      files.set(entry.path, { mode: entry.mode, id: entry.id });
    } else unread.push(entry.path);
  }
  for (const path of unread) {
    if (ignores(path) || isGits(path)) continue;
    // A repository within this one, that is no submodule, is listed as a directory.
    if (path.endsWith('/')) for (const [inner, file] of await diskFiles(context, path, ignores)) files.set(inner, file);
    const file = await diskFile(join(context, path));
    if (file) files.set(path, file);
  }
  return files;
}

/** A submodule that is not checked out may have no directory. */
function noneIfMissing(error: unknown): Map<string, ContextFile> {
  if (isMissing(error)) return new Map();
  throw error;
}

const SUBMODULE = '160000';

interface StagedEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
  /** Git looks after the file on the disk: it is not told to leave it alone, not left out, and not in conflict. */
  readonly isTrusted: boolean;
}

/** `H 100644 <id> 0\t<path>`. Source: git-scm.com, "git-ls-files", `-t` and `-v`. */
function stagedEntry(line: string): StagedEntry | undefined {
  const [, status, mode, id, stage, path] = /^(\S) (\d+) ([0-9a-f]+) (\d)\t([^]+)$/.exec(line) ?? [];
  if (path === undefined || mode === undefined || id === undefined) return undefined;
  return { path, mode, id, isTrusted: status === 'H' && stage === '0' };
}

function isFileMode(mode: string): mode is ContextFile['mode'] {
  return mode === '100644' || mode === '100755' || mode === '120000';
}

/**
 * The paths whose content on the disk may be another one than in git, although git calls them unchanged.
 *
 * Source: git-scm.com, "gitattributes": what is converted when a file is checked out.
 */
async function filteredPaths(entries: readonly StagedEntry[], git: Git): Promise<Set<string> | undefined> {
  if (entries.length === 0) return new Set();
  const names = entries.map(({ path }) => path).join('\0');
  const [attributes, crlf] = await Promise.all([
    git(['check-attr', '-z', '--stdin', 'filter', 'eol', 'ident', 'working-tree-encoding'], names),
    git(['config', '--get', '-z', 'core.autocrlf']),
  ]);
  if (!attributes) return undefined;
  if (crlf?.[0] === 'true') return new Set(entries.map(({ path }) => path));
  const found = new Set<string>();
  for (let at = 0; at + 2 < attributes.length; at += 3) {
    const [path = '', , value = ''] = attributes.slice(at, at + 3);
    // Line ends of \n are what git has itself.
    if (!['unspecified', 'unset', 'lf'].includes(value)) found.add(path);
  }
  return found;
}

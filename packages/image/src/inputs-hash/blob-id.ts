import { createHash } from 'node:crypto';

/**
 * The id that git gives to a content, so that what git knows and what lies on the disk are the same to us.
 *
 * Source: git-scm.com, "Git Internals - Git Objects".
 */
export function blobId(content: Uint8Array): string {
  return createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}

/** A file of a context: its git mode and blob id, as `git ls-files --stage` has them. */
export interface ContextFile {
  readonly mode: '100644' | '100755' | '120000';
  readonly id: string;
}

/** The files of a context by their paths in it, with `/`. */
export type ContextFiles = ReadonlyMap<string, ContextFile>;

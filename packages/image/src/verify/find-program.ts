import type { FileTree, ImageFile } from './file-tree.ts';
import { programNeeds } from './program-head.ts';

/** What came of looking for a program. */
export type ProgramAnswer =
  | { readonly kind: 'found'; readonly at: string }
  | { readonly kind: 'missing' }
  /** It is there, but not allowed to be run. */
  | { readonly kind: 'not-executable'; readonly at: string }
  /** It is there, but what runs it is not: the interpreter of a script, the loader of a program. */
  | { readonly kind: 'no-interpreter'; readonly at: string; readonly interpreter: string }
  /** It is a program for another machine. */
  | { readonly kind: 'other-architecture'; readonly at: string; readonly architecture: string };

/** Where a program is looked for. */
export interface Whereabouts {
  /** As in the environment of the container. */
  readonly path: string;
  readonly directory: string;
  /** Of the image: `amd64`. */
  readonly architecture: string;
}

/** What runc takes when an image has none. Source: moby, oci/defaults. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Looks for a program as the container's start does. Source: execvp(3), moby and runc. */
export function findProgram(tree: FileTree, word: string, where: Whereabouts, depth = 0): ProgramAnswer {
  const candidates = word.includes('/')
    ? [word]
    : where.path.split(':').map((directory) => `${directory === '' ? '.' : directory}/${word}`);
  let blocked: string | undefined;
  for (const candidate of candidates) {
    const found = tree.find(candidate, where.directory);
    if (found?.file.kind !== 'file') continue;
    const at = candidate.startsWith('/') ? candidate : found.path;
    if (found.file.isExecutable) return runnable(tree, at, found.file, where, depth);
    blocked ??= at;
  }
  return blocked === undefined ? { kind: 'missing' } : { kind: 'not-executable', at: blocked };
}

/** A script may name a script, four times at most. Source: execve(2). */
const MOST_INTERPRETERS = 4;

function runnable(
  tree: FileTree,
  at: string,
  file: Extract<ImageFile, { kind: 'file' }>,
  where: Whereabouts,
  depth: number,
): ProgramAnswer {
  const needs = programNeeds(file.head);
  if (needs.kind === 'elf') {
    const { architecture, loader } = needs;
    if (architecture !== undefined && architecture !== where.architecture) {
      return { kind: 'other-architecture', at, architecture };
    }
    const hasLoader = loader === undefined || tree.find(loader)?.file.kind === 'file';
    return hasLoader ? { kind: 'found', at } : { kind: 'no-interpreter', at, interpreter: loader };
  }
  if (needs.kind === 'script' && depth < MOST_INTERPRETERS) {
    const { interpreter, argument } = needs;
    const found = findProgram(tree, interpreter.includes('/') ? interpreter : `./${interpreter}`, where, depth + 1);
    if (found.kind !== 'found') return { kind: 'no-interpreter', at, interpreter };
    const program = interpreter.endsWith('/env') ? envProgram(argument) : undefined;
    if (program !== undefined && findProgram(tree, program, where, depth + 1).kind !== 'found') {
      return { kind: 'no-interpreter', at, interpreter: program };
    }
  }
  return { kind: 'found', at };
}

/** `python3` of `#!/usr/bin/env python3` and of `#!/usr/bin/env -S python3 -u`. */
function envProgram(argument: string | undefined): string | undefined {
  return argument
    ?.replace(/^-S\s*/, '')
    .split(/\s+/)
    .find((word) => word !== '' && !word.includes('=') && !word.startsWith('-'));
}

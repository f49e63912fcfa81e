import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DiagnosedError, Diagnostics, isTooLarge, type Workspace } from '@fargate-actions/documents';
import { dockerfileOf, type BuildRequest } from '../build/request.ts';
import { checkoutOf } from '../git/checkout.ts';
import { pinnedGit } from '../git/pinned-git.ts';
import type { Processes } from '../processes.ts';
import type { ContextFiles } from './blob-id.ts';
import { diskFiles } from './disk-files.ts';
import { BadIgnorePattern, parseDockerignore } from './dockerignore/dockerignore.ts';
import { gitFiles } from './git-files.ts';

/** Changes when the same inputs begin to give another image because of us. */
const VERSION = 1;

/** The inputs of a build that a hash is made of. */
export type HashedRequest = Pick<
  BuildRequest,
  'context' | 'file' | 'target' | 'buildArgs' | 'platforms' | 'hasProvenance'
>;

/**
 * A hash of all that an image is made of here: the files of the context that Docker gets to see, the Dockerfile, target,
 * build arguments and platforms.
 *
 * It says nothing of what lies elsewhere: base images, packages that the Dockerfile fetches, the contents of secrets.
 *
 * @throws DiagnosedError where Docker would refuse a pattern of .dockerignore.
 */
export async function inputsHash(
  request: HashedRequest,
  workspace: Workspace,
  processes: Processes,
  signal?: AbortSignal,
): Promise<string> {
  const dockerfile = await workspace.read(dockerfileOf(request));
  const ignoreFile = await dockerignoreOf(request, workspace);
  try {
    const ignores = parseDockerignore(ignoreFile.text);
    const context = join(workspace.root, request.context);
    const checkout = await checkoutOf(request.context, workspace);
    const git = checkout && (await pinnedGit(processes, checkout, context, signal));
    const files = (git && (await gitFiles(git, context, ignores))) ?? (await diskFiles(context, '', ignores));
    return hashOf(request, dockerfile ?? new Uint8Array(), files);
  } catch (error) {
    if (error instanceof BadIgnorePattern) throw refused(error, ignoreFile.path);
    throw error;
  }
}

function refused({ message, line }: BadIgnorePattern, file: string): DiagnosedError {
  return new DiagnosedError([
    {
      rule: 'image/dockerignore',
      severity: 'error',
      at: { file, line, column: 1 },
      message: `Docker refuses the pattern ${JSON.stringify(message)}: its syntax is invalid.`,
      hint: 'Close every `[`, put `\\` before a character that is meant as itself, and write a path after `!`.',
    },
  ]);
}

/** The hash of inputs that were read. */
function hashOf(request: HashedRequest, dockerfile: Uint8Array, files: ContextFiles): string {
  const { target, buildArgs, platforms, hasProvenance } = request;
  const facts = [VERSION, target ?? null, sorted(Object.entries(buildArgs)), [...platforms].sort(), hasProvenance];
  const hash = createHash('sha256').update(JSON.stringify(facts)).update('\0').update(dockerfile);
  for (const [path, { mode, id }] of sorted([...files])) hash.update(`\0${mode} ${id} ${path}`);
  return `sha256:${hash.digest('hex')}`;
}

/** The one beside the Dockerfile, if there is one, counts instead of the context's. */
async function dockerignoreOf(request: HashedRequest, workspace: Workspace): Promise<{ path: string; text: string }> {
  const own = `${dockerfileOf(request)}.dockerignore`;
  const shared = join(request.context, '.dockerignore');
  const beside = await workspace.read(own);
  const content = beside ?? (await workspace.read(shared));
  const path = beside ? own : shared;
  const diagnostics = new Diagnostics();
  if (content && isTooLarge(content, path, diagnostics)) throw new DiagnosedError(diagnostics.all);
  // Docker takes one byte-order mark away by itself.
  return { path, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(content) };
}

function sorted<Value>(entries: readonly (readonly [string, Value])[]): (readonly [string, Value])[] {
  // By code units: a locale would give every machine a hash of its own.
  return [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

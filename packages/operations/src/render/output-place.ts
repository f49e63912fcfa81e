import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isBelow, type ActionContext } from '@fargate-actions/action-kit';
import { diskWorkspace, type Diagnostics, type Workspace } from '@fargate-actions/documents';
import { renderedBytes, type Rendered } from '@fargate-actions/task-definition';

/** So much of a name is in a path: file systems take 255 bytes. */
const NAME_CHARACTERS = 100;

/**
 * Where the file of a rendered task definition goes in the runner's temporary directory.
 *
 * The path tells the content: the same bytes always have the same path, and a later step of the job never writes over a
 * file that an earlier one gave out.
 *
 * @param stack its name, and all that is rendered of it: the files of one render lie together.
 */
export function temporaryFile(
  rendered: Rendered,
  tempDirectory: string,
  stack?: { readonly name: string; readonly rendered: readonly Rendered[] },
): string {
  const own = join(tempDirectory, 'fargate-actions');
  const name = inPath(rendered.name);
  if (!stack) return join(own, `${name}-${hash([rendered])}.json`);
  return join(own, `${inPath(stack.name)}-${hash(stack.rendered)}`, `${name}.json`);
}

function hash(rendered: readonly Rendered[]): string {
  const digest = createHash('sha256');
  for (const one of rendered) digest.update(JSON.stringify([one.name, renderedBytes(one)]));
  return digest.digest('hex').slice(0, 12);
}

function inPath(name: string): string {
  return name
    .replaceAll(/[^\w-]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
    .slice(0, NAME_CHARACTERS);
}

/**
 * The absolute path of the file that the input `output-file` names, relative to the workspace; it may lie in the runner's
 * temporary directory as well. Undefined, with an error, when it is elsewhere or is something else than a file.
 */
export async function outputFile(
  path: string,
  { workspace, tempDirectory }: ActionContext,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const home = isBelow(tempDirectory, path) ? diskWorkspace(tempDirectory) : workspace;
  const file = relative(home.root, isBelow(home.root, path) ? path : join(home.root, path));
  const isOutside = path.startsWith('/') && !isBelow(home.root, path);
  const standing = isOutside || file.startsWith('..') ? 'outside' : await placeFor(home, file);
  if (standing === 'free' && !(await isGits(home.root, file))) return join(home.root, file);
  if (standing === 'free') {
    diagnostics.error(
      undefined,
      'files/git-directory',
      `The input \`output-file\` is ${path}, which is in the .git directory: git would take it for its own, and may run it.`,
      'Name a file beside the sources, `build/task-definition.json` for example.',
    );
    return undefined;
  }
  const [message, hint] = PROBLEMS[standing];
  diagnostics.error(undefined, `files/${RULES[standing]}`, `The input \`output-file\` is ${path}, ${message}.`, hint);
  return undefined;
}

/** Whether a path, or what its links lead to, is in a `.git`; file systems of macOS and Windows do not tell its case apart. */
async function isGits(root: string, file: string): Promise<boolean> {
  const hasGit = (path: string): boolean => path.split(/[\\/]/).some((part) => part.toLowerCase() === '.git');
  if (hasGit(file)) return true;
  for (let at = file; at !== '.'; at = dirname(at)) {
    const real = await realpath(join(root, at)).catch(() => undefined);
    if (real !== undefined) return hasGit(relative(await realpath(root), real));
  }
  return false;
}

type Taken = 'outside' | 'directory' | 'behind-file';

const RULES: Record<Taken, string> = {
  outside: 'outside-workspace',
  directory: 'is-directory',
  'behind-file': 'is-file',
};

const PROBLEMS: Record<Taken, readonly [message: string, hint: string]> = {
  outside: ['which is neither in the workspace nor in RUNNER_TEMP', 'Give a path relative to the workspace.'],
  directory: ['which is a directory', 'Name a file in it.'],
  'behind-file': ['but what should be a directory on the way there is a file', 'Give another path.'],
};

async function placeFor(home: Workspace, file: string): Promise<'free' | Taken> {
  const standing = await home.look(file);
  if (standing === 'directory' || standing === 'outside') return standing;
  for (let directory = dirname(file); directory !== '.'; directory = dirname(directory)) {
    const above = await home.look(directory);
    if (above === 'directory') return 'free';
    if (above === 'outside') return 'outside';
    if (above === 'file') return 'behind-file';
  }
  return 'free';
}

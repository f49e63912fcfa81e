import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { diskWorkspace } from '@fargate-actions/documents';
import { aBuild } from '../../test/a-build.ts';
import { processesOfTest } from '../../test/real-processes.ts';
import { diskFiles } from './disk-files.ts';
import { parseDockerignore } from './dockerignore/dockerignore.ts';
import { checkoutOf } from '../git/checkout.ts';
import { pinnedGit } from '../git/pinned-git.ts';
import { gitFiles } from './git-files.ts';
import { inputsHash } from './inputs-hash.ts';

const IGNORES = parseDockerignore('*.md\n.venv\n');
let root = '';
let repository = '';
let context = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'context-'));
  const template = join(root, 'template');
  use(template);
  await aCheckout();
  use(join(root, 'repository'));
});
afterAll(() => rm(root, { recursive: true }));

beforeEach(async () => {
  await rm(repository, { recursive: true, force: true });
  await cp(join(root, 'template'), repository, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
});

function use(directory: string): void {
  repository = directory;
  context = join(repository, 'backend');
}

/** A repository with a bit of everything, as a checkout has it. */
async function aCheckout(): Promise<void> {
  await mkdir(repository);
  git('init', '--quiet');
  // A copy has other inodes, and is to be as clean as what it was copied from.
  git('config', 'core.checkStat', 'minimal');
  git('config', 'core.trustctime', 'false');
  await place('Dockerfile', 'FROM scratch\n');
  await place('src/main.py', 'print(1)\n');
  await place('src/ünï cödé.py', 'x');
  await place('run.sh', '#!/bin/sh\n');
  await chmod(join(context, 'run.sh'), 0o755);
  await symlink('src/main.py', join(context, 'link'));
  await place('README.md', 'not in the image');
  await place('../other/file', 'not in the context');
  await place('../.gitignore', 'dist/\n.venv/\n');
  await place('crlf.txt', 'a\n');
  await place('.gitattributes', 'crlf.txt eol=crlf\n');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'a');
  // As a checkout has it on the disk: with what its attributes say.
  await rm(join(context, 'crlf.txt'));
  git('checkout', '--quiet', '--', 'backend/crlf.txt');
}

function git(...args: string[]): void {
  execFileSync('git', args, {
    cwd: repository,
    stdio: 'ignore',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  });
}

async function place(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(context, path)), { recursive: true });
  await writeFile(join(context, path), content);
}

describe('git and the disk tell the same files', () => {
  test.each<{ name: string; change: () => unknown }>([
    { name: 'of a clean checkout', change: () => undefined },
    { name: 'when one has changed', change: () => place('src/main.py', 'print(2)\n') },
    { name: 'when one is staged', change: () => place('new', 'n').then(() => git('add', '.')) },
    {
      name: 'when one is staged and changed again',
      change: async () => {
        await place('src/main.py', 'print(2)\n');
        git('add', '.');
        await place('src/main.py', 'print(3)\n');
      },
    },
    { name: 'when one is gone', change: () => rm(join(context, 'src/main.py')) },
    {
      name: 'when one is removed from git and still there',
      change: () => git('rm', '--cached', '--quiet', 'backend/run.sh'),
    },
    { name: 'when one is new', change: () => place('src/new.py', 'x') },
    { name: 'when a build before left what git ignores', change: () => place('dist/app.js', 'x') },
    { name: 'when there is what both ignore', change: () => place('.venv/lib/x.py', 'x') },
    { name: 'when one became executable', change: () => chmod(join(context, 'src/main.py'), 0o755) },
    {
      name: 'when a link leads elsewhere',
      change: async () => {
        await rm(join(context, 'link'));
        await symlink('run.sh', join(context, 'link'));
      },
    },
    {
      name: 'when a file became a directory',
      change: async () => {
        await rm(join(context, 'run.sh'));
        await place('run.sh/inner', 'x');
      },
    },
    {
      name: 'when git is told not to look',
      change: async () => {
        git('update-index', '--assume-unchanged', 'backend/src/main.py');
        await place('src/main.py', 'print(9)\n');
      },
    },
    {
      name: 'when there is a repository within',
      change: async () => {
        await place('vendor/lib/x', 'x');
        execFileSync('git', ['init', '--quiet'], { cwd: join(context, 'vendor/lib') });
      },
    },
  ])('$name', async ({ change }) => {
    await change();
    const fromGit = await filesOfGit();
    const fromDisk = await diskFiles(context, '', IGNORES);
    expect(fromGit).toBeDefined();
    expect(sorted(fromGit ?? new Map())).toEqual(sorted(fromDisk));
  });

  test('where git does not answer, the disk does', async () => {
    const outside = join(root, 'outside');
    await mkdir(outside, { recursive: true });
    await writeFile(join(outside, 'a'), 'x');
    expect(await checkoutOf('.', diskWorkspace(outside))).toBeUndefined();
    const hash = await inputsHash(aBuild({ context: '.' }), diskWorkspace(outside), processesOfTest());
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

async function filesOfGit() {
  const checkout = await checkoutOf('backend', diskWorkspace(repository));
  const git = checkout && (await pinnedGit(processesOfTest(), checkout, context, undefined));
  return git && gitFiles(git, context, IGNORES);
}

describe('the hash of the inputs', () => {
  const hash = (given = {}) => inputsHash(aBuild(given), diskWorkspace(repository), processesOfTest());

  test.each<{ name: string; change: () => unknown }>([
    {
      name: 'a commit that touches other files',
      change: async () => {
        await place('../other/file', 'changed');
        git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-a', '-m', 'b');
      },
    },
    { name: 'a file that was only touched', change: () => place('src/main.py', 'print(1)\n') },
  ])('does not change by $name', async ({ change }) => {
    const before = await hash();
    await change();
    expect(await hash()).toBe(before);
  });

  test('does not change by the order of arguments and platforms', async () => {
    const [a, b] = [
      { A: '1', B: '2' },
      { B: '2', A: '1' },
    ];
    expect(await hash({ buildArgs: a, platforms: ['x', 'y'] })).toBe(
      await hash({ buildArgs: b, platforms: ['y', 'x'] }),
    );
  });

  test('changes by each input', async () => {
    const hashes = [await hash()];
    hashes.push(
      await hash({ target: 'prod' }),
      await hash({ buildArgs: { A: '1' } }),
      await hash({ platforms: ['x'] }),
    );
    await place('Other', 'FROM base\n');
    hashes.push(await hash());
    hashes.push(await hash({ file: 'backend/Other' }));
    await place('Other.dockerignore', 'src\n');
    hashes.push(await hash({ file: 'backend/Other' }));
    await place('src/main.py', 'print(2)\n');
    hashes.push(await hash());
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test('of what .dockerignore leaves out does not depend', async () => {
    await place('.dockerignore', 'docs\n');
    const before = await hash();
    await place('docs/a.md', 'x');
    expect(await hash()).toBe(before);
  });

  test.each([
    ['docs/**.md', 'docs/a.md'],
    ['app/**foo', 'app/xfoo'],
    ['[!b].txt', 'a.txt'],
    ['d[!1]', 'd2'],
    ['../x', 'x'],
    ['\\d1', 'd1'],
  ])('depends on what the pattern %s only seems to leave out', async (pattern, path) => {
    await place('.dockerignore', `${pattern}\n`);
    await place(path, 'before');
    const before = await hash();
    await place(path, 'after');
    expect(await hash()).not.toBe(before);
  });

  test('is refused where .dockerignore is larger than anybody writes one', async () => {
    await place('.dockerignore', 'a\n'.repeat(2 ** 20));
    await expect(hash()).rejects.toMatchObject({
      diagnostics: [{ rule: 'files/too-large', at: { file: 'backend/.dockerignore' } }],
    });
  });

  test('is refused where Docker refuses a pattern, with its place', async () => {
    await place('.dockerignore', '# all\n\na[b\n');
    await expect(hash()).rejects.toMatchObject({
      diagnostics: [
        {
          rule: 'image/dockerignore',
          at: { file: 'backend/.dockerignore', line: 3 },
          message: 'Docker refuses the pattern "a[b": its syntax is invalid.',
        },
      ],
    });
  });
});

function sorted(files: ReadonlyMap<string, unknown>): unknown[] {
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

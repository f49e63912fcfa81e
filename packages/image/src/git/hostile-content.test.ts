import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { diskWorkspace } from '@fargate-actions/documents';
import { build } from '../build/build.ts';
import { inputsHash } from '../inputs-hash/inputs-hash.ts';
import { dockerWith } from '../processes.ts';
import { aBuild, aBuilder } from '../../test/a-build.ts';
import { aClock } from '../../test/a-docker.ts';
import { processesOfTest } from '../../test/real-processes.ts';
import { commitTime } from './commit-time.ts';

/** What the programs of the content leave behind when they run. */
let ran = '';
let root = '';
let workspace = '';
/** A machine with git, and a docker whose plugin asks git about the context as buildx does for the provenance. */
let env: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hostile-'));
  ran = join(root, 'ran');
  const machine = join(root, 'machine');
  await mkdir(machine);
  await program(
    join(machine, 'docker'),
    `[ "$1" = buildx ] || exit 1
for context; do :; done
cd "$context"
[ "$BUILDX_GIT_INFO" = false ] && exit
[ "$(git rev-parse --is-inside-work-tree)" = true ] || exit 0
git show --format=%H HEAD --quiet --
[ "$BUILDX_GIT_CHECK_DIRTY" = false ] || git status --porcelain --ignored
:`,
  );
  env = { PATH: `${machine}:${process.env['PATH'] ?? ''}`, GIT_CONFIG_GLOBAL: '/dev/null', HOME: root };
});
afterAll(() => rm(root, { recursive: true }));

beforeEach(async () => {
  await rm(ran, { recursive: true, force: true });
  await mkdir(ran);
  workspace = await mkdtemp(join(root, 'workspace-'));
  git(workspace, 'init', '--quiet', '--initial-branch=main');
  await place('app/Dockerfile', 'FROM scratch\n');
  await place('app/data.bin', 'data');
  commit();
});

function git(directory: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
  });
}

function commit(): void {
  git(workspace, 'add', '--all');
  git(workspace, 'commit', '--quiet', '-m', 'content');
}

async function place(path: string, content: string): Promise<void> {
  await mkdir(join(workspace, path, '..'), { recursive: true });
  await writeFile(join(workspace, path), content);
}

async function program(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

/** A program of the content that says that it ran, and with what it was called. */
async function trap(name: string): Promise<string> {
  const path = join(workspace, name);
  await program(path, `env > "${ran}/${name}.$$"\ncat`);
  return path;
}

/** Every key by which git, or what it starts, runs a program while it only reads. */
async function hostileSettings(): Promise<string[]> {
  const evil = await trap('evil.sh');
  return [
    `[core]\n\tfsmonitor = ${evil}\n\tpager = ${evil}\n\tsshCommand = ${evil}\n\taskPass = ${evil}\n\thooksPath = ${workspace}/hooks`,
    `\teditor = ${evil}\n\tgitProxy = ${evil}\n\talternateRefsCommand = ${evil}`,
    `[diff]\n\texternal = ${evil}\n[diff "x"]\n\ttextconv = ${evil}\n\tcommand = ${evil}`,
    `[filter "x"]\n\tclean = ${evil}\n\tsmudge = ${evil}\n\trequired = true\n[filter "y"]\n\tprocess = ${evil}\n\trequired = true`,
    `[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ${evil}\n[credential]\n\thelper = "!${evil}"`,
    `[remote "origin"]\n\turl = ext::${evil}\n\tpromisor = true\n\tuploadpack = ${evil}\n[protocol "ext"]\n\tallow = always`,
    `[extensions]\n\tpartialClone = origin`,
    `[alias]\n\tls-files = "!${evil}"\n\tdiff-files = "!${evil}"\n\trev-list = "!${evil}"`,
    '',
  ];
}

/** All that an action does with git and docker in a context. */
async function lookedAt(context: string): Promise<{ hash: string; committedAt: number | undefined }> {
  const files = diskWorkspace(workspace);
  const processes = processesOfTest(env);
  const request = aBuild({ context, file: 'app/Dockerfile' });
  const hash = await inputsHash(request, files, processes);
  const committedAt = await commitTime(context, files, processes);
  await build(
    request,
    aBuilder(),
    { kind: 'none' },
    {
      docker: dockerWith(processes, {}, undefined),
      clock: aClock().clock,
      log: { info: () => undefined, during: (_title, work) => work() },
      workspace: files,
      tempDirectory: root,
    },
  );
  return { hash, committedAt };
}

const ATTRIBUTES = '*.bin filter=x diff=x\n*.txt filter=y diff=x\n';

/** A repository that needs no `.git`, as a commit may contain it. */
async function bareRepository(path: string, isBare: boolean): Promise<void> {
  const inner = join(workspace, path);
  const made = join(root, 'made');
  await rm(made, { recursive: true, force: true });
  await mkdir(made);
  git(made, 'init', '--quiet', '--initial-branch=main');
  await writeFile(join(made, 'data.bin'), 'data');
  git(made, 'add', '.');
  git(made, 'commit', '--quiet', '-m', 'inner');
  await mkdir(inner, { recursive: true });
  for (const entry of await readdir(join(made, '.git')))
    if (entry !== 'hooks') await rename(join(made, '.git', entry), join(inner, entry));
  await writeFile(join(inner, 'data.bin'), 'data');
  const settings = await hostileSettings();
  const worktree = isBare ? '' : `\tworktree = ${inner}\n`;
  await writeFile(
    join(inner, 'config'),
    `[core]\n\trepositoryformatversion = 0\n\tbare = ${String(isBare)}\n${worktree}${settings.join('\n')}`,
  );
  await writeFile(join(inner, 'refs/keep'), '');
}

/** Hostile settings in the `.git` of the checkout itself: an artifact or a cache of an earlier job may have put it there. */
async function hostileCheckout(config: string): Promise<void> {
  await writeFile(join(workspace, 'app/.gitattributes'), ATTRIBUTES);
  await place('app/a.txt', 'text');
  commit();
  const settings = (await hostileSettings()).join('\n');
  await writeFile(config, `[core]\n\tbare = false\n\trepositoryformatversion = 0\n${settings}`);
  await mkdir(join(workspace, 'hooks'));
  for (const hook of ['post-index-change', 'pre-auto-gc', 'reference-transaction'])
    await program(join(workspace, 'hooks', hook), `env > "${ran}/${hook}"`);
  // An index as young as its files is compared by content, which goes through the filters.
  await writeFile(join(workspace, 'app/data.bin'), 'DATA');
}

describe('nothing that the content of a workspace names is run', () => {
  test.each<{ name: string; context: string; prepare: () => unknown }>([
    {
      name: 'a context that looks like a bare repository',
      context: 'app/evil',
      prepare: () => bareRepository('app/evil', true),
    },
    {
      name: 'a context that looks like a repository with a work tree',
      context: 'app/evil',
      prepare: () => bareRepository('app/evil', false),
    },
    {
      name: 'a context below what looks like a repository',
      context: 'app/evil/src',
      prepare: async () => {
        await bareRepository('app/evil', false);
        await place('app/evil/src/main.py', 'x');
      },
    },
    {
      name: 'a workspace that itself looks like a repository, without a checkout',
      context: 'app',
      prepare: async () => {
        await bareRepository('.', false);
        await rm(join(workspace, '.git'), { recursive: true });
      },
    },
    {
      name: 'settings and attributes of the checkout',
      context: 'app',
      prepare: () => hostileCheckout(join(workspace, '.git/config')),
    },
    {
      name: 'settings that the checkout includes',
      context: 'app',
      prepare: async () => {
        await hostileCheckout(join(workspace, 'included'));
        git(workspace, 'config', 'includeIf.gitdir:**.path', join(workspace, 'included'));
      },
    },
    {
      name: 'a .git file that leads to a repository of the content',
      context: 'app',
      prepare: async () => {
        await hostileCheckout(join(workspace, '.git/config'));
        await cp(join(workspace, '.git'), join(workspace, 'app/other'), { recursive: true });
        await writeFile(join(workspace, 'app/.git'), 'gitdir: other\n');
      },
    },
    {
      name: 'a submodule',
      context: 'app/lib',
      prepare: async () => {
        git(workspace, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', workspace, 'app/lib');
        await writeFile(
          join(workspace, '.git/modules/app/lib/config'),
          `[core]\n\tworktree = ${workspace}\n${(await hostileSettings()).join('\n')}`,
        );
      },
    },
    {
      name: 'a worktree',
      context: 'tree/app',
      prepare: async () => {
        await hostileCheckout(join(workspace, '.git/config'));
        await rm(join(workspace, '.git/config'));
        git(workspace, 'init', '--quiet');
        git(workspace, 'worktree', 'add', '--quiet', 'tree');
        await writeFile(join(workspace, '.git/config'), (await hostileSettings()).join('\n'));
      },
    },
    {
      name: 'variables of the job that lead git elsewhere',
      context: 'app',
      prepare: async () => {
        await bareRepository('app/evil', false);
        const evil = join(workspace, 'app/evil');
        const trapped = join(workspace, 'evil.sh');
        Object.assign(env, {
          ...{ GIT_DIR: evil, GIT_WORK_TREE: evil, GIT_EXTERNAL_DIFF: trapped, GIT_PAGER: trapped },
          ...{
            GIT_SSH_COMMAND: trapped,
            GIT_ASKPASS: trapped,
            GIT_EXEC_PATH: workspace,
            GIT_CONFIG: join(evil, 'config'),
          },
          GIT_TRACE: `${ran}/trace`,
          ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: trapped },
        });
        await program(join(workspace, 'git-rev-list'), `env > ${ran}/exec-path`);
      },
    },
  ])('$name', async ({ context, prepare }) => {
    const before = { ...env };
    await prepare();
    const { hash } = await lookedAt(context);
    env = before;
    expect(await readdir(ran)).toEqual([]);
    expect(hash).toMatch(/^sha256:/);
  });

  test('and what git says of an honest checkout is heard all the same', async () => {
    const time = Number(git(workspace, 'show', '--no-patch', '--format=%ct').trim());
    expect((await lookedAt('app')).committedAt).toBe(time);
  });
});

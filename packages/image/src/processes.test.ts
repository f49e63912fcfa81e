import { expect, test } from '@jest/globals';
import { pinnedGit } from './git/pinned-git.ts';
import { dockerWith, type Processes, type RunOptions } from './processes.ts';

/** Processes that only note how they are run. */
function noting(env: Record<string, string> = {}) {
  const runs: (RunOptions & { readonly args: readonly string[]; readonly isAsked: boolean })[] = [];
  const noted =
    (isAsked: boolean): Processes['run'] =>
    async (_program, args, options = {}) => {
      runs.push({ ...options, args, isAsked });
      return { exitCode: 0, stdout: '', stderr: '' };
    };
  const processes: Processes = { env, run: noted(false), ask: noted(true) };
  return { processes, runs };
}

test.each([
  [['login', '--password-stdin', 'host'], { withinSeconds: 60, isAsked: false }],
  [['buildx', 'inspect'], { withinSeconds: 60, isAsked: true }],
  [['info', '--format', 'x'], { withinSeconds: 60, isAsked: true }],
  [['version', '--format', 'x'], { withinSeconds: 60, isAsked: true }],
  [['image', 'inspect', 'x'], { withinSeconds: 60, isAsked: true }],
  [['rm', 'x'], { withinSeconds: 60, isAsked: false }],
  [['buildx', 'build', '.'], { silentSeconds: 3600, isAsked: false }],
  [['build', '.'], { silentSeconds: 3600 }],
  [['push', 'x'], { silentSeconds: 3600 }],
  [['run', '--rm', 'x'], { silentSeconds: 3600 }],
])('docker %j ends', async (args, limit) => {
  const { processes, runs } = noting();
  await dockerWith(processes, {}, undefined)(args);
  expect(runs).toMatchObject([limit]);
});

test('git ends, and gets nothing of the environment but what it needs', async () => {
  const needed = { PATH: '/usr/bin', HOME: '/home/runner', LC_ALL: 'C.UTF-8', GIT_CONFIG_GLOBAL: '/etc/gitconfig' };
  const { processes, runs } = noting({
    ...needed,
    ...{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_WEB_IDENTITY_TOKEN_FILE: 'c', GITHUB_TOKEN: 'd' },
    ...{
      ACTIONS_RUNTIME_TOKEN: 'e',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'f',
      RUNNER_TEMP: 'g',
      MY_SECRET: 'h',
      GIT_TRACE: 'i',
    },
    ...{ LD_PRELOAD: 'j', NODE_OPTIONS: 'k' },
  });
  const git = await pinnedGit(processes, { gitDir: '/w/.git', workTree: '/w' }, '/w', undefined);
  await git?.(['ls-files']);
  expect(runs).toHaveLength(2);
  for (const { env, withinSeconds } of runs) {
    const given = Object.entries({ ...processes.env, ...env }).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(given)).toEqual({
      ...needed,
      ...{ GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
    });
    expect(withinSeconds).toBe(120);
  }
});

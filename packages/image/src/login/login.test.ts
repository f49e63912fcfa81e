import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiagnosedError } from '@fargate-actions/documents';
import { dockerWith } from '../processes.ts';
import { aClock, aDocker } from '../../test/a-docker.ts';
import { privateDockerConfig } from './docker-config.ts';
import { removeDockerConfig } from './log-out.ts';
import { credentialOf, logIn, secretsOf } from './login.ts';

const HOST = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const CREDENTIAL = { host: HOST, username: 'AWS', password: 'pass-word-1' };

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'docker-login-'));
});
afterEach(() => rm(root, { recursive: true }));

/** A home with a Docker configuration, and a temporary directory. */
async function aHome(config: object): Promise<{ env: Record<string, string>; temp: string; original: string }> {
  const original = join(root, 'home/.docker');
  const temp = join(root, 'temp');
  await mkdir(join(original, 'contexts/meta'), { recursive: true });
  await mkdir(join(original, 'cli-plugins'));
  await mkdir(temp);
  await writeFile(join(original, 'config.json'), JSON.stringify(config));
  await writeFile(join(original, 'contexts/meta/x'), 'context');
  await writeFile(join(original, 'cli-plugins/docker-buildx'), 'plugin');
  return { env: { HOME: join(root, 'home') }, temp, original };
}

describe('the private configuration', () => {
  test('starts as a copy of what the user has, and only its owner may enter', async () => {
    const { env, temp, original } = await aHome({ auths: { 'ghcr.io': { auth: 'x' } }, currentContext: 'x' });
    const { directory, env: added } = await privateDockerConfig(temp, [HOST], env);
    expect(added).toEqual({ DOCKER_CONFIG: directory, BUILDX_CONFIG: join(original, 'buildx') });
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, 'config.json'))).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))).toEqual({
      auths: { 'ghcr.io': { auth: 'x' } },
      currentContext: 'x',
      credHelpers: { [HOST]: '' },
    });
    expect(await readFile(join(directory, 'contexts/meta/x'), 'utf8')).toBe('context');
    expect(await readFile(join(directory, 'cli-plugins/docker-buildx'), 'utf8')).toBe('plugin');
  });

  test("keeps the user's stores for other hosts, and ours out of them", async () => {
    const { env, temp } = await aHome({ credsStore: 'pass', credHelpers: { 'ghcr.io': 'gh', [HOST]: 'ecr-login' } });
    const { directory } = await privateDockerConfig(temp, [HOST], env);
    expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))).toEqual({
      credsStore: 'pass',
      credHelpers: { 'ghcr.io': 'gh', [HOST]: '' },
    });
  });

  test('follows DOCKER_CONFIG and BUILDX_CONFIG', async () => {
    const { original, temp } = await aHome({ auths: { a: {} } });
    const env = { DOCKER_CONFIG: original, BUILDX_CONFIG: '/builders', HOME: '/nowhere' };
    const { directory, env: added } = await privateDockerConfig(temp, [], env);
    expect(added['BUILDX_CONFIG']).toBe('/builders');
    expect(await readFile(join(directory, 'config.json'), 'utf8')).toContain('"auths"');
  });

  test('is made where there is none to copy, or none that can be read', async () => {
    const temp = join(root, 'temp');
    await mkdir(temp);
    const { directory } = await privateDockerConfig(temp, [HOST], { HOME: join(root, 'nobody') });
    expect(JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'))).toEqual({ credHelpers: { [HOST]: '' } });
  });

  test("is removed whole, and the user's plugins stay", async () => {
    const { env, temp, original } = await aHome({});
    const { directory } = await privateDockerConfig(temp, [HOST], env);
    expect(await removeDockerConfig(directory, temp)).toBe(true);
    expect(await readdir(temp)).toEqual([]);
    expect(await readdir(join(original, 'cli-plugins'))).toEqual(['docker-buildx']);
  });

  test('nothing else is removed, whatever the saved state says', async () => {
    const temp = join(root, 'temp');
    const precious = join(root, 'precious');
    await mkdir(join(temp, 'other/fargate-actions-docker-x'), { recursive: true });
    await mkdir(precious);
    await symlink(precious, join(temp, 'fargate-actions-docker-link'));
    const paths = [
      precious,
      temp,
      '',
      '/',
      join(temp, '..', 'precious'),
      join(temp, 'other'),
      join(temp, 'other/fargate-actions-docker-x'),
    ];
    for (const path of paths) expect(await removeDockerConfig(path, temp)).toBe(false);
    expect(await removeDockerConfig(join(temp, 'fargate-actions-docker-link'), temp)).toBe(true);
    expect(await readdir(precious)).toEqual([]);
    expect(await readdir(join(temp, 'other'))).toEqual(['fargate-actions-docker-x']);
  });
});

describe('logging in', () => {
  test('sends the password through standard input only', async () => {
    const { processes, calls } = aDocker(() => ({}));
    await logIn(dockerWith(processes, { DOCKER_CONFIG: '/x' }, undefined), [CREDENTIAL], aClock());
    expect(calls).toEqual([
      {
        args: ['login', '--username', 'AWS', '--password-stdin', HOST],
        input: 'pass-word-1',
        env: expect.objectContaining({ DOCKER_CONFIG: '/x' }),
      },
    ]);
    expect(JSON.stringify(calls.map(({ env }) => env))).not.toContain('pass-word-1');
  });

  test('goes on to each of several registries', async () => {
    const { processes, calls } = aDocker(() => ({}));
    await logIn(dockerWith(processes, {}, undefined), [CREDENTIAL, { ...CREDENTIAL, host: 'other' }], aClock());
    expect(calls.map(({ args }) => args.at(-1))).toEqual([HOST, 'other']);
  });

  test('tries again when the registry fails for a moment', async () => {
    const { clock, slept } = aClock();
    const { processes, calls } = aDocker((_args, call) =>
      call < 3 ? { exitCode: 1, stderr: 'received unexpected HTTP status: 503 Service Unavailable' } : {},
    );
    await logIn(dockerWith(processes, {}, undefined), [CREDENTIAL], { clock });
    expect(calls).toHaveLength(3);
    expect(slept).toEqual([1, 3]);
  });

  test.each([
    {
      name: 'a wrong password at once',
      ended: {
        exitCode: 1,
        stderr: 'WARNING! x\nError response from daemon: login attempt failed with status: 401 Unauthorized\n',
      },
      attempts: 1,
      message: `The registry ${HOST} refused the password that ECR gave: Error response from daemon: login attempt failed with status: 401 Unauthorized`,
    },
    {
      name: 'a registry that stays away, after some tries',
      ended: { exitCode: 1, stderr: 'dial tcp: i/o timeout' },
      attempts: 4,
      message: `The login to ${HOST} failed: dial tcp: i/o timeout`,
    },
    {
      name: 'no docker',
      ended: { exitCode: 127, stderr: 'docker: command not found' },
      attempts: 1,
      message: 'There is no `docker` on this machine.',
    },
  ])('tells $name', async ({ ended, attempts, message }) => {
    const { processes, calls } = aDocker(() => ended);
    const error: unknown = await logIn(dockerWith(processes, {}, undefined), [CREDENTIAL], aClock()).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(DiagnosedError);
    expect(error).toMatchObject({ diagnostics: [{ rule: 'image/login', message }] });
    expect(calls).toHaveLength(attempts);
  });
});

test('what ECR gives is the credential of the host that is pushed to', () => {
  const given = { endpoint: `https://${HOST}`, username: 'AWS', password: 'p' };
  expect(credentialOf(given)).toEqual({ host: HOST, username: 'AWS', password: 'p' });
  expect(credentialOf(given, 'localhost:5000').host).toBe('localhost:5000');
});

test('a password is a secret in the form in which docker and HTTP write it, too', () => {
  expect(secretsOf(CREDENTIAL)).toEqual(['pass-word-1', Buffer.from('AWS:pass-word-1').toString('base64')]);
});

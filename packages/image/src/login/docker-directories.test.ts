import { expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { checkDockerDirectories } from './docker-directories.ts';

const WORKSPACE = { root: '/work/shop' };

test.each([
  { name: 'DOCKER_CONFIG in it', env: { DOCKER_CONFIG: '/work/shop/.docker' }, says: 'DOCKER_CONFIG' },
  { name: 'DOCKER_CONFIG relative to it', env: { DOCKER_CONFIG: '.docker' }, says: 'DOCKER_CONFIG' },
  { name: 'DOCKER_CONFIG that only looks as if it leads out', env: { DOCKER_CONFIG: '/work/x/../shop' }, says: 'shop' },
  { name: 'HOME in it', env: { HOME: '/work/shop' }, says: 'HOME makes docker read' },
  { name: 'BUILDX_CONFIG in it', env: { HOME: '/root', BUILDX_CONFIG: 'ci/buildx' }, says: 'BUILDX_CONFIG' },
])('docker is not configured by the workspace: $name', ({ env, says }) => {
  const diagnostics = new Diagnostics();
  checkDockerDirectories(env, '/root', WORKSPACE, diagnostics);
  expect(diagnostics.all).toMatchObject([
    { rule: 'image/docker-config', severity: 'error', message: expect.stringContaining(says) },
  ]);
});

test.each([
  { name: 'nothing', env: {} },
  { name: 'empty variables', env: { DOCKER_CONFIG: '', HOME: '', BUILDX_CONFIG: '' } },
  { name: 'the temporary directory beside it', env: { DOCKER_CONFIG: '/work/_temp/docker' } },
  { name: 'a directory whose name begins like it', env: { DOCKER_CONFIG: '/work/shop-docker', HOME: '/work' } },
])('elsewhere it may be: $name', ({ env }) => {
  const diagnostics = new Diagnostics();
  checkDockerDirectories(env, '/root', WORKSPACE, diagnostics);
  expect(diagnostics.all).toEqual([]);
});

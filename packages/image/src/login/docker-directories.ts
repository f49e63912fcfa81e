import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostics, Workspace } from '@fargate-actions/documents';

/** Where docker and buildx read what is set up for a user. As docker has it, an empty variable is unset. */
export function dockerDirectories(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): { readonly docker: string; readonly buildx: string } {
  const docker = given(env['DOCKER_CONFIG']) ?? join(given(env['HOME']) ?? home, '.docker');
  return { docker, buildx: given(env['BUILDX_CONFIG']) ?? join(docker, 'buildx') };
}

function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

/**
 * Reports a configuration of docker inside the workspace: plugins, credential helpers and builders there are programs and
 * machines that the content of the repository chooses.
 */
export function checkDockerDirectories(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  workspace: Pick<Workspace, 'root'>,
  diagnostics: Diagnostics,
): void {
  const { docker, buildx } = dockerDirectories(env, home);
  const [name, directory] = isInside(workspace.root, docker)
    ? [env['DOCKER_CONFIG'] ? 'DOCKER_CONFIG' : 'HOME', docker]
    : ['BUILDX_CONFIG', buildx];
  if (!isInside(workspace.root, directory)) return;
  diagnostics.error(
    undefined,
    'image/docker-config',
    `${name} makes docker read its configuration from ${directory}, inside the workspace. A pull request could add plugins and credential helpers there, and docker would run them.`,
    `Move it out of the checkout: \`${name}: \${{ runner.temp }}/docker\`.`,
  );
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, resolve(root, path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

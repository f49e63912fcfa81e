import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { dockerDirectories } from './docker-directories.ts';

/** Where docker finds its configuration, ours and the user's. */
export interface DockerConfig {
  /** Ours, which nobody else reads. */
  readonly directory: string;
  /** What docker needs in its environment to use it. */
  readonly env: Readonly<Record<string, string>>;
}

/** How our directory is called below the runner's temporary one. */
export const DIRECTORY_PREFIX = 'fargate-actions-docker-';

/**
 * Makes a private configuration for docker that starts as a copy of the user's.
 *
 * Builders, contexts and plugins that were set up before stay visible.
 *
 * @param hosts that will be logged in to: their passwords are kept in this directory, not in the user's key store.
 * @param env of docker.
 */
export async function privateDockerConfig(
  tempDirectory: string,
  hosts: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<DockerConfig> {
  const { docker: original, buildx } = dockerDirectories(env, homedir());
  // mkdtemp makes a directory that only its owner may enter.
  const directory = await mkdtemp(join(tempDirectory, DIRECTORY_PREFIX));
  const config = withLocalCredentials(await originalConfig(original), hosts);
  await writeFile(join(directory, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  await cp(join(original, 'contexts'), join(directory, 'contexts'), { recursive: true }).catch(unlessMissing);
  // Plugins are programs of some 60 MB each.
  await symlink(join(original, 'cli-plugins'), join(directory, 'cli-plugins'));
  return {
    directory,
    env: { DOCKER_CONFIG: directory, BUILDX_CONFIG: buildx },
  };
}

type Config = Readonly<Record<string, unknown>>;

/**
 * The configuration with no credential helper for the hosts.
 *
 * An empty helper is docker's word for "in this file": without it, the user's `credsStore` would swallow the password,
 * and keep it after us. All other hosts go on using the helpers that they have.
 * Source: docker/cli, config/configfile, getConfiguredCredentialStore.
 */
function withLocalCredentials(config: Config, hosts: readonly string[]): Config {
  const { credHelpers } = config;
  const helpers = typeof credHelpers === 'object' && credHelpers !== null ? credHelpers : {};
  return { ...config, credHelpers: { ...helpers, ...Object.fromEntries(hosts.map((host) => [host, ''])) } };
}

/** One that is not there, or that docker could not read either, is empty. */
async function originalConfig(directory: string): Promise<Config> {
  try {
    const config: unknown = JSON.parse(await readFile(join(directory, 'config.json'), 'utf8'));
    return typeof config === 'object' && config !== null ? (config as Config) : {};
  } catch {
    return {};
  }
}

function unlessMissing(error: unknown): void {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code !== 'ENOENT') throw error;
}

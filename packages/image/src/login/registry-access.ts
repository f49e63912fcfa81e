import type { Aws, Clock, ImagePlace } from '@fargate-actions/aws';
import { dockerWith, type Docker, type Processes } from '../processes.ts';
import type { PushPlace } from '../references/image-place.ts';
import { registryReader, type RegistryCredential, type RegistryReader } from '../registry/registry-reader.ts';
import { privateDockerConfig } from './docker-config.ts';
import { credentialOf, logIn, secretsOf } from './login.ts';

/** The way to a repository: in ECR's API, and in the registry behind it. */
export interface RegistryAccess {
  readonly place: PushPlace;
  readonly ecr: ImagePlace;
  readonly reader: RegistryReader;
  readonly credentials: readonly RegistryCredential[];
}

/**
 * Asks ECR for passwords, and masks them before anything else.
 *
 * @param wanted `registry` stands for the host of the first account.
 */
export async function openRegistry(
  wanted: { readonly repository: string; readonly registry: string | undefined },
  registryIds: readonly string[],
  aws: Aws,
  {
    log,
    clock,
    signal,
  }: { readonly log: { mask(secret: string): void }; readonly clock: Clock; readonly signal: AbortSignal },
): Promise<RegistryAccess> {
  const logins = await aws.registries.logins(registryIds);
  const [account] = registryIds;
  const own = logins.find(({ endpoint }) => account !== undefined && endpoint.includes(account)) ?? logins[0];
  if (!own) throw new Error('ECR gave no login.');
  const credential = credentialOf(own, wanted.registry);
  const others = logins.filter((login) => login !== own).map((login) => credentialOf(login));
  const credentials = [credential, ...others];
  for (const secret of credentials.flatMap(secretsOf)) log.mask(secret);
  const place = { registry: credential.host, repository: wanted.repository };
  return {
    place,
    ecr: { repositoryName: wanted.repository, ...(account !== undefined && { registryId: account }) },
    reader: registryReader(place, credential, { clock, signal }),
    credentials,
  };
}

/** What a login needs of the world. */
export interface LoginContext {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tempDirectory: string;
}

/**
 * Docker with a configuration of its own, logged in.
 *
 * @param onDirectory is called with the configuration's directory before a password is in it: whoever removes it at the end
 * has to know it by then.
 */
export async function loggedInDocker(
  credentials: readonly RegistryCredential[],
  { processes, signal, clock, tempDirectory }: LoginContext,
  onDirectory: (directory: string) => Promise<void>,
): Promise<Docker> {
  const hosts = credentials.map(({ host }) => host);
  const config = await privateDockerConfig(tempDirectory, hosts, processes.env);
  await onDirectory(config.directory);
  const docker = dockerWith(processes, config.env, signal);
  await logIn(docker, credentials, { clock, signal });
  return docker;
}

import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws, ImagePlace } from '@fargate-actions/aws';
import {
  credentialOf,
  dockerWith,
  logIn,
  privateDockerConfig,
  registryReader,
  secretsOf,
  type Docker,
  type PushPlace,
  type RegistryCredential,
  type RegistryReader,
} from '@fargate-actions/image';
import { DOCKER_CONFIG } from '../../../operations/src/build/log-out.ts';

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
  { log, clock, signal }: ActionContext,
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

/** Docker as the user has it set up, logged in to nothing by us. */
export function usersDocker({ processes, signal }: ActionContext): Docker {
  return dockerWith(processes, {}, signal);
}

/** Docker with a configuration of its own, logged in; the post step removes it. */
export async function loggedInDocker(
  credentials: readonly RegistryCredential[],
  { processes, signal, clock, state, tempDirectory }: ActionContext,
): Promise<Docker> {
  const hosts = credentials.map(({ host }) => host);
  const config = await privateDockerConfig(tempDirectory, hosts, processes.env);
  await state.save(DOCKER_CONFIG, config.directory);
  const docker = dockerWith(processes, config.env, signal);
  await logIn(docker, credentials, { clock, signal });
  return docker;
}

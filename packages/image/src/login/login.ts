import type { Clock } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostic } from '@fargate-actions/documents';
import { registryFailure } from '../build/registry-failure.ts';
import { NOT_FOUND, type Docker, type Ended } from '../processes.ts';
import type { RegistryCredential } from '../registry/registry-reader.ts';
import { withRetries } from '../retries.ts';

/**
 * What ECR gives to log in with, as the credential of a host.
 *
 * @param registry in place of the host that ECR names: its dual-stack or FIPS name, or a local stand-in.
 */
export function credentialOf(
  { endpoint, username, password }: { endpoint: string; username: string; password: string },
  registry?: string,
): RegistryCredential {
  return { host: registry ?? endpoint.replace(/^https?:\/\//, '').replace(/\/$/, ''), username, password };
}

/** The forms in which a credential may turn up: the password, and as docker and HTTP write both. */
export function secretsOf({ username, password }: RegistryCredential): string[] {
  return [password, Buffer.from(`${username}:${password}`).toString('base64')];
}

/**
 * Logs in to registries, one after the other: docker rewrites its configuration each time.
 *
 * The password goes through standard input, never on a command line. Have `secretsOf` masked before.
 *
 * @throws DiagnosedError when a registry refuses, or fails for longer than a moment.
 */
export async function logIn(
  docker: Docker,
  credentials: readonly RegistryCredential[],
  { clock, signal }: { clock: Clock; signal?: AbortSignal | undefined },
): Promise<void> {
  for (const { host, username, password } of credentials) {
    const ended = await withRetries(
      () => docker(['login', '--username', username, '--password-stdin', host], { input: password }),
      ({ exitCode, stderr }) => exitCode !== 0 && registryFailure(stderr) === 'passing',
      { clock, signal },
    );
    if (ended.exitCode !== 0) throw new DiagnosedError([refused(host, ended)]);
  }
}

function refused(host: string, { exitCode, stderr }: Ended): Diagnostic {
  const said = stderr
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '' && !/^WARNING/i.test(line));
  const problem = { rule: 'image/login', severity: 'error' } as const;
  if (exitCode === NOT_FOUND) {
    return {
      ...problem,
      message: 'There is no `docker` on this machine.',
      hint: 'Run the job on `ubuntu-latest`, or install Docker on the runner.',
    };
  }
  if (registryFailure(stderr) === 'wrong-password') {
    return {
      ...problem,
      message: `The registry ${host} refused the password that ECR gave: ${said ?? ''}`,
      hint: 'A password is for the registries of one account and region: look at `registry`, `registry-ids` and `aws-region`.',
    };
  }
  return {
    ...problem,
    message: `The login to ${host} failed: ${said ?? `docker ended with exit code ${exitCode}`}`,
    hint: 'Look whether the runner reaches the registry: a private one needs the VPC endpoints com.amazonaws.REGION.ecr.dkr and .api.',
  };
}

import { systemClock, type Clock } from '@fargate-actions/aws';
import { DiagnosedError } from '@fargate-actions/files';
import type { PushPlace } from '../references/image-place.ts';
import { withRetries } from '../retries.ts';
import { fetchWhole, type FetchedAnswer } from './fetch-whole.ts';

/** What a registry has. */
export interface RegistryReader {
  /** A manifest by tag or digest; undefined when it is not there. */
  manifest(reference: string): Promise<FoundManifest | undefined>;
  /** A configuration or layer. */
  blob(digest: string): Promise<Uint8Array>;
}

/** A manifest, and the digest by which the registry knows it. */
export interface FoundManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly json: unknown;
}

/** Who logs in to a registry. */
export interface RegistryCredential {
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** How a registry is reached. */
export interface RegistryConnection {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** In place of the machine's, in tests. */
  readonly fetch?: typeof globalThis.fetch;
  /** The machine's, also where the run's own is sped up: a network does not become faster with it. */
  readonly machineClock?: Clock;
}

/** Every kind: without the list a registry converts an index to one of its images. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Reads a repository by the OCI distribution specification, which ECR speaks with the password of a login.
 *
 * A registry that fails for a moment is asked again; what it refuses is a DiagnosedError.
 */
export function registryReader(
  { registry, repository }: PushPlace,
  { username, password }: Pick<RegistryCredential, 'username' | 'password'>,
  { clock, signal, fetch = globalThis.fetch, machineClock = systemClock }: RegistryConnection,
): RegistryReader {
  const base = `${isLocal(registry) ? 'http' : 'https'}://${registry}/v2/${repository}`;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  async function ask(path: string, accept: string): Promise<FetchedAnswer | Unreached> {
    try {
      // A layer of ECR is a redirect to S3, to which fetch does not send the password on.
      return await fetchWhole(`${base}/${path}`, { authorization, accept }, { clock: machineClock, signal, fetch });
    } catch (error) {
      signal?.throwIfAborted();
      return {
        status: 'unreached',
        why: reasonOf(error),
      };
    }
  }
  const get = (path: string, accept: string) =>
    withRetries(
      () => ask(path, accept),
      ({ status }) => status === 'unreached' || status >= 500 || status === 429,
      {
        clock,
        signal,
      },
    );

  return {
    async manifest(reference) {
      const answer = await get(`manifests/${reference}`, MANIFESTS);
      if (answer.status === 404) return undefined;
      if (!isGood(answer)) throw refused(registry, `the manifest of ${repository}:${reference}`, answer);
      const text = new TextDecoder().decode(answer.body);
      const digest = answer.headers.get('docker-content-digest') ?? (await digestOf(text));
      const json: unknown = JSON.parse(text);
      return { digest, json, mediaType: answer.headers.get('content-type') ?? '' };
    },
    async blob(digest) {
      const answer = await get(`blobs/${digest}`, '*/*');
      if (!isGood(answer)) throw refused(registry, `the layer ${digest} of ${repository}`, answer);
      return answer.body;
    },
  };
}

/** No answer at all came. */
interface Unreached {
  readonly status: 'unreached';
  readonly why: string;
}

/** What fetch says is only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'fetch failed';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function isGood(answer: FetchedAnswer | Unreached): answer is FetchedAnswer {
  return answer.status !== 'unreached' && answer.status >= 200 && answer.status < 300;
}

function refused(registry: string, what: string, answer: FetchedAnswer | Unreached): DiagnosedError {
  const why = answer.status === 'unreached' ? `can't be reached (${answer.why})` : `answered ${answer.status}`;
  return new DiagnosedError([
    {
      rule: 'image/registry-read',
      severity: 'error',
      message: `The registry ${registry} ${why} when asked for ${what}.`,
      hint:
        answer.status === 401 || answer.status === 403
          ? 'The role needs ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repository.'
          : 'Run the job again; look whether the runner reaches the registry.',
    },
  ]);
}

/** Docker speaks plain HTTP to this machine only. */
function isLocal(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
}

async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${Buffer.from(bytes).toString('hex')}`;
}

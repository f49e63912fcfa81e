import type { PushPlace } from '../references/image-place.ts';

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

/** Every kind: without the list a registry converts an index to one of its images. */
const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** The registry said no, in a way that a push would meet as well. */
export class RegistryError extends Error {
  readonly status: number;

  constructor(host: string, status: number, what: string) {
    super(`The registry ${host} answered ${status} to a request for ${what}.`);
    this.name = 'RegistryError';
    this.status = status;
  }
}

/**
 * Reads a repository by the OCI distribution specification, which ECR speaks with the password of a login.
 *
 * @param fetch in place of the machine's, in tests.
 */
export function registryReader(
  { registry, repository }: PushPlace,
  credential: Pick<RegistryCredential, 'username' | 'password'>,
  { signal, fetch = globalThis.fetch }: { signal?: AbortSignal | undefined; fetch?: typeof globalThis.fetch } = {},
): RegistryReader {
  const base = `${isLocal(registry) ? 'http' : 'https'}://${registry}/v2/${repository}`;
  const authorization = `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`;
  // A layer of ECR is a redirect to S3, to which fetch does not send the password on.
  const get = async (path: string, accept: string) =>
    fetch(`${base}/${path}`, { headers: { authorization, accept }, ...(signal && { signal }) });

  return {
    async manifest(reference) {
      const answer = await get(`manifests/${reference}`, MANIFESTS);
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new RegistryError(registry, answer.status, `the manifest of ${repository}:${reference}`);
      const text = await answer.text();
      const digest = answer.headers.get('docker-content-digest') ?? (await digestOf(text));
      const json: unknown = JSON.parse(text);
      return { digest, json, mediaType: answer.headers.get('content-type') ?? '' };
    },
    async blob(digest) {
      const answer = await get(`blobs/${digest}`, '*/*');
      if (!answer.ok) throw new RegistryError(registry, answer.status, `the layer ${digest} of ${repository}`);
      return new Uint8Array(await answer.arrayBuffer());
    },
  };
}

/** Docker speaks plain HTTP to this machine only. */
function isLocal(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
}

async function digestOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256:${Buffer.from(bytes).toString('hex')}`;
}

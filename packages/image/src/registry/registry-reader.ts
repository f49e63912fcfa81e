import { systemClock, type Clock } from '@fargate-actions/aws';
import { DiagnosedError } from '@fargate-actions/documents';
import type { PushPlace } from '../references/image-place.ts';
import { withRetries } from '../retries.ts';
import { digestOf, isDigest, isOf } from './digest.ts';
import { fetchWhole, TooLarge, type AnswerLimits, type FetchedAnswer } from './fetch-whole.ts';

/** What a registry has. */
export interface RegistryReader {
  /** A manifest by tag or digest; undefined when it is not there. */
  manifest(reference: string): Promise<FoundManifest | undefined>;
  /** A configuration, as JSON. */
  config(digest: string): Promise<unknown>;
  /** A layer. */
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

/** A manifest or a configuration. Registries may refuse manifests of more than 4 MiB. Source: OCI distribution specification. */
const DOCUMENT: AnswerLimits = { seconds: 120, bytes: 4 * 2 ** 20 };

/** A layer. ECR's largest are 52 GB, and nobody puts one like it into memory. */
const LAYER: AnswerLimits = { seconds: 1800, bytes: 8 * 2 ** 30 };

/**
 * Reads a repository by the OCI distribution specification, which ECR speaks with the password of a login.
 *
 * A registry that fails for a moment is asked again, and so is one in whose place something else answers: what comes must
 * be what its digest says. What it refuses is a DiagnosedError.
 */
export function registryReader(
  { registry, repository }: PushPlace,
  { username, password }: Pick<RegistryCredential, 'username' | 'password'>,
  { clock, signal, fetch = globalThis.fetch, machineClock = systemClock }: RegistryConnection,
): RegistryReader {
  const base = `${isLocal(registry) ? 'http' : 'https'}://${registry}/v2/${repository}`;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  async function ask(path: string, accept: string, limits: AnswerLimits): Promise<FetchedAnswer | Failed> {
    try {
      // A layer of ECR is a redirect to S3, to which fetch does not send the password on.
      return await fetchWhole(
        `${base}/${path}`,
        { authorization, accept },
        { clock: machineClock, signal, fetch },
        limits,
      );
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TooLarge) return { status: 'odd', why: error.message, isPassing: false };
      return { status: 'unreached', why: reasonOf(error), isPassing: true };
    }
  }

  /** Asks until there is an answer that is worth taking. */
  const get = <Value>(
    path: string,
    accept: string,
    limits: AnswerLimits,
    read: (answer: FetchedAnswer) => Value | undefined,
  ): Promise<FetchedAnswer | Failed | Read<Value>> =>
    withRetries(
      async () => {
        const answer = await ask(path, accept, limits);
        if (answer.status === 404 && isWordOfRegistry(answer)) return answer;
        if (typeof answer.status !== 'number' || (answer.status !== 404 && !isGood(answer))) return answer;
        const value = isGood(answer) ? read(answer) : undefined;
        return value === undefined ? odd(answer) : { status: 'read', value };
      },
      (answer) =>
        typeof answer.status === 'number' ? answer.status >= 500 || answer.status === 429 : isPassing(answer),
      { clock, signal },
    );

  return {
    async manifest(reference) {
      const answer = await get(`manifests/${reference}`, MANIFESTS, DOCUMENT, (found) => manifestIn(found, reference));
      if (answer.status === 404) return undefined;
      if (answer.status === 'read') return answer.value;
      throw refused(registry, `the manifest of ${repository}:${reference}`, answer);
    },
    async config(digest) {
      const answer = await get(`blobs/${digest}`, '*/*', DOCUMENT, (found) =>
        isOf(digest, found.body) ? objectIn(found.body) : undefined,
      );
      if (answer.status === 'read') return answer.value;
      throw refused(registry, `the configuration ${digest} of ${repository}`, answer);
    },
    async blob(digest) {
      const answer = await get(`blobs/${digest}`, '*/*', LAYER, (found) =>
        isOf(digest, found.body) ? found.body : undefined,
      );
      if (answer.status === 'read') return answer.value;
      throw refused(registry, `the layer ${digest} of ${repository}`, answer);
    },
  };
}

/** What was asked for. */
interface Read<Value> {
  readonly status: 'read';
  readonly value: Value;
}

/** No answer came, or one that is not a registry's. */
interface Failed {
  readonly status: 'unreached' | 'odd';
  readonly why: string;
  readonly isPassing: boolean;
}

function isPassing(answer: Failed | Read<unknown>): boolean {
  return answer.status !== 'read' && answer.isPassing;
}

/** A manifest whose digest is the one that it was asked by and the one that the registry gives. */
function manifestIn({ headers, body }: FetchedAnswer, reference: string): FoundManifest | undefined {
  const json = objectIn(body);
  const given = headers.get('docker-content-digest');
  const digests = [...(isDigest(reference) ? [reference] : []), ...(given === null ? [] : [given])];
  if (json === undefined || !digests.every((digest) => isOf(digest, body))) return undefined;
  return { digest: digests[0] ?? digestOf(body), json, mediaType: headers.get('content-type') ?? '' };
}

function objectIn(body: Uint8Array): object | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** A registry says in JSON what it does not have, or nothing at all; a page is somebody else's. */
function isWordOfRegistry(answer: FetchedAnswer | Failed): boolean {
  return 'body' in answer && (answer.body.byteLength === 0 || objectIn(answer.body) !== undefined);
}

const SHOWN = 60;

function odd({ status, headers, body }: FetchedAnswer): Failed {
  const text = new TextDecoder().decode(body.subarray(0, SHOWN)).replace(/[^ -~]+/g, ' ');
  const said = body.byteLength === 0 ? 'nothing' : JSON.stringify(text);
  const why = `HTTP ${status}, ${headers.get('content-type') ?? 'no content-type'}, ${body.byteLength} bytes: ${said}`;
  return { status: 'odd', why, isPassing: true };
}

/** What fetch says is only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'fetch failed';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function isGood({ status }: FetchedAnswer): boolean {
  return status >= 200 && status < 300;
}

function refused(registry: string, what: string, answer: FetchedAnswer | Failed | Read<unknown>): DiagnosedError {
  const [why, hint] = whyRefused(answer);
  return new DiagnosedError([
    {
      rule: 'image/registry-read',
      severity: 'error',
      message: `The registry ${registry} ${why} when asked for ${what}.`,
      hint,
    },
  ]);
}

const AGAIN = 'Run the job again; look whether the runner reaches the registry.';

function whyRefused(answer: FetchedAnswer | Failed | Read<unknown>): [why: string, hint: string] {
  switch (answer.status) {
    case 'odd':
      return [
        `sent something else than the content (${'why' in answer ? answer.why : ''})`,
        'Look whether a proxy or a firewall answers in place of the registry, then run the job again.',
      ];
    case 'unreached':
      return [`can't be reached (${'why' in answer ? answer.why : ''})`, AGAIN];
    case 401:
    case 403:
      return [
        `answered ${answer.status}`,
        'The role needs ecr:BatchGetImage and ecr:GetDownloadUrlForLayer on the repository.',
      ];
    default:
      return [`answered ${answer.status}`, AGAIN];
  }
}

/** Docker speaks plain HTTP to this machine only. */
function isLocal(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host);
}

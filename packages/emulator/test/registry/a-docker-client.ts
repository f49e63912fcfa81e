import { digestOf } from '../../src/services/ecr/behaviour/manifest.ts';

/** An image as a Docker client pushes it. */
export interface PushedImage {
  readonly digest: string;
  readonly manifest: string;
  readonly layer: string;
}

export const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
export const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';

/** Speaks to a registry as Docker does: plain HTTP, one request at a time. */
export class DockerClient {
  readonly #endpoint: string;
  readonly #authorization: Readonly<Record<string, string>>;

  /** `login` is `AWS:password`, as an authorization token of ECR has it within. */
  constructor(endpoint: string, login?: string) {
    this.#endpoint = endpoint;
    this.#authorization =
      login === undefined ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  }

  send(
    method: string,
    place: string,
    body?: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(new URL(place, `${this.#endpoint}/v2/`), {
      method,
      headers: { ...this.#authorization, ...headers },
      ...(body !== undefined && { body }),
    });
  }

  /** Uploads a blob in two parts; gives its digest. */
  async upload(repository: string, content: string): Promise<string> {
    const digest = digestOf(content);
    const started = await this.send('POST', `${repository}/blobs/uploads/`);
    const half = Math.ceil(content.length / 2);
    const patched = await this.send('PATCH', locationOf(started), content.slice(0, half), {
      'content-range': `0-${String(half - 1)}`,
    });
    const ended = await this.send('PUT', `${locationOf(patched)}?digest=${digest}`, content.slice(half));
    if (ended.status !== 201) throw new Error(`${String(ended.status)} ${await ended.text()}`);
    return digest;
  }

  /** Pushes a small image; its digest depends on its content only. */
  async push(repository: string, reference: string, content: string): Promise<Response & { image: PushedImage }> {
    const config = JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: { content } } });
    const layer = `layer of ${content}`;
    for (const blob of [config, layer]) await this.upload(repository, blob);
    const descriptor = (mediaType: string, blob: string) => ({ mediaType, size: blob.length, digest: digestOf(blob) });
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: DOCKER_MANIFEST,
      config: descriptor('application/vnd.docker.container.image.v1+json', config),
      layers: [descriptor('application/vnd.docker.image.rootfs.diff.tar.gzip', layer)],
    });
    const answer = await this.put(repository, reference, manifest);
    return Object.assign(answer, { image: { digest: digestOf(manifest), manifest, layer } });
  }

  put(repository: string, reference: string, manifest: string, mediaType = DOCKER_MANIFEST): Promise<Response> {
    return this.send('PUT', `${repository}/manifests/${reference}`, manifest, { 'content-type': mediaType });
  }
}

/** Where the registry says to go on. */
export const locationOf = (answer: Response): string => answer.headers.get('location') ?? '';

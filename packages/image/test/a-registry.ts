import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { Ended } from '../src/processes.ts';

/** A registry that holds what was put, and is asked by HTTP. */
export class ARegistry {
  readonly blobs = new Map<string, Buffer>();
  readonly manifests = new Map<string, string>();
  readonly tags = new Map<string, string>();
  readonly requests: string[] = [];
  /** Answers instead, as often as there are. */
  readonly failures: number[] = [];

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const [, kind = '', reference = ''] = /\/(manifests|blobs)\/(.+)$/.exec(url.pathname) ?? [];
    this.requests.push(`${kind} ${reference.slice(0, 12)}`);
    const failure = this.failures.shift();
    if (failure !== undefined) return new Response('', { status: failure });
    const authorization = new Headers(init?.headers).get('authorization');
    if (authorization !== `Basic ${btoa('AWS:password')}`) return new Response('', { status: 401 });
    const digest = this.tags.get(reference) ?? reference;
    const found = kind === 'blobs' ? this.blobs.get(digest) : this.manifests.get(digest);
    if (found === undefined) return new Response('', { status: 404 });
    return new Response(typeof found === 'string' ? found : new Uint8Array(found), {
      headers: { 'docker-content-digest': digest },
    });
  };

  /** Puts an image of one layer there; its digest. */
  put(tags: readonly string[], layer: Buffer, config: object): string {
    const configText = Buffer.from(JSON.stringify(config));
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: { digest: this.#blob(configText), size: configText.length },
      layers: [{ digest: this.#blob(layer), size: layer.length }],
    });
    const digest = digestOf(Buffer.from(manifest));
    this.manifests.set(digest, manifest);
    for (const tag of tags) this.tags.set(tag, digest);
    return digest;
  }

  #blob(bytes: Buffer): string {
    const digest = digestOf(bytes);
    this.blobs.set(digest, bytes);
    return digest;
  }
}

/** A layer with programs of these names in /bin, packed. */
export async function aLayerArchive(programs: readonly string[]): Promise<Buffer> {
  return gzipSync(await tarOf(programs.map((name) => [`bin/${name}`, Buffer.from('program')])));
}

/** A builder that pushes to the registry what it is asked for, and writes archives of it. */
export function aBuildingDocker(registry: ARegistry, layer: Buffer) {
  return async (args: readonly string[]): Promise<Partial<Ended>> => {
    if (args[1] === 'inspect') return { stdout: 'Name: b\nDriver: docker-container\nPlatforms: linux/amd64\n' };
    const values = (name: string) =>
      args.flatMap((arg) => (arg.startsWith(`--${name}=`) ? [arg.slice(name.length + 3)] : []));
    const labels = Object.fromEntries(
      values('label').map((text) => [text.replace(/=.*$/s, ''), text.replace(/^[^=]*=/, '')]),
    );
    const config = {
      os: 'linux',
      architecture: 'amd64',
      config: { Cmd: ['app'], User: '1000', Env: ['PATH=/bin'], Labels: labels },
    };
    const [report = ''] = values('metadata-file');
    const isPush = args.includes('--push');
    const store = isPush ? registry : new ARegistry();
    const digest = store.put(isPush ? values('tag').map((name) => name.replace(/^.*:/, '')) : [], layer, config);
    writeFileSync(report, JSON.stringify({ 'containerimage.digest': digest }));
    const [output] = values('output');
    if (output !== undefined) {
      const blobs = [...store.blobs].map(([name, bytes]) => [`blobs/sha256/${name.slice(7)}`, bytes] as const);
      const manifest = [`blobs/sha256/${digest.slice(7)}`, Buffer.from(store.manifests.get(digest) ?? '')] as const;
      const index = ['index.json', Buffer.from(JSON.stringify({ manifests: [{ digest }] }))] as const;
      writeFileSync(output.replace(/^.*dest=/, ''), await tarOf([...blobs, manifest, index]));
    }
    return {};
  };
}

async function tarOf(files: readonly (readonly [string, Buffer])[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of files) tar.entry({ name, mode: 0o755 }, content);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

import { Fault } from '../fault.ts';
import { manifestOf } from '../services/ecr/behaviour/manifest.ts';
import { planLifecycle } from '../services/ecr/behaviour/lifecycle-runs.ts';
import type { Image, Repository } from '../services/ecr/model.ts';
import type { OutsideRegistry, World } from '../world/world.ts';

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * The registry that a URL names: `http://AWS:PASSWORD@127.0.0.1:5000`.
 *
 * @throws Error that does not repeat the password.
 */
export function outsideRegistryOf(text: string): OutsideRegistry {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username === '' || url.password === '')
    throw new Error('--registry is no URL of the form http://AWS:PASSWORD@HOST:PORT.');
  return {
    endpoint: url.origin,
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/**
 * Brings a repository up to what was pushed to the registry outside, so that ECR's answers know of it.
 *
 * Tags found there are put on the images that they are on there; images that lost all of their tags stay, untagged.
 */
export async function takeFromOutside(world: World, repositoryName: string): Promise<void> {
  const outside = world.outsideRegistry;
  const repository = world.repositories.find(({ name }) => name === repositoryName);
  if (!outside || !repository) return;
  const listed = await asked(outside, `${repositoryName}/tags/list`);
  if (!listed) return;
  const { tags } = (await listed.json()) as { tags?: readonly string[] | null };
  for (const tag of tags ?? []) {
    const image = await imageOutside(world, outside, repository, tag);
    if (!image || image.tags.includes(tag)) continue;
    for (const other of repository.images) other.tags = other.tags.filter((name) => name !== tag);
    image.tags.push(tag);
  }
}

/** Takes what ECR's own API did to a tag to the registry outside, so that a pull by that tag finds it. */
export async function bringOutside(world: World, repositoryName: string, tag: string): Promise<void> {
  const image = world.repositories
    .find(({ name }) => name === repositoryName)
    ?.images.find(({ tags }) => tags.includes(tag));
  if (!world.outsideRegistry || !image) return;
  await asked(world.outsideRegistry, `${repositoryName}/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'content-type': image.mediaType },
    body: image.manifest,
  });
}

/** A layer of the registry outside. */
export async function outsideBlob(world: World, repositoryName: string, digest: string): Promise<Buffer | undefined> {
  if (!world.outsideRegistry) return undefined;
  const answer = await asked(world.outsideRegistry, `${repositoryName}/blobs/${digest}`);
  return answer && Buffer.from(await answer.arrayBuffer());
}

async function imageOutside(
  world: World,
  outside: OutsideRegistry,
  repository: Repository,
  reference: string,
): Promise<Image | undefined> {
  const place = `${repository.name}/manifests/${reference}`;
  const head = await asked(outside, place, { method: 'HEAD' });
  const digest = head?.headers.get('docker-content-digest');
  const known = repository.images.find((image) => image.digest === digest);
  if (known || !digest) return known;
  const answer = await asked(outside, place);
  if (!answer) return undefined;
  const text = await answer.text();
  const { blobs, children } = manifestOf(text) ?? { blobs: [], children: [] };
  for (const blob of blobs) repository.layers[blob.digest] = { sizeInBytes: blob.sizeInBytes };
  const images = [];
  for (const child of children) images.push(await imageOutside(world, outside, repository, child.digest));
  const image: Image = {
    digest,
    tags: [],
    pushedAt: world.now,
    manifest: text,
    mediaType: answer.headers.get('content-type') ?? '',
    sizeInBytes: Math.max(
      blobs.reduce((sum, { sizeInBytes }) => sum + sizeInBytes, 0),
      ...images.map((child) => child?.sizeInBytes ?? 0),
    ),
    ...(repository.scanOnPush && children.length === 0 && { scan: { startedAt: world.now } }),
  };
  repository.images.push(image);
  planLifecycle(world, repository);
  return image;
}

/** Asks the registry outside; undefined for what it does not have. */
async function asked(
  { endpoint, username, password }: OutsideRegistry,
  place: string,
  init: { method?: string; headers?: Readonly<Record<string, string>>; body?: string } = {},
): Promise<Response | undefined> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const answer = await fetch(`${endpoint}/v2/${place}`, {
    ...init,
    headers: { accept: MANIFESTS, authorization, ...init.headers },
  }).catch((error: unknown) => {
    throw new Fault('ServerException', `The registry outside can't be reached: ${String(error)}`, 500);
  });
  if (answer.ok) return answer;
  await answer.body?.cancel();
  if (answer.status === 404) return undefined;
  throw new Fault('ServerException', `The registry outside answers ${String(answer.status)} to ${place}.`, 500);
}

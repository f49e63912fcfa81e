import type { HttpAnswer } from '../http/protocol.ts';
import { repositoryOf } from '../services/ecr/operations/repositories.ts';
import { digestOf } from '../services/ecr/behaviour/manifest.ts';
import { pushImage } from '../services/ecr/behaviour/push.ts';
import type { Image, Repository } from '../services/ecr/model.ts';
import type { World } from '../world/world.ts';
import type { Asked } from './asked.ts';
import { RegistryError } from './registry-error.ts';

/** A manifest as it was pushed, by tag or digest. */
export function getManifest({ world, route }: Asked): HttpAnswer {
  const repository = repositoryOf(world, route);
  const image = imageOf(repository, route.reference);
  if (!image) throw unknown(world, repository, route.reference);
  if (route.operation === 'GetManifest') image.lastPulledAt = world.now;
  return {
    status: 200,
    headers: { 'content-type': image.mediaType, 'docker-content-digest': image.digest },
    body: image.manifest,
  };
}

/** Makes an image of what was uploaded. */
export function putManifest({ world, route, request }: Asked): HttpAnswer {
  const repository = repositoryOf(world, route);
  const manifest = request.body.toString();
  const isByDigest = DIGEST.test(route.reference);
  if (isByDigest ? digestOf(manifest) !== route.reference : !TAG.test(route.reference))
    throw new RegistryError(400, isByDigest ? 'DIGEST_INVALID' : 'TAG_INVALID', `${route.reference} is not valid.`);
  const { digest } = pushImage(world, repository, {
    manifest,
    mediaType: request.headers['content-type'],
    tag: isByDigest ? undefined : route.reference,
  });
  return {
    status: 201,
    headers: { location: `/v2/${repository.name}/manifests/${digest}`, 'docker-content-digest': digest },
    body: '',
  };
}

/** The tags of a repository, by page where `n` asks for it. */
export function listTags({ world, route }: Asked): HttpAnswer {
  const repository = repositoryOf(world, route);
  const last = route.query.get('last') ?? '';
  const all = repository.images.flatMap(({ tags }) => tags).sort();
  const rest = all.filter((tag) => tag > last);
  const tags = rest.slice(0, Number(route.query.get('n') ?? rest.length));
  const next = new URLSearchParams({ n: String(tags.length), last: tags.at(-1) ?? '' });
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      ...(tags.length < rest.length && { link: `</v2/${repository.name}/tags/list?${next.toString()}>; rel="next"` }),
    },
    body: JSON.stringify({ name: repository.name, tags }),
  };
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;

const imageOf = ({ images }: Repository, reference: string): Image | undefined =>
  images.find(({ digest, tags }) => digest === reference || tags.includes(reference));

function unknown(world: World, { name }: Repository, reference: string): RegistryError {
  const [digest, tag] = DIGEST.test(reference) ? [reference, 'null'] : ['null', reference];
  return new RegistryError(
    404,
    'MANIFEST_UNKNOWN',
    `Requested image not found: {imageDigest:'${digest}', imageTag:'${tag}'} in the repository with name '${name}' in the registry with id '${world.account}'`,
  );
}

import { madeUpImage } from '../services/ecr/behaviour/made-up-image.ts';
import { digestOf } from '../services/ecr/behaviour/manifest.ts';
import { matchesPattern } from './pattern.ts';
import type { ImageBehaviour } from './scenario.ts';
import type { Image, Repository } from '../services/ecr/model.ts';
import type { World } from './world.ts';

/** An image reference taken apart. */
interface Reference {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

function referenceOf(image: string): Reference {
  const [rest = '', digest] = image.split('@');
  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  const name = hasTag ? rest.slice(0, colon) : rest;
  return { name, ...(hasTag && { tag: rest.slice(colon + 1) }), ...(digest !== undefined && { digest }) };
}

/** What pulling a reference finds: the digest, or that the account's registry has no such image. */
export type Pulled =
  | { readonly kind: 'found'; readonly digest: string; readonly names: readonly string[] }
  | { readonly kind: 'missing'; readonly repository: boolean };

/** Looks an image up as a pull would: in the account's repositories, or anywhere else, where every image is found. */
export function pulled(world: World, image: string): Pulled {
  const { name, tag = 'latest', digest } = referenceOf(image);
  const isOurs = /^\d{12}\.dkr\.ecr\./.test(name);
  const repository = world.repositories.find(({ uri }) => uri === name);
  if (!repository) {
    if (isOurs) return { kind: 'missing', repository: true };
    return { kind: 'found', digest: digest ?? digestOf(`${name}:${tag}`), names: [image] };
  }
  const found =
    digest === undefined
      ? imageOfTag(world, repository, tag)
      : repository.images.find((known) => known.digest === digest);
  if (!found) return { kind: 'missing', repository: false };
  return { kind: 'found', digest: found.digest, names: [image, ...found.tags.map((known) => `${name}:${known}`)] };
}

/** The image that a tag of a repository names; where the repository has any tag, the first question makes it. */
export function imageOfTag(world: World, repository: Repository, tag: string): Image | undefined {
  const known = repository.images.find(({ tags }) => tags.includes(tag));
  if (known || !repository.hasAnyTag) return known;
  const image = madeUpImage(repository, tag, world.startAt);
  image.tags.push(tag);
  repository.images.push(image);
  return image;
}

/** What the scenario says of an image, by its reference as given or by any tag of its digest; the last match wins. */
export function behaviourOf(
  world: World,
  image: string,
): { readonly pattern: string; readonly behaviour: ImageBehaviour } | undefined {
  const patterns = Object.keys(world.scenario.images);
  if (patterns.length === 0) return undefined;
  const found = pulled(world, image);
  const names = found.kind === 'found' ? found.names : [image];
  const pattern = patterns.findLast((candidate) => names.some((name) => matchesPattern(candidate, name)));
  const behaviour = pattern === undefined ? undefined : world.scenario.images[pattern];
  return pattern === undefined || !behaviour ? undefined : { pattern, behaviour };
}

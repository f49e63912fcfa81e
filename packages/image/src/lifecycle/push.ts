import { DEPLOYED } from './deployed-tag.ts';
import type { StoredImage } from './stored-image.ts';

/** A push that is about to happen. */
export interface Push {
  readonly tags: readonly string[];
  /** Absent before the build: nobody knows it then. */
  readonly digest?: string;
  /** How many images a manifest list brings along: one for each platform and attestation. */
  readonly parts?: number;
}

/**
 * The images that are there after a push.
 *
 * Tags move to it. An image that is there already only gets them: it is no younger for it.
 *
 * @param now milliseconds since the epoch; a push is the newest, though this clock may be behind AWS's.
 */
export function afterPush(images: readonly StoredImage[], push: Push, now: number): StoredImage[] {
  const { tags, parts = 0 } = push;
  const pushedAt = images.reduce((latest, image) => Math.max(latest, (image.restoredAt ?? image.pushedAt) + 1), now);
  const digest = push.digest ?? madeUpDigest(images);
  const others = images.map((image) => ({ ...image, tags: image.tags.filter((tag) => !tags.includes(tag)) }));
  if (images.some((image) => image.digest === digest)) {
    return others.map((image) => (image.digest === digest ? { ...image, tags: [...image.tags, ...tags] } : image));
  }
  const partDigests = Array.from({ length: parts }, (_, index) => `${digest}/${index}`);
  const list = { digest, tags, pushedAt, ...(parts > 0 && { parts: partDigests }) };
  // A client pushes the parts before the list that names them.
  return [...others, ...partDigests.map((part) => ({ digest: part, tags: [], pushedAt })), list];
}

/**
 * The images after so many pushes like one: first it, then those of the next commits; the images as they are come first.
 *
 * A tag that another image has before (`latest`) moves on with each push. One that is new (a commit's SHA) stays, and is
 * followed by others of its kind, which the same rules select: they are taken to be the same text.
 *
 * @param now milliseconds since the epoch.
 */
export function* afterPushes(images: readonly StoredImage[], push: Push, now: number): Generator<StoredImage[]> {
  const known = new Set(images.flatMap(({ tags }) => tags));
  const moving = push.tags.filter((tag) => known.has(tag));
  const fresh = push.tags.filter((tag) => !known.has(tag));
  const later = { tags: moving, ...(push.parts !== undefined && { parts: push.parts }) };

  yield [...images];
  let after = afterPush(images, push, now);
  for (;;) {
    yield after;
    const before = new Set(after.map(({ digest }) => digest));
    after = afterPush(after, later, now).map((image) =>
      before.has(image.digest) || isPart(image) ? image : { ...image, tags: [...image.tags, ...fresh] },
    );
  }
}

/** A push like those before: with the tags of the newest image that has any, and its parts. */
export function pushLikeTheLast(images: readonly StoredImage[]): Push {
  const [newest] = images.filter(({ tags }) => tags.length > 0).sort((a, b) => b.pushedAt - a.pushedAt);
  // A deploy sets those, no push.
  const tags = (newest?.tags ?? []).filter((tag) => !tag.startsWith(DEPLOYED));
  return { tags, ...(newest?.parts && { parts: newest.parts.length }) };
}

/** A digest for an image that is not built yet; no real one looks so. */
function madeUpDigest(images: readonly StoredImage[]): string {
  return `next-${images.length}`;
}

function isPart({ digest }: StoredImage): boolean {
  return /^next-\d+\//.test(digest);
}

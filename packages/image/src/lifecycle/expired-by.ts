import type { LifecyclePolicy, LifecycleRule } from './policy.ts';
import { selects } from './selects.ts';
import type { StoredImage } from './stored-image.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** An image and the one rule that takes it away: deletes it, or moves it to the archive. */
export interface Expiry {
  readonly image: StoredImage;
  readonly rule: LifecycleRule;
}

/**
 * What one run of a lifecycle policy takes away, the oldest first.
 *
 * Every rule marks among all images that it selects, also those that rules before it mark. An image belongs to the first
 * rule that selects it, and no other can take it, even when that one keeps it. What a manifest list stands for stays as
 * long as the list; what is about an image (a signature) goes with it. The parts of a list are counted as images: ECR
 * does not say whether they are, and so more is expected to go, never less.
 * Source: ECR user guide, "Lifecycle policy evaluation rules" and its examples.
 *
 * @param now milliseconds since the epoch.
 */
export function expiredBy(policy: LifecyclePolicy, images: readonly StoredImage[], now: number): Expiry[] {
  const ruleOf = new Map<string, LifecycleRule>();
  const taken = new Map<string, Expiry>();
  const inLists = new Set(images.flatMap(({ parts }) => parts ?? []));
  const oldestFirst = [...images].sort((a, b) => bornAt(a) - bornAt(b) || a.digest.localeCompare(b.digest));

  for (const rule of policy.rules) {
    const selected = oldestFirst.filter((image) => selects(rule, image));
    const marked = new Set(markedBy(rule, selected, now));
    for (const image of selected) {
      if (ruleOf.has(image.digest)) continue;
      ruleOf.set(image.digest, rule);
      if (marked.has(image) && !inLists.has(image.digest)) taken.set(image.digest, { image, rule });
    }
  }
  return oldestFirst.flatMap((image) => {
    const subject = image.subject === undefined ? undefined : taken.get(image.subject);
    const expiry = taken.get(image.digest) ?? (subject && { image, rule: subject.rule });
    return expiry ? [expiry] : [];
  });
}

/**
 * What a lifecycle policy takes away in the end, when ECR runs it again and again and nothing else happens.
 *
 * One run is not the end: the parts of a manifest list can go only in a run after the one in which the list went.
 */
export function expiredInTheEnd(policy: LifecyclePolicy, images: readonly StoredImage[], now: number): Expiry[] {
  const all: Expiry[] = [];
  let left = images;
  for (;;) {
    const expiries = expiredBy(policy, left, now);
    if (expiries.length === 0) return all;
    all.push(...expiries);
    left = withoutExpired(left, expiries, now);
  }
}

/** The images that are there after a run: without the expired ones, and with the archived ones in the archive. */
export function withoutExpired(
  images: readonly StoredImage[],
  expiries: readonly Expiry[],
  now: number,
): readonly StoredImage[] {
  const actions = new Map(expiries.map(({ image, rule }) => [image.digest, rule.action]));
  return images
    .filter(({ digest }) => actions.get(digest) !== 'expire')
    .map((image) => (actions.get(image.digest) === 'transition' ? { ...image, archivedAt: now } : image));
}

/** When a rule that counts days takes an image, in milliseconds since the epoch; undefined for one that counts images. */
export function takenAfter(rule: LifecycleRule, image: StoredImage): number | undefined {
  const since = countedFrom(rule, image);
  return since === undefined ? undefined : since + rule.countNumber * DAY_MS;
}

function markedBy(rule: LifecycleRule, selected: readonly StoredImage[], now: number): readonly StoredImage[] {
  if (rule.countType === 'imageCountMoreThan')
    return selected.slice(0, Math.max(0, selected.length - rule.countNumber));
  return selected.filter((image) => now > (takenAfter(rule, image) ?? Infinity));
}

/** The moment from which a rule counts days. */
function countedFrom({ countType }: LifecycleRule, image: StoredImage): number | undefined {
  switch (countType) {
    case 'imageCountMoreThan':
      return undefined;
    case 'sinceImagePushed':
      return bornAt(image);
    case 'sinceImagePulled':
      // One that was brought back and not pulled since counts from there; one that never was pulled from its push.
      return Math.max(image.pulledAt ?? image.pushedAt, image.restoredAt ?? 0);
    case 'sinceImageTransitioned':
      return image.archivedAt;
  }
}

/** The moment by which images are ordered: the push, or when it came back from the archive. */
function bornAt({ pushedAt, restoredAt }: StoredImage): number {
  return restoredAt ?? pushedAt;
}

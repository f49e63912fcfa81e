import { expiredInTheEnd, type Expiry } from './expired-by.ts';
import type { LifecyclePolicy } from './policy.ts';
import { afterPushes, type Push } from './push.ts';
import type { StoredImage } from './stored-image.ts';

/** What takes an image away that should stay, and when. */
export interface Loss extends Expiry {
  /** After how many pushes it goes: 0 without any. */
  readonly pushes: number;
}

/** What a look ahead starts from. */
export interface Outlook {
  readonly policy: LifecyclePolicy;
  /** As they are now. */
  readonly images: readonly StoredImage[];
  /** The digests that should stay. */
  readonly keep: ReadonlySet<string>;
  /** The first of the pushes; those after it are like it. */
  readonly push: Push;
  /** Milliseconds since the epoch: all the pushes happen then. */
  readonly now: number;
}

/**
 * Which of the images that should stay a lifecycle policy takes away, now or within the next pushes.
 *
 * What ECR deletes between the pushes is taken to be there still: it counts, so that more goes, never less.
 *
 * @param most how many pushes to look ahead.
 */
export function lossesWithin(most: number, { policy, images, keep, push, now }: Outlook): Loss[] {
  const losses = new Map<string, Loss>();
  let pushes = 0;
  for (const state of afterPushes(images, push, now)) {
    for (const expiry of expiredInTheEnd(policy, state, now)) {
      const { digest } = expiry.image;
      if (keep.has(digest) && !losses.has(digest)) losses.set(digest, { ...expiry, pushes });
    }
    pushes += 1;
    if (pushes > most) break;
  }
  return [...losses.values()];
}

/** After how many pushes the first of the images that should stay goes: 0 without any, undefined for none within `most`. */
export function pushesUntilLoss(most: number, outlook: Outlook): number | undefined {
  const [first] = lossesWithin(most, outlook).map(({ pushes }) => pushes);
  return first;
}

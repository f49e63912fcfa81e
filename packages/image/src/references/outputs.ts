import { digestName, type PushPlace } from './image-place.ts';

/** An image in its registry. */
export interface PushedImage {
  readonly place: PushPlace;
  readonly digest: string;
  readonly tags: readonly string[];
  /** False when it was there already. */
  readonly isPushed: boolean;
}

/**
 * The outputs of an image.
 *
 * `image` holds the account, which configure-aws-credentials can mask, and the runner drops a job's output that holds
 * a masked value. `image-ref` has none of it. Source: contracts.md, "Actions: inputs and outputs".
 */
export function imageOutputs({ place, digest, tags, isPushed }: PushedImage): Record<string, string> {
  return {
    image: digestName(place, digest),
    'image-ref': `${place.repository}@${digest}`,
    digest,
    tags: tags.join('\n'),
    registry: place.registry,
    pushed: String(isPushed),
  };
}

import { matchesPattern } from '../../../world/pattern.ts';
import type { ImageScanOutcome, ScanStatus } from '../../../world/scenario.ts';
import type { Image, Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { manifestOf } from './manifest.ts';

/** A scan of an image as it stands at this moment. */
export interface ScanState {
  readonly status: ScanStatus;
  readonly isEnhanced: boolean;
  /** When it ended; absent before. */
  readonly endedAt?: number;
  readonly outcome: ImageScanOutcome;
}

const TYPICAL_SECONDS = 30;

/** How the scan of an image stands; undefined where there is none. */
export function scanOf(world: World, repository: Repository, image: Image): ScanState | undefined {
  const outcome = outcomeFor(world, repository, image);
  const isEnhanced = outcome.status === 'ACTIVE';
  // An index is never scanned; enhanced scanning does not wait to be asked.
  const startedAt = image.scan?.startedAt ?? (isEnhanced && !isIndex(image) ? image.pushedAt : undefined);
  if (startedAt === undefined) return undefined;
  const endsAt = startedAt + (outcome.afterSeconds ?? TYPICAL_SECONDS) * 1000;
  if (world.now < endsAt) return { status: isEnhanced ? 'PENDING' : 'IN_PROGRESS', isEnhanced, outcome };
  return { status: outcome.status ?? 'COMPLETE', isEnhanced, endedAt: endsAt, outcome };
}

/** Whether the registry scans the image by itself, so that nobody may ask for it. */
export const isScannedEnhanced = (world: World, repository: Repository, image: Image): boolean =>
  outcomeFor(world, repository, image).status === 'ACTIVE';

/** Whether an image is a list of images. */
export const isIndex = ({ manifest }: Image): boolean => (manifestOf(manifest)?.children.length ?? 0) > 0;

function outcomeFor(world: World, { uri }: Repository, { digest, tags }: Image): ImageScanOutcome {
  const names = [`${uri}@${digest}`, ...tags.map((tag) => `${uri}:${tag}`)];
  const pattern = Object.keys(world.scenario.scans).findLast((candidate) =>
    names.some((name) => matchesPattern(candidate, name)),
  );
  return (pattern === undefined ? undefined : world.scenario.scans[pattern]) ?? {};
}

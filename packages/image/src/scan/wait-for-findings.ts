import type { ScanStatus } from '@aws-sdk/client-ecr';
import { isAwsError, type Aws, type Clock, type ImagePlace } from '@fargate-actions/aws';
import type { Process, Turn } from '@fargate-actions/engine';
import { summarise } from './findings.ts';
import type { ScanEnd } from './scan-end.ts';

type Scan = Awaited<ReturnType<Aws['scans']['find']>>;

/** One look at the scans of an image. */
export interface ScansSeen {
  /** One for each platform; undefined where none has begun. */
  readonly scans: readonly Scan[];
  readonly secondsPassed: number;
  /** Whether we have asked for a scan ourselves. */
  readonly isAskedFor: boolean;
}

/** A scan on push begins within this; one that has not is started by hand. */
const GRACE_SECONDS = 10;
const POLL_SECONDS = 2;

/**
 * Waits for the findings of an image's scan, basic or enhanced.
 *
 * Where no scan begins by itself, one is started; where that is refused, the wait ends soon after.
 *
 * @param digests of the image; of a manifest list, those of its images: ECR scans no list.
 * @param patienceSeconds how long to wait.
 */
export function waitForFindings(
  place: ImagePlace,
  digests: readonly string[],
  patienceSeconds: number,
  aws: Aws,
  clock: Clock,
): Process<ScansSeen, ScanEnd> {
  const begunAt = clock.now();
  let isAskedFor = false;
  return {
    observe: async () => ({
      scans: await Promise.all(digests.map((digest) => aws.scans.find(place, digest))),
      secondsPassed: (clock.now() - begunAt) / 1000,
      isAskedFor,
    }),
    next: (seen) => {
      const turn = nextTurn(seen, patienceSeconds);
      if (turn !== 'start') return turn;
      return {
        kind: 'act',
        act: async () => {
          isAskedFor = true;
          await Promise.all(digests.map((digest) => startScan(place, digest, aws)));
        },
      };
    },
  };
}

/** What to do after a look: wait, stop, or start a scan because none has begun. */
export function nextTurn(seen: ScansSeen, patienceSeconds: number): Turn<ScanEnd> | 'start' {
  const { scans, secondsPassed, isAskedFor } = seen;
  const statuses = scans.map((scan) => scan?.status);
  const ended = scans.find((scan) => scan?.status !== undefined && isEndWithoutFindings(scan.status));
  if (ended?.status !== undefined) {
    const { status, description } = ended;
    return done({ kind: 'no findings', status, ...(description !== undefined && { description }) });
  }
  if (statuses.every((status) => status !== undefined && hasFindings(status))) {
    return done({ kind: 'findings', findings: summarise(scans.filter((scan) => scan !== undefined)) });
  }
  if (secondsPassed >= patienceSeconds) {
    return done({ kind: 'timed out', seconds: patienceSeconds, status: statuses.find((one) => one !== undefined) });
  }
  if (scans.some((scan) => scan !== undefined) || secondsPassed < GRACE_SECONDS) return wait();
  if (!isAskedFor) return 'start';
  return secondsPassed < 2 * GRACE_SECONDS ? wait() : done({ kind: 'no findings', status: 'NOT_STARTED' });
}

/** COMPLETE ends a basic scan; ACTIVE is an enhanced one that goes on for ever. Source: reference/ecs-facts.md, "ECR". */
function hasFindings(status: ScanStatus): boolean {
  return status === 'COMPLETE' || status === 'ACTIVE';
}

function isEndWithoutFindings(status: ScanStatus): boolean {
  switch (status) {
    case 'FAILED':
    case 'UNSUPPORTED_IMAGE':
    case 'SCAN_ELIGIBILITY_EXPIRED':
    case 'FINDINGS_UNAVAILABLE':
    case 'LIMIT_EXCEEDED':
    case 'IMAGE_ARCHIVED':
      return true;
    case 'PENDING':
    case 'IN_PROGRESS':
    case 'COMPLETE':
    case 'ACTIVE':
      return false;
    default:
      // One that AWS adds tomorrow is waited out.
      status satisfies never;
      return false;
  }
}

/** Starts a scan. That ECR refuses is seen by none beginning: where it scans enhanced, it does so by itself. */
async function startScan(place: ImagePlace, digest: string, aws: Aws): Promise<void> {
  try {
    await aws.gaps.unlessDenied('A scan that has not begun by itself is not started.', () =>
      aws.scans.start(place, digest),
    );
  } catch (error) {
    if (!isAwsError(error, 'refused', 'lost', 'missing')) throw error;
  }
}

function wait(): Turn<ScanEnd> {
  return { kind: 'wait', seconds: POLL_SECONDS };
}

function done(result: ScanEnd): Turn<ScanEnd> {
  return { kind: 'done', result };
}

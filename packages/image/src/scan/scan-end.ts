import type { ScanStatus } from '@aws-sdk/client-ecr';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import { countAtLeast, type Findings } from './findings.ts';
import { SEVERITIES, type ImageSeverity } from './severity.ts';

/** How the wait for a scan ended. */
export type ScanEnd =
  | { readonly kind: 'findings'; readonly findings: Findings }
  /** There will be none: the image can't be scanned, or nobody began. */
  | { readonly kind: 'no findings'; readonly status: ScanStatus | 'NOT_STARTED'; readonly description?: string }
  | { readonly kind: 'timed out'; readonly seconds: number; readonly status: ScanStatus | undefined };

/** What an end without findings means, and what can be done about it. */
const WHY: Readonly<Partial<Record<ScanStatus | 'NOT_STARTED', readonly [why: string, hint: string]>>> = {
  FAILED: [
    'the scan failed',
    'Start it again with `aws ecr start-image-scan`; base images without a package database always fail.',
  ],
  UNSUPPORTED_IMAGE: [
    'ECR can’t scan this kind of image',
    'Images from scratch, distroless ones and some systems have no packages that it knows.',
  ],
  SCAN_ELIGIBILITY_EXPIRED: [
    'ECR does not scan the image any more, because it is too old',
    'Push it again, or lengthen the scan duration in Inspector.',
  ],
  FINDINGS_UNAVAILABLE: [
    'ECR has no findings for the image',
    'Start a scan with `aws ecr start-image-scan`, or push the image again.',
  ],
  LIMIT_EXCEEDED: [
    'ECR has scanned the image as often as it may today',
    'Run again tomorrow, or set up enhanced scanning.',
  ],
  IMAGE_ARCHIVED: ['the image is in the archive', 'Restore it before it is scanned or deployed.'],
  NOT_STARTED: ['no scan was started', 'Set `scan-on-push: true`, or allow ecr:StartImageScan.'],
};

/**
 * Reports how a scan ended: findings of the threshold or worse are an error, no findings or none in time a warning.
 *
 * @param threshold `fail-on-severity`.
 */
export function reportScan(
  end: ScanEnd,
  threshold: ImageSeverity,
  at: Position | undefined,
  diagnostics: Diagnostics,
): void {
  switch (end.kind) {
    case 'findings': {
      const count = countAtLeast(end.findings, threshold);
      if (count === 0) return;
      diagnostics.error(
        at,
        'scan/severity',
        `The scan found ${countsText(end.findings)}: ${count} ${count === 1 ? 'is' : 'are'} ${threshold} or worse.`,
        fixText(end.findings),
      );
      return;
    }
    case 'no findings': {
      const [why, hint] = WHY[end.status] ?? [`the scan ended as ${end.status}`, ''];
      diagnostics.warning(
        at,
        'scan/no-findings',
        `Nobody knows what the image is vulnerable to: ${why}${end.description ? ` (${end.description})` : ''}.`,
        hint,
      );
      return;
    }
    case 'timed out':
      diagnostics.warning(
        at,
        'scan/timed-out',
        `The scan had no findings after ${end.seconds} s (${end.status ?? 'not started'}): the image is not checked.`,
        'The findings will be in ECR; wait longer, or run again.',
      );
  }
}

/** `2 CRITICAL, 1 LOW`, the worst first. */
export function countsText({ counts }: Findings): string {
  const texts = SEVERITIES.filter((severity) => counts[severity]).map(
    (severity) => `${counts[severity] ?? 0} ${severity}`,
  );
  return texts.length === 0 ? 'nothing' : texts.join(', ');
}

function fixText({ worst }: Findings): string {
  const fixable = worst.find(({ fixedIn }) => fixedIn !== undefined);
  const first = fixable?.package !== undefined && fixable.fixedIn !== undefined;
  return first
    ? `Begin with ${fixable.name}: ${fixable.package} is mended in ${fixable.fixedIn}. A newer base image mends most.`
    : 'A newer base image mends most. Or raise fail-on-severity.';
}

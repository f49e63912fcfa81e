import { countsText, digestName, type BuildFigures, type ScanEnd } from '@fargate-actions/image';
import {
  blocks,
  code,
  durationText,
  escapeMarkdown,
  fenced,
  folded,
  outcomeMarkdown,
  table,
} from '@fargate-actions/report';
import type { PushResult } from './push-result.ts';
import type { WantedImage } from './wanted-image.ts';

/** What the summary of a pushed image tells beside the image itself. */
export interface PushedFacts {
  readonly isThere: boolean;
  readonly isFine: boolean;
  readonly scan: ScanEnd | undefined;
  /** As the registry keeps it: compressed. */
  readonly bytes: number | undefined;
}

/** The job summary of an image in ECR: what it is, how it came about, how to pull it. */
export function pushedMarkdown(result: PushResult, { isThere, isFine, scan, bytes }: PushedFacts): string {
  const { wanted, access, outcomes, digest, figures } = result;
  if (!isThere || digest === undefined) return failedMarkdown(result);
  const name = `${wanted.repository}:${wanted.tags[0] ?? ''}`;
  const what = figures ? 'was pushed' : 'is there already: nothing was built';
  return blocks(
    `## ${isFine ? '✅' : '❌'} ${escapeMarkdown(name)} ${what}`,
    table(
      ['', ''],
      [
        ['image', code(digestName(access.place, digest))],
        ['digest', code(digest)],
        ['tags', wanted.tags.map(code).join(' ')],
        ...(bytes === undefined ? [] : [['size', `${megabytes(bytes)} compressed`]]),
        ...figureRows(figures),
        ...(scan ? [['scan', escapeMarkdown(scanText(scan))]] : []),
      ],
    ),
    findingsMarkdown(scan),
    folded('Pull it', fenced([`docker pull ${digestName(access.place, digest)}`])),
    outcomes.some(({ result }) => result === 'applied')
      ? folded('What changed', outcomeMarkdown(outcomes).replace(/^## .*\n+/, ''))
      : '',
  );
}

/** The job summary of an image that was only built. */
export function builtMarkdown({ repository, tags }: WantedImage, figures: BuildFigures | undefined): string {
  return blocks(
    `## ✅ ${escapeMarkdown(`${repository}:${tags[0] ?? ''}`)} was built, and not pushed`,
    table(['', ''], figureRows(figures)),
  );
}

/** Why is said by the diagnostics below it, or by what the engine has to tell. */
function failedMarkdown({ wanted, outcomes }: PushResult): string {
  return blocks(
    `## ❌ ${escapeMarkdown(`${wanted.repository}:${wanted.tags[0] ?? ''}`)} was not pushed`,
    folded('What was done', outcomeMarkdown(outcomes).replace(/^## /, '### ')),
  );
}

function figureRows(figures: BuildFigures | undefined): string[][] {
  if (!figures) return [];
  const { steps, seconds } = figures;
  return [
    ...(steps.all === 0 ? [] : [['layers reused', `${steps.cached} of ${steps.all} steps`]]),
    ['build and push', durationText(seconds)],
  ];
}

function scanText(scan: ScanEnd): string {
  switch (scan.kind) {
    case 'findings':
      return countsText(scan.findings);
    case 'no findings':
      return `no findings: ${scan.status}`;
    case 'timed out':
      return `no findings after ${scan.seconds} s`;
  }
}

function findingsMarkdown(scan: ScanEnd | undefined): string {
  if (scan?.kind !== 'findings' || scan.findings.worst.length === 0) return '';
  const rows = scan.findings.worst.map((finding) => [
    escapeMarkdown(finding.name),
    finding.severity,
    code(finding.package ?? ''),
    code(finding.fixedIn ?? ''),
  ]);
  return folded('The worst findings', table(['finding', 'severity', 'package', 'mended in'], rows));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

import type { EnhancedImageScanFinding, ImageScanFinding } from '@aws-sdk/client-ecr';
import { isAtLeast, SEVERITIES, severityOf, type ImageSeverity } from './severity.ts';

/** What a scan found in one package. Text from outside: escaped where it is shown. */
export interface Finding {
  /** `CVE-2026-1234`. */
  readonly name: string;
  readonly severity: ImageSeverity;
  /** `openssl 3.0.11`; absent where the scan does not say. */
  readonly package?: string;
  /** The version that mends it. */
  readonly fixedIn?: string;
  readonly link?: string;
}

/** What scans found in an image. */
export interface Findings {
  /** By severity, over all findings; those without any are left out. */
  readonly counts: Readonly<Partial<Record<ImageSeverity, number>>>;
  /** The worst first, and of one severity those that have a fix. */
  readonly worst: readonly Finding[];
}

/** What ECR gave on an image. */
export interface ScannedImage {
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly ImageScanFinding[];
  readonly enhancedFindings: readonly EnhancedImageScanFinding[];
}

const SHOWN = 20;

/** The findings of one image, or of the images of several platforms, in short. */
export function summarise(images: readonly ScannedImage[], shown = SHOWN): Findings {
  const counts: Partial<Record<ImageSeverity, number>> = {};
  for (const [name, number] of images.flatMap((image) => Object.entries(image.counts))) {
    if (number > 0) counts[severityOf(name)] = (counts[severityOf(name)] ?? 0) + number;
  }
  const all = images.flatMap(({ findings, enhancedFindings }) => [
    ...findings.map(basicFinding),
    ...enhancedFindings.map(enhancedFinding),
  ]);
  // The images of several platforms have most of their findings in common.
  const known = [...new Map(all.map((finding) => [JSON.stringify(finding), finding])).values()];
  return { counts, worst: known.sort(byUrgency).slice(0, shown) };
}

/** How many findings are at least so bad. */
export function countAtLeast({ counts }: Findings, threshold: ImageSeverity): number {
  return SEVERITIES.filter((severity) => isAtLeast(severity, threshold))
    .map((severity) => counts[severity] ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

function byUrgency(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    Number(b.fixedIn !== undefined) - Number(a.fixedIn !== undefined) ||
    a.name.localeCompare(b.name)
  );
}

function basicFinding({ name = 'unnamed', severity, uri, attributes = [] }: ImageScanFinding): Finding {
  const attribute = (key: string): string | undefined => attributes.find((one) => one.key === key)?.value;
  return finding(name, severity, [attribute('package_name'), attribute('package_version')], undefined, uri);
}

function enhancedFinding({ title, severity, packageVulnerabilityDetails }: EnhancedImageScanFinding): Finding {
  const { vulnerabilityId, vulnerablePackages = [], sourceUrl } = packageVulnerabilityDetails ?? {};
  const [first] = vulnerablePackages;
  // Inspector writes so where there is no fix.
  const fixedIn = first?.fixedInVersion === 'NotAvailable' ? undefined : first?.fixedInVersion;
  return finding(vulnerabilityId ?? title ?? 'unnamed', severity, [first?.name, first?.version], fixedIn, sourceUrl);
}

function finding(
  name: string,
  severity: string | undefined,
  packageParts: readonly (string | undefined)[],
  fixedIn: string | undefined,
  link: string | undefined,
): Finding {
  const packageText = packageParts.filter((part) => part !== undefined && part !== '').join(' ');
  return {
    name,
    severity: severityOf(severity),
    ...(packageText !== '' && { package: packageText }),
    ...(fixedIn !== undefined && { fixedIn }),
    ...(link !== undefined && { link }),
  };
}

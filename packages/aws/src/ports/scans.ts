import type { EnhancedImageScanFinding, ImageScanFinding, ScanStatus } from '@aws-sdk/client-ecr';
import { isAwsError } from '../errors.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { inPlace, type ImagePlace } from './images.ts';

/** A scan of an image, as far as it has come. */
export interface ImageScan {
  /** `COMPLETE` (basic) and `ACTIVE` (enhanced) both mean that the findings are there. */
  readonly status: ScanStatus | undefined;
  /** ECR's own words on the status. */
  readonly description: string | undefined;
  /** By severity, over all findings. */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly ImageScanFinding[];
  readonly enhancedFindings: readonly EnhancedImageScanFinding[];
}

/** Scans of ECR's images. */
export function scans(wire: Wire) {
  return {
    /** The scan of an image, with all pages of its findings; undefined when there is no scan or no such image. */
    async find(place: ImagePlace, imageDigest: string): Promise<ImageScan | undefined> {
      try {
        const pages = await allPages('ecr:DescribeImageScanFindings', async (nextToken) => {
          const answer = await wire.call('ecr:DescribeImageScanFindings', {
            ...inPlace(place),
            imageId: { imageDigest },
            ...(nextToken && { nextToken }),
          });
          return { items: [answer], next: answer.nextToken };
        });
        const last = pages.at(-1);
        return {
          status: last?.imageScanStatus?.status,
          description: last?.imageScanStatus?.description,
          counts: { ...last?.imageScanFindings?.findingSeverityCounts },
          findings: pages.flatMap(({ imageScanFindings }) => imageScanFindings?.findings ?? []),
          enhancedFindings: pages.flatMap(({ imageScanFindings }) => imageScanFindings?.enhancedFindings ?? []),
        };
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /** Starts a basic scan. ECR allows one an image in 24 h, and none by hand where the registry scans enhanced. */
    async start(place: ImagePlace, imageDigest: string): Promise<void> {
      await wire.call('ecr:StartImageScan', { ...inPlace(place), imageId: { imageDigest } });
    },
  };
}

import type {
  DescribeImageScanFindingsRequest,
  DescribeImageScanFindingsResponse,
  EnhancedImageScanFinding,
  ImageDetail,
  ImageScanFinding,
  StartImageScanRequest,
  StartImageScanResponse,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { isIndex, isScannedEnhanced, scanOf, type ScanState } from '../behaviour/scan.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { ScanFinding } from '../../../world/scenario.ts';
import type { Image, Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required } from '../../required.ts';
import { idText, imageOf } from './find-image.ts';
import { pageRequest } from './page-request.ts';
import { repositoryOf } from './repositories.ts';

/** Scans of images. */
export const scanOperations: OperationTable = {
  'ecr:DescribeImageScanFindings': describeImageScanFindings,
  'ecr:StartImageScan': startImageScan,
};

const A_DAY = 24 * 60 * 60 * 1000;

/** What DescribeImages tells of an image's scan. */
export function describedScan(world: World, repository: Repository, image: Image): Partial<ImageDetail> {
  const scan = scanOf(world, repository, image);
  if (!scan) return {};
  return {
    imageScanStatus: describedStatus(scan),
    ...(hasFindings(scan) && { imageScanFindingsSummary: summaryOf(scan) }),
  };
}

function startImageScan(world: World, input: StartImageScanRequest): StartImageScanResponse {
  const repository = repositoryOf(world, input);
  const imageId = required(input.imageId, 'imageId', 'InvalidParameterException');
  const image = imageOf(world, repository, imageId);
  if (isScannedEnhanced(world, repository, image)) throw new Fault('ValidationException', 'This feature is disabled');
  if (isIndex(image))
    throw new Fault(
      'UnsupportedImageTypeException',
      `The image manifest type '${image.mediaType}' is not supported for image scanning`,
    );
  if (image.scan && world.now - image.scan.startedAt < A_DAY)
    throw new Fault('LimitExceededException', 'The scan quota per image has been exceeded. Wait and try again.');
  image.scan = { startedAt: world.now };
  return {
    registryId: world.account,
    repositoryName: repository.name,
    imageId: { ...imageId, imageDigest: image.digest },
    imageScanStatus: { status: 'IN_PROGRESS' },
  };
}

function describeImageScanFindings(
  world: World,
  input: DescribeImageScanFindingsRequest,
): DescribeImageScanFindingsResponse {
  const repository = repositoryOf(world, input);
  const imageId = required(input.imageId, 'imageId', 'InvalidParameterException');
  const image = imageOf(world, repository, imageId);
  const scan = scanOf(world, repository, image);
  if (!scan)
    throw new Fault(
      'ScanNotFoundException',
      `Image scan does not exist for the image with '${idText(imageId)}' in the repository with name '${repository.name}' in the registry with id '${world.account}'`,
    );
  const findings = hasFindings(scan) ? (scan.outcome.findings ?? []) : [];
  const { items, nextToken } = page(findings, pageRequest(world, input));
  return {
    registryId: world.account,
    repositoryName: repository.name,
    imageId: { ...imageId, imageDigest: image.digest },
    imageScanStatus: describedStatus(scan),
    ...(hasFindings(scan) && {
      imageScanFindings: {
        ...summaryOf(scan),
        ...(scan.isEnhanced
          ? { enhancedFindings: items.map((finding) => enhanced(world, finding)) }
          : { findings: items.map(basic) }),
      },
    }),
    ...(nextToken !== undefined && { nextToken }),
  };
}

const hasFindings = ({ status }: ScanState): boolean => status === 'COMPLETE' || status === 'ACTIVE';

function describedStatus({ status, endedAt, outcome }: ScanState): NonNullable<ImageDetail['imageScanStatus']> {
  const typical = endedAt === undefined ? undefined : DESCRIPTIONS[status];
  const description = endedAt === undefined ? undefined : (outcome.description ?? typical);
  return { status, ...(description !== undefined && { description }) };
}

const DESCRIPTIONS: Readonly<Partial<Record<ScanState['status'], string>>> = {
  COMPLETE: 'The scan was completed successfully.',
  ACTIVE: 'Continuous scan is selected for image.',
  FAILED: 'UnsupportedImageError: The operating system and/or package manager are not supported.',
  UNSUPPORTED_IMAGE: 'The operating system and/or package manager are not supported.',
  SCAN_ELIGIBILITY_EXPIRED: 'Scan eligibility has expired for this image.',
};

function summaryOf({ endedAt, outcome }: ScanState) {
  const findingSeverityCounts: Record<string, number> = {};
  for (const { severity } of outcome.findings ?? [])
    findingSeverityCounts[severity] = (findingSeverityCounts[severity] ?? 0) + 1;
  const at =
    endedAt === undefined
      ? {}
      : { imageScanCompletedAt: new Date(endedAt), vulnerabilitySourceUpdatedAt: new Date(endedAt) };
  return { ...at, findingSeverityCounts };
}

function basic({ name, severity, description, packageName, packageVersion }: ScanFinding): ImageScanFinding {
  return {
    name,
    severity,
    uri: `https://cve.example/${name}`,
    ...(description !== undefined && { description }),
    attributes: [
      ...(packageName === undefined ? [] : [{ key: 'package_name', value: packageName }]),
      ...(packageVersion === undefined ? [] : [{ key: 'package_version', value: packageVersion }]),
    ],
  };
}

function enhanced(world: World, finding: ScanFinding): EnhancedImageScanFinding {
  const { name, severity, description, packageName, packageVersion, fixedInVersion } = finding;
  return {
    awsAccountId: world.account,
    findingArn: `arn:aws:inspector2:${world.region}:${world.account}:finding/${name}`,
    title: packageName === undefined ? name : `${name} - ${packageName}`,
    type: 'PACKAGE_VULNERABILITY',
    status: 'ACTIVE',
    // Inspector calls so what nobody has rated yet.
    severity: severity === 'UNDEFINED' ? 'UNTRIAGED' : severity,
    ...(description !== undefined && { description }),
    fixAvailable: fixedInVersion === undefined ? 'NO' : 'YES',
    packageVulnerabilityDetails: {
      vulnerabilityId: name,
      vulnerablePackages:
        packageName === undefined
          ? []
          : [
              {
                name: packageName,
                ...(packageVersion !== undefined && { version: packageVersion }),
                ...(fixedInVersion !== undefined && { fixedInVersion }),
              },
            ],
    },
  };
}

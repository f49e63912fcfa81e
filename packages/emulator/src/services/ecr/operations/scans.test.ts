import { describe, expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { Fault } from '../../../fault.ts';
import type { ScenarioChange } from '../../../world/scenario.ts';
import { seedSurroundings } from '../../../world/seed.ts';

const repositoryName = 'amply-backend';
const imageId = { imageTag: 'v1' };
const asked = { repositoryName, imageId };

function anAccount(scenario: ScenarioChange = {}): Emulator {
  const emulator = new Emulator({ scenario });
  seedSurroundings(emulator.world);
  return emulator;
}

const findingsOf = (emulator: Emulator, more: object = {}) =>
  emulator.call('ecr:DescribeImageScanFindings', { ...asked, ...more });

const faultOf = (call: () => unknown): unknown => {
  try {
    return call();
  } catch (error) {
    return error instanceof Fault ? error.name : error;
  }
};

const findings = [
  { name: 'CVE-1', severity: 'HIGH', packageName: 'openssl', packageVersion: '3.0', fixedInVersion: '3.1' },
  { name: 'CVE-2', severity: 'LOW' },
  { name: 'CVE-3', severity: 'HIGH' },
] as const;

describe('a basic scan', () => {
  test('is there when it was asked for, and has its findings after a while, by page', () => {
    const emulator = anAccount({ scans: { '*:v1': { afterSeconds: 20, findings } } });
    expect(faultOf(() => findingsOf(emulator))).toBe('ScanNotFoundException');
    emulator.call('ecr:StartImageScan', asked);
    expect(findingsOf(emulator)).toMatchObject({ imageScanStatus: { status: 'IN_PROGRESS' } });
    expect(findingsOf(emulator)).not.toHaveProperty('imageScanFindings');
    emulator.advance(20);
    const first = findingsOf(emulator, { maxResults: 2 });
    expect(first).toMatchObject({
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: {
        findingSeverityCounts: { HIGH: 2, LOW: 1 },
        findings: [{ name: 'CVE-1', attributes: [{ value: 'openssl' }, { value: '3.0' }] }, { name: 'CVE-2' }],
      },
    });
    const { nextToken } = first as { nextToken: string };
    const second = findingsOf(emulator, { nextToken });
    expect(second).toMatchObject({ imageScanFindings: { findings: [{ name: 'CVE-3' }] } });
    expect(second).not.toHaveProperty('nextToken');
  });

  test('is one a day', () => {
    const emulator = anAccount();
    const scan = () => faultOf(() => emulator.call('ecr:StartImageScan', asked));
    scan();
    expect(scan()).toBe('LimitExceededException');
    emulator.advance(24 * 3600);
    expect(scan()).toMatchObject({ imageScanStatus: { status: 'IN_PROGRESS' } });
  });

  test.each([
    'FAILED',
    'UNSUPPORTED_IMAGE',
    'FINDINGS_UNAVAILABLE',
    'LIMIT_EXCEEDED',
    'SCAN_ELIGIBILITY_EXPIRED',
  ] as const)('can end as %s, without findings', (status) => {
    const emulator = anAccount({ scans: { '*': { status, description: 'why' } } });
    emulator.call('ecr:StartImageScan', asked);
    emulator.advance(30);
    expect(findingsOf(emulator)).toMatchObject({ imageScanStatus: { status, description: 'why' } });
    expect(findingsOf(emulator)).not.toHaveProperty('imageScanFindings');
    const described = emulator.call('ecr:DescribeImages', { repositoryName, imageIds: [imageId] });
    expect(described).toMatchObject({ imageDetails: [{ imageScanStatus: { status } }] });
  });
});

test('an enhanced scan comes without being asked for, and goes on', () => {
  const emulator = anAccount({ scans: { '*': { status: 'ACTIVE', afterSeconds: 60, findings } } });
  expect(findingsOf(emulator)).toMatchObject({ imageScanStatus: { status: 'PENDING' } });
  expect(faultOf(() => emulator.call('ecr:StartImageScan', asked))).toBe('ValidationException');
  emulator.advance(60);
  expect(findingsOf(emulator)).toMatchObject({
    imageScanStatus: { status: 'ACTIVE' },
    imageScanFindings: {
      enhancedFindings: [
        {
          title: 'CVE-1 - openssl',
          severity: 'HIGH',
          packageVulnerabilityDetails: { vulnerablePackages: [{ name: 'openssl', fixedInVersion: '3.1' }] },
        },
        { title: 'CVE-2' },
        { title: 'CVE-3' },
      ],
    },
  });
});

import { ScanStatus } from '@aws-sdk/client-ecr';
import type { ScenarioChange } from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { drive } from '@fargate-actions/engine';
import { anAccount, PLACE, type Account } from '../../test/an-account.ts';
import { countsText, reportScan, type ScanEnd } from './scan-end.ts';
import type { ImageSeverity } from './severity.ts';
import { nextTurn, waitForFindings } from './wait-for-findings.ts';

const FINDINGS = [
  { name: 'CVE-2', severity: 'LOW' as const, packageName: 'zlib', packageVersion: '1.2' },
  { name: 'CVE-3', severity: 'HIGH' as const, packageName: 'curl', packageVersion: '8.0' },
  { name: 'CVE-1', severity: 'HIGH' as const, packageName: 'openssl', packageVersion: '3.0', fixedInVersion: '3.1' },
];

/** Pushes an image to a repository that scans on push, or not, and waits for the findings. */
async function waited(
  outcome: NonNullable<ScenarioChange['scans']>[string],
  { scanOnPush = true, patience = 120, denied = [] as string[] } = {},
): Promise<{ end: ScanEnd; account: Account }> {
  const account = anAccount({ scans: { '*': outcome }, denied });
  account.emulator.call('ecr:PutImageScanningConfiguration', { ...PLACE, imageScanningConfiguration: { scanOnPush } });
  const digest = await account.push('a', 'sha-a');
  const process = waitForFindings(PLACE, [digest], patience, account.aws, account.clock);
  return { end: await account.clock.run(drive(process, { clock: account.clock })), account };
}

const reported = (end: ScanEnd, threshold: ImageSeverity) => {
  const diagnostics = new Diagnostics();
  reportScan(end, threshold, undefined, diagnostics);
  return diagnostics.all.map(({ severity, rule, message, hint }) => `${severity} ${rule}: ${message} ${hint ?? ''}`);
};

describe('findings', () => {
  test.each([
    { name: 'basic', outcome: { findings: FINDINGS, afterSeconds: 90 } },
    { name: 'enhanced', outcome: { status: 'ACTIVE' as const, findings: FINDINGS, afterSeconds: 90 } },
  ])(
    'of a $name scan are waited for and told, the worst first, those with a fix before others',
    async ({ outcome }) => {
      const { end } = await waited(outcome);
      expect(end).toMatchObject({ kind: 'findings', findings: { counts: { HIGH: 2, LOW: 1 } } });
      if (end.kind !== 'findings') throw new Error('There are findings.');
      expect(end.findings.worst.map((finding) => finding.name)).toEqual(['CVE-1', 'CVE-3', 'CVE-2']);
      expect(end.findings.worst[0]).toMatchObject({ package: 'openssl 3.0' });
      expect(countsText(end.findings)).toBe('2 HIGH, 1 LOW');
    },
  );

  test.each<{ threshold: ImageSeverity; expected: string | undefined }>([
    { threshold: 'CRITICAL', expected: undefined },
    { threshold: 'HIGH', expected: '2 are HIGH or worse' },
    { threshold: 'MEDIUM', expected: '2 are MEDIUM or worse' },
    { threshold: 'LOW', expected: '3 are LOW or worse' },
    { threshold: 'INFORMATIONAL', expected: '3 are INFORMATIONAL or worse' },
    { threshold: 'UNDEFINED', expected: '3 are UNDEFINED or worse' },
  ])('against $threshold: $expected', async ({ threshold, expected }) => {
    const { end } = await waited({ status: 'ACTIVE', findings: FINDINGS });
    const [found] = reported(end, threshold);
    if (expected === undefined) expect(found).toBeUndefined();
    else {
      expect(found).toContain(`error scan/severity: The scan found 2 HIGH, 1 LOW: ${expected}.`);
      expect(found).toContain('Begin with CVE-1: openssl 3.0 is mended in 3.1.');
    }
  });

  test('that nobody has rated count as UNDEFINED', async () => {
    const { end } = await waited({ status: 'ACTIVE', findings: [{ name: 'CVE-9', severity: 'UNDEFINED' }] });
    expect(reported(end, 'INFORMATIONAL')).toEqual([]);
    expect(reported(end, 'UNDEFINED')).toHaveLength(1);
  });

  test('that there are none is no error', async () => {
    const { end } = await waited({});
    expect(reported(end, 'UNDEFINED')).toEqual([]);
  });
});

describe('no findings', () => {
  test.each([
    'FAILED',
    'UNSUPPORTED_IMAGE',
    'SCAN_ELIGIBILITY_EXPIRED',
    'FINDINGS_UNAVAILABLE',
    'LIMIT_EXCEEDED',
    'IMAGE_ARCHIVED',
  ] as const)('%s ends the wait with a warning that says why', async (status) => {
    const { end } = await waited({ status, afterSeconds: 5 });
    expect(end).toMatchObject({ kind: 'no findings', status });
    expect(reported(end, 'LOW')).toEqual([expect.stringMatching(/^warning scan\/no-findings: Nobody knows .+\. .+/)]);
  });

  test('in time is a warning', async () => {
    const { end } = await waited({ afterSeconds: 1000 });
    expect(end).toEqual({ kind: 'timed out', seconds: 120, status: 'IN_PROGRESS' });
    expect(reported(end, 'LOW')).toEqual([expect.stringContaining('warning scan/timed-out')]);
  });

  test('because no scan begins by itself: one is started', async () => {
    const { end, account } = await waited({ findings: FINDINGS }, { scanOnPush: false });
    expect(end.kind).toBe('findings');
    expect(account.writes().filter((name) => name === 'StartImageScan')).toHaveLength(1);
  });

  test('because no scan may be started ends soon', async () => {
    const { end, account } = await waited({}, { scanOnPush: false, denied: ['ecr:StartImageScan'] });
    expect(end).toEqual({ kind: 'no findings', status: 'NOT_STARTED' });
    expect(account.denials()).toEqual(['ecr:StartImageScan']);
  });
});

test('every status of the SDK has its turn, and a new one is waited out', () => {
  const turns = [...Object.values(ScanStatus), 'NEW' as ScanStatus].map((status) => {
    const scan = { status, description: undefined, counts: {}, findings: [], enhancedFindings: [] };
    const turn = nextTurn({ scans: [scan], secondsPassed: 0, isAskedFor: false }, 60);
    return [status, turn === 'start' ? turn : turn.kind === 'done' ? turn.result.kind : turn.kind];
  });
  expect(Object.fromEntries(turns)).toEqual({
    ACTIVE: 'findings',
    COMPLETE: 'findings',
    FAILED: 'no findings',
    FINDINGS_UNAVAILABLE: 'no findings',
    IMAGE_ARCHIVED: 'no findings',
    IN_PROGRESS: 'wait',
    LIMIT_EXCEEDED: 'no findings',
    PENDING: 'wait',
    SCAN_ELIGIBILITY_EXPIRED: 'no findings',
    UNSUPPORTED_IMAGE: 'no findings',
    NEW: 'wait',
  });
});

test('the images of all platforms are waited for', () => {
  const scan = (status: ScanStatus, HIGH: number) => ({
    status,
    description: undefined,
    counts: { HIGH },
    findings: [],
    enhancedFindings: [],
  });
  const seen = { secondsPassed: 0, isAskedFor: false };
  expect(nextTurn({ ...seen, scans: [scan('COMPLETE', 1), scan('PENDING', 0)] }, 60)).toMatchObject({ kind: 'wait' });
  expect(nextTurn({ ...seen, scans: [scan('COMPLETE', 1), scan('COMPLETE', 2)] }, 60)).toMatchObject({
    result: { findings: { counts: { HIGH: 3 } } },
  });
});

import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';
import { imageOutputs, reportScan, waitForFindings, type ImageSeverity, type ScanEnd } from '@fargate-actions/image';
import { drive, type Outcome } from '@fargate-actions/engine';
import { failuresOf } from '@fargate-actions/report';
import type { OperationReport } from '../prepared.ts';
import type { PushResult } from './push-result.ts';
import { pushedMarkdown } from './summary.ts';

/** How long the findings of a scan are waited for. */
const SCAN_SECONDS = 300;

/** Reports an image that is pushed, or that could not be; with its scan, where that is asked for. */
export async function pushedReport(
  result: PushResult,
  threshold: ImageSeverity | undefined,
  aws: Aws,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<OperationReport> {
  const { wanted, access, outcomes, digest, figures } = result;
  const isDiagnosed = (outcome: Outcome) => outcome.result === 'failed' && outcome.error instanceof DiagnosedError;
  for (const outcome of outcomes) {
    if (outcome.result !== 'failed' || !(outcome.error instanceof DiagnosedError)) continue;
    for (const diagnostic of outcome.error.diagnostics) diagnostics.add(diagnostic);
  }
  const hasFailed = outcomes.some(({ result }) => result === 'failed' || result === 'not attempted');
  const isThere = !hasFailed && digest !== undefined;
  const scan = isThere && threshold ? await scanned(digest, threshold, result, aws, context, diagnostics) : undefined;
  const detail = isThere
    ? await aws.gaps.optional('The size of the image is not in the summary.', () =>
        aws.images.find(access.ecr, { imageDigest: digest }),
      )
    : undefined;
  const isPushed = figures !== undefined;
  const image = { place: access.place, tags: wanted.tags, isPushed };
  return {
    outputs: {
      ...(isThere && imageOutputs({ ...image, digest })),
      status: hasFailed || diagnostics.hasErrors ? 'failed' : isPushed ? 'pushed' : 'unchanged',
    },
    overview: pushedMarkdown(result, {
      isThere,
      isFine: !diagnostics.hasErrors,
      scan,
      bytes: detail?.imageSizeInBytes,
    }),
    failures: failuresOf(outcomes.filter((outcome) => !isDiagnosed(outcome))),
  };
}

/** Waits for the findings, and reports them. ECR scans no list: of one, its images are looked at. */
async function scanned(
  digest: string,
  threshold: ImageSeverity,
  { access }: PushResult,
  aws: Aws,
  { clock, signal, log }: ActionContext,
  diagnostics: Diagnostics,
): Promise<ScanEnd> {
  const parts = await aws.gaps.unlessDenied('Of an image for several platforms, no part is scanned.', () =>
    aws.images.parts(access.ecr, [digest]),
  );
  const children = parts?.get(digest) ?? [];
  const digests = children.length > 0 ? children : [digest];
  log.info(`Waiting for the findings of the scan of ${digest}.`);
  const end = await drive(waitForFindings(access.ecr, digests, SCAN_SECONDS, aws, clock), { clock, signal });
  reportScan(end, threshold, undefined, diagnostics);
  return end;
}

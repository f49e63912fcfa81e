/// <reference lib="esnext.error" />
import { isAwsError, type AwsErrorKind } from '@fargate-actions/aws';
import { DiagnosedError } from '@fargate-actions/documents';
import {
  blocks,
  diagnosticCounts,
  escapeMarkdown,
  fenced,
  plainLines,
  prose,
  type Failure,
} from '@fargate-actions/report';
import type { ActionOutcome } from './action-outcome.ts';
import { CancelledError } from './cancelled-error.ts';
import type { Host } from './host.ts';
import { RunnerFileError } from './runner/runner.ts';

/** A run only throws before it writes: what goes wrong later is an outcome. Source: contracts.md, "Actions: inputs and outputs". */
const NOTHING_CHANGED = { changes: '[]', changed: 'false', status: 'failed' };

/** What a run that threw has to tell: whose fault it is, and what to do. */
export function outcomeOfThrown(error: unknown, action: string, env: Host['env']): ActionOutcome {
  if (error instanceof DiagnosedError) {
    const { diagnostics } = error;
    const errors = diagnosticCounts(diagnostics.filter(({ severity }) => severity === 'error'));
    return { outputs: NOTHING_CHANGED, diagnostics, summary: `## ❌ ${action}: ${errors}, nothing was changed` };
  }
  const expected = expectedFailure(error, action);
  const failure = expected ?? bug(error, action, env);
  const { title, message, details = [] } = failure;
  return {
    outputs: NOTHING_CHANGED,
    diagnostics: [],
    failures: [failure],
    summary: blocks(
      `## ❌ ${escapeMarkdown(title)}`,
      `**${prose(message)}**`,
      ...(expected ? details.map(prose) : [fenced(details)]),
    ),
  };
}

const AWS_TITLES: Record<AwsErrorKind, string> = {
  denied: 'AWS denied a call',
  credentials: 'AWS credentials are missing or not valid',
  throttled: 'AWS throttled the run',
  lost: 'AWS did not answer',
  missing: 'AWS does not have what was asked for',
  refused: 'AWS refused a call',
};

/** What is nobody's bug: AWS's word, the user's, or the machine's. */
function expectedFailure(error: unknown, action: string): Failure | undefined {
  if (isAwsError(error)) {
    const { kind, message, hint } = error;
    return { title: AWS_TITLES[kind], message, ...(hint !== undefined && { details: [`Next: ${hint}`] }) };
  }
  if (error instanceof CancelledError) return { title: `${action} was cancelled`, message: error.message };
  return error instanceof RunnerFileError || isSystemError(error)
    ? { title: 'The machine refused', message: error.message }
    : undefined;
}

function bug(error: unknown, action: string, env: Host['env']): Failure {
  const what = Error.isError(error) ? `${error.name}: ${error.message}` : JSON.stringify(error);
  const stack = Error.isError(error) ? (error.stack ?? '') : '';
  return {
    title: 'This is a bug in fargate-actions',
    message: `${action}: ${what}`,
    details: [
      `Please report it, with these lines and what the step was given: ${issuesUrl(env)}`,
      ...plainLines(stack),
    ],
  };
}

/** A failure of the file system or of a socket: of the machine, not of this code. */
function isSystemError(error: unknown): error is Error {
  return Error.isError(error) && 'syscall' in error && 'code' in error;
}

/** The issues of the repository that this action comes from, forks included. */
function issuesUrl(env: Host['env']): string {
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  // Empty, not absent, for an action of the repository itself.
  const repository = env['GITHUB_ACTION_REPOSITORY'] === '' ? undefined : env['GITHUB_ACTION_REPOSITORY'];
  return `${server}/${repository ?? 'amply/fargate-actions'}/issues`;
}

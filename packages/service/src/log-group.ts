import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import { type Address, type Changes, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';

/** How a log group is to be, besides being there; what is absent is left alone. */
export interface LogGroupSettings {
  readonly retentionInDays?: number | undefined;
  /** ARN of the KMS key that it is encrypted with. */
  readonly kmsKeyId?: string | undefined;
  /** Where that is said. */
  readonly at?: Position | undefined;
  /** Whether other resources go on when it fails: no where tasks write to it, yes where only its settings are kept. */
  readonly continueOnFailure?: boolean;
  /** Whether it is left alone when it can't be looked up for any reason: a drop-in works without. By default only when denied. */
  readonly continueUnread?: boolean;
}

/** What reading a log group gave: it is there, or we may not look. */
type LogGroupState = LogGroup | 'unknown';

/** What is to be done for a log group: it is created, and gets what is set here. */
interface LogGroupRequest {
  readonly isMissing: boolean;
  readonly retentionInDays?: number;
  readonly kmsKeyId?: string;
}

/** The address of a log group in a plan. */
export function logGroupAddress(name: string): Address {
  return { kind: 'log group', name };
}

/**
 * A CloudWatch log group: created when missing, before the first task needs it, and kept as its settings say.
 *
 * Fargate stops a task whose log group is missing before it runs: nothing is deployed where it can't be created. Without
 * the permission to look, it is left alone. Source: reference/ecs-facts.md, "Task definitions on Fargate".
 *
 * @param tags of a group that is created; they never make a difference.
 */
export function logGroupResource(
  name: string,
  tags: Readonly<Record<string, string>>,
  aws: Aws,
  settings: LogGroupSettings = {},
): Resource {
  const lost = `Whether the log group ${name} exists is not checked; without it tasks do not start.`;
  return resource<LogGroupSettings, LogGroupState, LogGroupRequest>({
    address: logGroupAddress(name),
    continueOnFailure: settings.continueOnFailure ?? false,
    resolve: () => Promise.resolve(settings),
    read: async () => {
      const find = async () => ({ group: await aws.logs.findGroup(name) });
      const answer = await (settings.continueUnread
        ? aws.gaps.optional(lost, find)
        : aws.gaps.unlessDenied(lost, find));
      return answer ? answer.group : 'unknown';
    },
    plan: (found, wanted, _values, diagnostics) =>
      found === 'unknown' ? NO_CHANGES : planLogGroup(found, wanted, diagnostics),
    apply: async ({ isMissing, retentionInDays, kmsKeyId }) => {
      // One that is there by then is as good.
      if (isMissing) await sentAgainWhenLost(() => create(name, tags, aws));
      if (kmsKeyId !== undefined) await sentAgainWhenLost(() => aws.logs.setKey(name, kmsKeyId));
      if (retentionInDays !== undefined) await sentAgainWhenLost(() => aws.logs.setRetention(name, retentionInDays));
      return { outputs: {} };
    },
  });
}

/** What of a log group differs from its settings. */
export function planLogGroup(
  found: LogGroup | undefined,
  { retentionInDays, kmsKeyId, at }: LogGroupSettings,
  diagnostics: Diagnostics,
): Changes<LogGroupRequest> {
  const setsRetention = retentionInDays !== undefined && found?.retentionInDays !== retentionInDays;
  // Where a policy of the account rules, CloudWatch Logs answers with its retention, whatever the group's own is.
  const isRuled = setsRetention && found?.retentionPolicyName !== undefined;
  if (isRuled) {
    diagnostics.notice(
      at,
      'logs/account-policy',
      `How long ${found.logGroupName ?? ''} keeps its logs is ruled by the account's policy ${found.retentionPolicyName}, not by ${retentionInDays} days.`,
    );
  }
  if (setsRetention && !isRuled && found) warnOfLoss(found, retentionInDays, at, diagnostics);
  const request = {
    isMissing: found === undefined,
    ...(setsRetention && !isRuled && { retentionInDays }),
    ...(kmsKeyId !== undefined && found?.kmsKeyId !== kmsKeyId && { kmsKeyId }),
  };
  const differences = (['retentionInDays', 'kmsKeyId'] as const).flatMap((path) =>
    request[path] === undefined ? [] : [{ path, from: found?.[path], to: request[path] }],
  );
  if (found && differences.length === 0) return NO_CHANGES;
  return { action: found ? 'update' : 'create', differences, request };
}

/** What is older than a retention is deleted, and nobody can bring it back: a plan says so while there is time. */
function warnOfLoss(
  { logGroupName = '', retentionInDays: before, storedBytes }: LogGroup,
  days: number,
  at: Position | undefined,
  diagnostics: Diagnostics,
): void {
  if (storedBytes === 0 || (before !== undefined && before <= days)) return;
  diagnostics.warning(
    at,
    'logs/retention-shortened',
    `${logGroupName} was to keep its logs ${before === undefined ? 'for ever' : `${before} days`}, and is to keep them ${days} days: CloudWatch Logs deletes for good what is older.`,
    'Export first what has to stay. Where another environment writes to the group as well, its logs go, too: give each its own, by ${ENVIRONMENT} in the family for example.',
  );
}

/** Creates the group, without our tags where tagging is denied: they are for people, nothing rests on them. */
async function create(name: string, tags: Readonly<Record<string, string>>, aws: Aws): Promise<void> {
  try {
    await aws.logs.createGroup(name, tags);
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'logs:TagResource') throw error;
    aws.gaps.note(error, `The log group ${name} has no tags that say which run created it.`);
    await aws.logs.createGroup(name, {});
  }
}

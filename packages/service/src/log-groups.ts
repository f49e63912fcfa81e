import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '@fargate-actions/aws';
import type { Resource } from '@fargate-actions/engine';
import { logGroupResource, type LogGroupSettings } from './log-group.ts';

/** A log group that a run needs, or whose settings it keeps. */
export interface WantedLogGroup extends LogGroupSettings {
  readonly name: string;
}

/**
 * The log groups of a run, each once, whoever wants it: tasks that write to it, and what keeps its settings.
 *
 * What several say of one is put together: others go on without it only where all of them let them.
 */
export function logGroupResources(
  wanted: readonly WantedLogGroup[],
  tags: Readonly<Record<string, string>>,
  aws: Aws,
): Resource[] {
  const groups = new Map<string, LogGroupSettings>();
  for (const { name, ...settings } of wanted) {
    const known = groups.get(name);
    groups.set(name, known ? together(known, settings) : settings);
  }
  return [...groups].map(([name, settings]) => logGroupResource(name, tags, aws, settings));
}

function together(one: LogGroupSettings, other: LogGroupSettings): LogGroupSettings {
  return {
    retentionInDays: one.retentionInDays ?? other.retentionInDays,
    kmsKeyId: one.kmsKeyId ?? other.kmsKeyId,
    at: one.at ?? other.at,
    continueOnFailure: one.continueOnFailure === true && other.continueOnFailure === true,
    continueUnread: one.continueUnread === true && other.continueUnread === true,
  };
}

/** AWS, asked once for each log group while a run plans: a group is a resource, and its filters are another. */
export function askingForLogGroupsOnce(aws: Aws): Aws {
  const found = new Map<string, Promise<LogGroup | undefined>>();
  const findGroup = (name: string): Promise<LogGroup | undefined> => {
    const asked = found.get(name) ?? aws.logs.findGroup(name);
    found.set(name, asked);
    return asked;
  };
  return { ...aws, logs: { ...aws.logs, findGroup } };
}

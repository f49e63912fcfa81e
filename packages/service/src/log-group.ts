import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { NO_CHANGES, resource, type Resource } from '@fargate-actions/plan';

/** What reading a log group gave: it is there, or we may not look. */
type LogGroupState = LogGroup | 'unknown';

/** The address of a log group in a plan. */
export function logGroupAddress(name: string): string {
  return `log group ${name}`;
}

/**
 * A CloudWatch log group: created when missing, before the first task needs it.
 *
 * Fargate stops a task whose log group is missing before it runs: nothing is deployed where it can't be created. Without
 * the permission to look, it is left alone. Source: reference/ecs-facts.md, "Task definitions on Fargate".
 */
export function logGroupResource(name: string, tags: Readonly<Record<string, string>>, aws: Aws): Resource {
  const lost = `Whether the log group ${name} exists is not checked; without it tasks do not start.`;
  return resource<string, LogGroupState, string>({
    address: logGroupAddress(name),
    resolve: () => Promise.resolve(name),
    read: async () => {
      const answer = await aws.denials.without(lost, async () => ({ group: await aws.logs.findGroup(name) }));
      return answer ? answer.group : 'unknown';
    },
    plan: (found) => (found === undefined ? { action: 'create', differences: [], request: name } : NO_CHANGES),
    apply: async () => {
      // One that is there by then is as good.
      await sentAgainWhenLost(() => create(name, tags, aws));
      return { outputs: {} };
    },
  });
}

/** Creates the group, without our tags where tagging is denied: they are for people, nothing rests on them. */
async function create(name: string, tags: Readonly<Record<string, string>>, aws: Aws): Promise<void> {
  try {
    await aws.logs.createGroup(name, tags);
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'logs:TagResource') throw error;
    aws.denials.note(error.permission, `The log group ${name} has no tags that say which run created it.`);
    await aws.logs.createGroup(name, {});
  }
}

import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { isAwsError } from '../errors.ts';
import type { Wire } from '../wire.ts';

/** CloudWatch log groups and their streams. */
export function logs(wire: Wire) {
  return {
    async findGroup(name: string): Promise<LogGroup | undefined> {
      const answer = await wire.call('logs:DescribeLogGroups', { logGroupNamePrefix: name });
      // The groups come in the order of their names, so the one that equals the prefix is on the first page.
      return answer.logGroups?.find(({ logGroupName }) => logGroupName === name);
    },
    /** Creates the group; one that another run has just created is as good. */
    async createGroup(name: string, tags: Readonly<Record<string, string>>): Promise<void> {
      try {
        await wire.call('logs:CreateLogGroup', { logGroupName: name, tags: { ...tags } });
      } catch (error) {
        if (!isAwsError(error) || error.code !== 'ResourceAlreadyExistsException') throw error;
      }
    },
    /** The last lines of a stream, oldest first; undefined while the stream does not exist. */
    async tail(group: string, stream: string, lines: number): Promise<string[] | undefined> {
      try {
        const answer = await wire.call('logs:GetLogEvents', {
          logGroupName: group,
          logStreamName: stream,
          limit: lines,
          startFromHead: false,
        });
        return (answer.events ?? []).map(({ message }) => message ?? '');
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
  };
}

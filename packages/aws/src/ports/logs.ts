import type {
  MetricFilter,
  PutMetricFilterCommandInput,
  PutQueryDefinitionCommandInput,
  QueryDefinition,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../clock.ts';
import { isAwsError } from '../errors.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { logGroupLookUp } from './log-group-look-up.ts';

/** CloudWatch log groups and their streams. */
export function logs(wire: Wire, clock: Clock) {
  return {
    /** The group of that name; undefined where there is none. */
    findGroup: logGroupLookUp(wire, clock),
    /** Creates the group; one that another run has just created is as good. */
    async createGroup(name: string, tags: Readonly<Record<string, string>>): Promise<void> {
      try {
        await wire.call('logs:CreateLogGroup', { logGroupName: name, tags: { ...tags } });
      } catch (error) {
        if (!isAwsError(error) || error.code !== 'ResourceAlreadyExistsException') throw error;
      }
    },
    /** @param days absent: the group keeps what it has for ever. */
    async setRetention(logGroupName: string, days: number | undefined): Promise<void> {
      if (days === undefined) await wire.call('logs:DeleteRetentionPolicy', { logGroupName });
      else await wire.call('logs:PutRetentionPolicy', { logGroupName, retentionInDays: days });
    },
    /** @param kmsKeyId ARN of a key; absent: CloudWatch Logs encrypts with its own from now on. */
    async setKey(logGroupName: string, kmsKeyId: string | undefined): Promise<void> {
      if (kmsKeyId === undefined) await wire.call('logs:DisassociateKmsKey', { logGroupName });
      else await wire.call('logs:AssociateKmsKey', { logGroupName, kmsKeyId });
    },
    /** The metric filters of a group, none when the group does not exist; without one, all of the account's region. */
    async metricFilters(logGroupName?: string): Promise<MetricFilter[]> {
      try {
        return await allPages('logs:DescribeMetricFilters', async (nextToken) => {
          const answer = await wire.call('logs:DescribeMetricFilters', {
            ...(logGroupName !== undefined && { logGroupName }),
            ...(nextToken && { nextToken }),
          });
          return { items: answer.metricFilters, next: answer.nextToken };
        });
      } catch (error) {
        if (isAwsError(error, 'missing')) return [];
        throw error;
      }
    },
    async putMetricFilter(filter: PutMetricFilterCommandInput): Promise<void> {
      await wire.call('logs:PutMetricFilter', filter);
    },
    /** Deletes a metric filter; none there is as good. */
    async removeMetricFilter(logGroupName: string, filterName: string): Promise<void> {
      try {
        await wire.call('logs:DeleteMetricFilter', { logGroupName, filterName });
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
    /** The saved queries of Logs Insights whose names begin so. */
    async queryDefinitions(prefix: string): Promise<QueryDefinition[]> {
      return allPages('logs:DescribeQueryDefinitions', async (nextToken) => {
        const answer = await wire.call('logs:DescribeQueryDefinitions', {
          queryDefinitionNamePrefix: prefix,
          ...(nextToken && { nextToken }),
        });
        return { items: answer.queryDefinitions, next: answer.nextToken };
      });
    },
    /** Creates a saved query, or replaces the one whose id is given: names are not unique. */
    async putQueryDefinition(query: PutQueryDefinitionCommandInput): Promise<void> {
      await wire.call('logs:PutQueryDefinition', query);
    },
    /** Deletes a saved query; none there is as good. */
    async removeQueryDefinition(queryDefinitionId: string): Promise<void> {
      try {
        await wire.call('logs:DeleteQueryDefinition', { queryDefinitionId });
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
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

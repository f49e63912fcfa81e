import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new CloudWatchLogsClient(settings);

export const commands = {
  CreateLogGroup: CreateLogGroupCommand,
  DescribeLogGroups: DescribeLogGroupsCommand,
  DescribeLogStreams: DescribeLogStreamsCommand,
  GetLogEvents: GetLogEventsCommand,
};

import {
  CloudWatchLogsClient,
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  DeleteMetricFilterCommand,
  DeleteQueryDefinitionCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeMetricFiltersCommand,
  DescribeQueryDefinitionsCommand,
  DisassociateKmsKeyCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutMetricFilterCommand,
  PutQueryDefinitionCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new CloudWatchLogsClient(settings);

export const commands = {
  AssociateKmsKey: AssociateKmsKeyCommand,
  CreateLogGroup: CreateLogGroupCommand,
  DeleteMetricFilter: DeleteMetricFilterCommand,
  DeleteQueryDefinition: DeleteQueryDefinitionCommand,
  DeleteRetentionPolicy: DeleteRetentionPolicyCommand,
  DescribeLogGroups: DescribeLogGroupsCommand,
  DescribeLogStreams: DescribeLogStreamsCommand,
  DescribeMetricFilters: DescribeMetricFiltersCommand,
  DescribeQueryDefinitions: DescribeQueryDefinitionsCommand,
  DisassociateKmsKey: DisassociateKmsKeyCommand,
  GetLogEvents: GetLogEventsCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  PutMetricFilter: PutMetricFilterCommand,
  PutQueryDefinition: PutQueryDefinitionCommand,
  PutRetentionPolicy: PutRetentionPolicyCommand,
  TagResource: TagResourceCommand,
};

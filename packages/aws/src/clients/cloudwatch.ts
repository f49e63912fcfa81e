import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DeleteDashboardsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  ListDashboardsCommand,
  ListTagsForResourceCommand,
  PutCompositeAlarmCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new CloudWatchClient(settings);

export const commands = {
  DeleteAlarms: DeleteAlarmsCommand,
  DeleteDashboards: DeleteDashboardsCommand,
  DescribeAlarms: DescribeAlarmsCommand,
  GetDashboard: GetDashboardCommand,
  GetMetricData: GetMetricDataCommand,
  ListDashboards: ListDashboardsCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  PutCompositeAlarm: PutCompositeAlarmCommand,
  PutDashboard: PutDashboardCommand,
  PutMetricAlarm: PutMetricAlarmCommand,
  TagResource: TagResourceCommand,
};

import {
  ElasticLoadBalancingV2Client,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ElasticLoadBalancingV2Client(settings);

export const commands = {
  DescribeTargetGroups: DescribeTargetGroupsCommand,
  DescribeTargetHealth: DescribeTargetHealthCommand,
};

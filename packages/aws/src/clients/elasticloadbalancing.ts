import {
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ElasticLoadBalancingV2Client(settings);

export const commands = {
  DescribeTargetGroupAttributes: DescribeTargetGroupAttributesCommand,
  ModifyTargetGroup: ModifyTargetGroupCommand,
  ModifyTargetGroupAttributes: ModifyTargetGroupAttributesCommand,
  DescribeTargetGroups: DescribeTargetGroupsCommand,
  DescribeTargetHealth: DescribeTargetHealthCommand,
};

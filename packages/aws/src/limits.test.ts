import { expect, test } from '@jest/globals';
import { requestLimit, type RequestLimit } from './limits.ts';
import type { Operation } from './operations.ts';

test.each<{ operation: Operation; limit?: RequestLimit }>([
  { operation: 'ecs:RegisterTaskDefinition', limit: { category: 'register task definition', burst: 20, perSecond: 1 } },
  { operation: 'ecs:DescribeTaskDefinition', limit: { category: 'task definition reads', burst: 50, perSecond: 20 } },
  { operation: 'ecs:ListTaskDefinitions', limit: { category: 'task definition reads', burst: 50, perSecond: 20 } },
  { operation: 'ecs:CreateService', limit: { category: 'service writes', burst: 50, perSecond: 5 } },
  { operation: 'ecs:UpdateService', limit: { category: 'service writes', burst: 50, perSecond: 5 } },
  { operation: 'ecs:DeleteService', limit: { category: 'service writes', burst: 50, perSecond: 5 } },
  { operation: 'ecs:DescribeServices', limit: { category: 'service reads', burst: 100, perSecond: 20 } },
  { operation: 'ecs:ListServices', limit: { category: 'service reads', burst: 100, perSecond: 20 } },
  { operation: 'ecs:ListServiceDeployments', limit: { category: 'service deployments', burst: 50, perSecond: 20 } },
  { operation: 'ecs:DescribeServiceDeployments', limit: { category: 'service deployments', burst: 50, perSecond: 20 } },
  { operation: 'ecs:DescribeServiceRevisions', limit: { category: 'service revisions', burst: 50, perSecond: 20 } },
  { operation: 'ecs:ListTasks', limit: { category: 'task reads', burst: 100, perSecond: 20 } },
  { operation: 'ecs:DescribeTasks', limit: { category: 'task reads', burst: 100, perSecond: 20 } },
  { operation: 'ecs:TagResource', limit: { category: 'tags', burst: 20, perSecond: 10 } },
  { operation: 'ecs:DescribeClusters', limit: { category: 'clusters', burst: 50, perSecond: 20 } },
  {
    operation: 'cloudwatch:PutMetricAlarm',
    limit: { category: 'cloudwatch:PutMetricAlarm', burst: 3, perSecond: 3, share: 0.9 },
  },
  {
    operation: 'cloudwatch:DescribeAlarms',
    limit: { category: 'cloudwatch:DescribeAlarms', burst: 9, perSecond: 9 },
  },
  {
    operation: 'logs:PutMetricFilter',
    limit: { category: 'logs:PutMetricFilter', burst: 5, perSecond: 5, share: 0.9 },
  },
  { operation: 'sns:ListTopics', limit: { category: 'sns:ListTopics', burst: 30, perSecond: 30 } },
  { operation: 'events:PutRule', limit: { category: 'events', burst: 50, perSecond: 50 } },
  { operation: 'events:PutTargets', limit: { category: 'events', burst: 50, perSecond: 50 } },
  {
    operation: 'application-autoscaling:PutScalingPolicy',
    limit: { category: 'scaling policy writes', burst: 3, perSecond: 1.5, share: 0.9 },
  },
  {
    operation: 'application-autoscaling:DescribeScalingPolicies',
    limit: { category: 'scaling policy reads', burst: 9, perSecond: 9 },
  },
  { operation: 'application-autoscaling:RegisterScalableTarget' },
  { operation: 'iam:GetRole' },
  { operation: 'logs:GetLogEvents' },
])('$operation counts against $limit.category', ({ operation, limit }) => {
  const { category, burst, perSecond, share } = requestLimit(operation) ?? {};
  expect({ category, burst, perSecond, share }).toEqual({
    category: undefined,
    burst: undefined,
    perSecond: undefined,
    share: undefined,
    ...limit,
  });
});

import type { World } from './world.ts';

interface Limit {
  readonly category: string;
  readonly burst: number;
  readonly perSecond: number;
}

const limit = (category: string, burst: number, perSecond: number): Limit => ({ category, burst, perSecond });

const REGISTRATIONS = limit('task definition writes', 20, 1);
const DEFINITION_READS = limit('task definition reads', 50, 20);
const SERVICE_WRITES = limit('service writes', 50, 5);
const SERVICE_READS = limit('service reads', 100, 20);
const DEPLOYMENTS = limit('service deployments', 50, 20);
const REVISIONS = limit('service revisions', 50, 20);
const TASK_READS = limit('task reads', 100, 20);
const TASK_WRITES = limit('task writes', 100, 40);
const TAGS = limit('tags', 20, 10);
const CLUSTER_READS = limit('cluster reads', 50, 20);

/** So many a second of each of these operations, and as many at once. */
const each = (perSecond: number, service: string, ...names: readonly string[]): Record<string, Limit> =>
  Object.fromEntries(names.map((name) => [`${service}:${name}`, limit(`${service}:${name}`, perSecond, perSecond)]));

/**
 * Burst and rate per account and region, shared by category.
 *
 * Source: reference/ecs-facts.md, "Request limits of ECS"; AWS General Reference, "Amazon CloudWatch endpoints and
 * quotas"; CloudWatch Logs user guide, "CloudWatch Logs quotas"; API reference of SNS, ListTopics. AWS's pages give no
 * rate for Application Auto Scaling and for the rest of SNS.
 */
const LIMITS: Readonly<Record<string, Limit>> = {
  'ecs:RegisterTaskDefinition': REGISTRATIONS,
  'ecs:DeregisterTaskDefinition': REGISTRATIONS,
  'ecs:DescribeTaskDefinition': DEFINITION_READS,
  'ecs:ListTaskDefinitions': DEFINITION_READS,
  'ecs:ListTaskDefinitionFamilies': DEFINITION_READS,
  'ecs:CreateService': SERVICE_WRITES,
  'ecs:UpdateService': SERVICE_WRITES,
  'ecs:DeleteService': SERVICE_WRITES,
  'ecs:DescribeServices': SERVICE_READS,
  'ecs:ListServices': SERVICE_READS,
  'ecs:ListServiceDeployments': DEPLOYMENTS,
  'ecs:DescribeServiceDeployments': DEPLOYMENTS,
  'ecs:StopServiceDeployment': DEPLOYMENTS,
  'ecs:DescribeServiceRevisions': REVISIONS,
  'ecs:ListTasks': TASK_READS,
  'ecs:DescribeTasks': TASK_READS,
  'ecs:RunTask': TASK_WRITES,
  'ecs:StopTask': TASK_WRITES,
  'ecs:TagResource': TAGS,
  'ecs:UntagResource': TAGS,
  'ecs:ListTagsForResource': TAGS,
  'ecs:DescribeClusters': CLUSTER_READS,
  ...each(3, 'cloudwatch', 'PutMetricAlarm', 'PutCompositeAlarm', 'DeleteAlarms', 'SetAlarmState'),
  ...each(9, 'cloudwatch', 'DescribeAlarms'),
  ...each(
    10,
    'cloudwatch',
    'PutDashboard',
    'GetDashboard',
    'ListDashboards',
    'DeleteDashboards',
    'ListTagsForResource',
  ),
  ...each(20, 'cloudwatch', 'TagResource', 'UntagResource'),
  ...each(25, 'cloudwatch', 'ListMetrics'),
  ...each(500, 'cloudwatch', 'GetMetricData', 'PutMetricData'),
  ...each(5, 'logs', 'PutMetricFilter', 'DescribeMetricFilters', 'DeleteMetricFilter'),
  ...each(5, 'logs', 'PutRetentionPolicy', 'DeleteRetentionPolicy'),
  ...each(5, 'logs', 'TagResource', 'UntagResource', 'ListTagsForResource'),
  ...each(10, 'logs', 'CreateLogGroup', 'DeleteLogGroup', 'DescribeLogGroups'),
  // 25 in some regions.
  ...each(10, 'logs', 'GetLogEvents'),
  ...each(25, 'logs', 'DescribeLogStreams'),
  ...each(50, 'logs', 'CreateLogStream'),
  ...each(30, 'sns', 'ListTopics'),
};

/** Source: EventBridge user guide, "Amazon EventBridge quotas": one for all operations but PutEvents. */
const EVENTBRIDGE = limit('events', 50, 50);

/** Takes a token of the operation's category; false: the category has none left at this moment. */
export function takeToken(world: World, operation: string): boolean {
  const known = operation.startsWith('events:') ? EVENTBRIDGE : LIMITS[operation];
  if (!known) return true;
  const bucket = (world.buckets[known.category] ??= { tokens: known.burst, at: world.now });
  bucket.tokens = Math.min(known.burst, bucket.tokens + ((world.now - bucket.at) / 1000) * known.perSecond);
  bucket.at = world.now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

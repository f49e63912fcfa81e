import type { Operation } from './operations.ts';

/** A request limit of AWS: so many at once, then so many a second. */
export interface RequestLimit {
  readonly category: string;
  readonly burst: number;
  readonly perSecond: number;
  /** How much of it one run may take, 0 to 1; default the half. */
  readonly share?: number;
  /** A call that waits for its turn is given up when the run is cancelled: nothing rests on it. */
  readonly endsWithRun?: true;
}

/** Source: reference/ecs-facts.md, "Request limits of ECS". Per account and region, shared by category. */
const ECS_LIMITS: readonly (RequestLimit & { readonly operations: RegExp })[] = [
  {
    category: 'register task definition',
    burst: 20,
    perSecond: 1,
    operations: /^(Register|Deregister)TaskDefinition$/,
  },
  { category: 'task definition reads', burst: 50, perSecond: 20, operations: /^(Describe|List)TaskDefinitions?$/ },
  { category: 'service writes', burst: 50, perSecond: 5, operations: /^(Create|Update|Delete)Service$/ },
  { category: 'service reads', burst: 100, perSecond: 20, operations: /^(Describe|List)Services$/ },
  { category: 'service deployments', burst: 50, perSecond: 20, operations: /ServiceDeployments?$/ },
  { category: 'service revisions', burst: 50, perSecond: 20, operations: /ServiceRevisions$/ },
  { category: 'task reads', burst: 100, perSecond: 20, operations: /^((Describe|List)Tasks|GetTaskProtection)$/ },
  { category: 'task writes', burst: 100, perSecond: 40, operations: /^(Run|Stop)Task$/ },
  { category: 'tags', burst: 20, perSecond: 10, operations: /Tag/ },
  { category: 'clusters', burst: 50, perSecond: 20, operations: /Cluster/ },
];

/**
 * Of what nothing but tools that set an account up ever calls, and nothing polls: nearly all of it. A run so makes 700
 * alarms in 4.3 minutes, and not in 7.8. Nobody waits for what it leaves but a run like it, and then both are throttled
 * at times, which the SDK mends: these writes may be sent again. The tenth that is left is for calls that leave at their
 * times and arrive nearer to each other.
 */
const NEARLY_ALL = 0.9;

const ONLY_SETS_UP = { share: NEARLY_ALL, endsWithRun: true } as const;

/** So many a second, and as many at once: AWS's pages give no other burst for these services. */
const each = (perSecond: number, ...operations: readonly Operation[]): [Operation, RequestLimit][] =>
  operations.map((operation) => [operation, { category: operation, burst: perSecond, perSecond }]);

/** As {@link each}, of what only sets an account up. */
const setsUp = (perSecond: number, ...operations: readonly Operation[]): [Operation, RequestLimit][] =>
  each(perSecond, ...operations).map(([operation, limit]) => [operation, { ...limit, ...ONLY_SETS_UP }]);

/**
 * Application Auto Scaling makes and reads the two alarms of a policy as the account, and fails where CloudWatch throttles
 * that: ThrottlingException of the one, FailedResourceAccessException of the other.
 *
 * Source: github.com/hashicorp/terraform-provider-aws/issues/31447 and github.com/aws/aws-sdk-go/issues/1472; CloudWatch's
 * 3 PutMetricAlarm and 9 DescribeAlarms a second, below.
 */
const POLICY_WRITES: RequestLimit = { category: 'scaling policy writes', burst: 3, perSecond: 1.5, ...ONLY_SETS_UP };
const POLICY_READS: RequestLimit = { category: 'scaling policy reads', burst: 9, perSecond: 9 };

/**
 * Limits of the services around ECS, per account and region, each operation for itself.
 *
 * None for most of Application Auto Scaling and of SNS, whose pages give no number, and none for ECR, IAM, SSM and the rest,
 * of which a run calls a few; none for reading log lines, of which there are 10 or 25 a second by region.
 */
const OTHER_LIMITS: ReadonlyMap<Operation, RequestLimit> = new Map([
  // Source: AWS General Reference, "Amazon CloudWatch endpoints and quotas".
  ...setsUp(3, 'cloudwatch:PutMetricAlarm', 'cloudwatch:PutCompositeAlarm', 'cloudwatch:DeleteAlarms'),
  ...setsUp(10, 'cloudwatch:PutDashboard', 'cloudwatch:DeleteDashboards', 'cloudwatch:ListTagsForResource'),
  ...setsUp(20, 'cloudwatch:TagResource'),
  ...each(9, 'cloudwatch:DescribeAlarms'),
  ...each(10, 'cloudwatch:GetDashboard', 'cloudwatch:ListDashboards'),
  ...each(500, 'cloudwatch:GetMetricData'),
  // Source: CloudWatch Logs user guide, "CloudWatch Logs quotas".
  ...setsUp(5, 'logs:PutMetricFilter', 'logs:DescribeMetricFilters', 'logs:DeleteMetricFilter'),
  ...setsUp(5, 'logs:PutRetentionPolicy', 'logs:DeleteRetentionPolicy'),
  ...setsUp(5, 'logs:TagResource', 'logs:ListTagsForResource'),
  ...setsUp(10, 'logs:CreateLogGroup'),
  ...each(10, 'logs:DescribeLogGroups'),
  // Source: API reference, ListTopics.
  ...each(30, 'sns:ListTopics'),
  ['application-autoscaling:PutScalingPolicy', POLICY_WRITES],
  ['application-autoscaling:DeleteScalingPolicy', POLICY_WRITES],
  ['application-autoscaling:DescribeScalingPolicies', POLICY_READS],
]);

/** Source: EventBridge user guide, "Amazon EventBridge quotas": one for all operations but PutEvents. */
const EVENTBRIDGE: RequestLimit = { category: 'events', burst: 50, perSecond: 50 };

/** The request limit that an operation counts against; undefined where none is known. */
export function requestLimit(operation: Operation): RequestLimit | undefined {
  const [service, name = ''] = operation.split(':');
  if (service === 'ecs') return ECS_LIMITS.find(({ operations }) => operations.test(name));
  return service === 'events' ? EVENTBRIDGE : OTHER_LIMITS.get(operation);
}

import type { ConfigRun } from './checked-run.ts';

const stack = { stack: 'deploy/stack.yml' };
const base = { action: 'monitor-config', reads: { kind: 'monitoring', environment: 'base' } } as const;
const staging = { action: 'monitor-config', reads: { kind: 'monitoring', environment: 'staging' } } as const;

const TOPIC = 'arn:aws:sns:eu-central-1:ACCOUNT:amply-alerts';
const SERVICE = (cluster: string) => [
  { Name: 'ClusterName', Value: cluster },
  { Name: 'ServiceName', Value: 'amply-api' },
];

const ALL = [
  'stack.yml',
  'notify: amply-alerts }',
  'notify: amply-alerts, recommended: true, manageTopicPolicy: true, errorLogs: { threshold: 5 } }',
] as const;
const RULE = 'event rule fargate-actions-amply.amply-prod.deployment-failed';
const CPU_OF_WORKER = 'alarm fargate-actions-amply.amply-prod.amply-worker-high-cpu';

const times = (count: number, ...operations: readonly string[]): string[] =>
  operations.flatMap((operation) => Array.from({ length: count }, () => operation));

/** monitor-config on the seed's stack: each run stands on what those before it left. */
export const monitoringRuns: readonly ConfigRun[] = [
  {
    ...base,
    name: 'applies the seed’s monitoring',
    with: stack,
    status: 'applied',
    writes: ['PutDashboard', ...times(2, 'PutMetricAlarm'), ...times(3, 'CreateLogGroup', 'PutRetentionPolicy')],
    leaves: {
      'alarm amply-api-high-cpu': {
        MetricName: 'CPUUtilization',
        Namespace: 'AWS/ECS',
        Dimensions: SERVICE('amply-prod'),
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 3,
        Threshold: 80,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmActions: [TOPIC],
        OkActions: [TOPIC],
      },
      'alarm amply-api-unhealthy': { MetricName: 'UnHealthyHostCount', Statistic: 'Maximum', Threshold: 1 },
      'log group /ecs/amply-beat': { retentionInDays: 30 },
    },
  },
  {
    ...base,
    name: 'has nothing to do then',
    with: stack,
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'applies the seed’s monitoring',
  },
  {
    ...base,
    name: 'changes what is edited, and nothing else',
    with: stack,
    edits: [
      ['monitoring/alarms.yml', 'threshold: 80', 'threshold: 70'],
      ['stack.yml', 'logRetentionInDays: 30', 'logRetentionInDays: 14'],
    ],
    status: 'applied',
    writes: ['PutMetricAlarm', ...times(3, 'PutRetentionPolicy')],
    leaves: {
      'alarm amply-api-high-cpu': { Threshold: 70, AlarmActions: [TOPIC] },
      'log group /ecs/amply-api': { retentionInDays: 14 },
    },
  },
  {
    ...base,
    name: 'adds all that there is, and takes the edits back',
    with: stack,
    edits: [ALL],
    status: 'applied',
    writes: [
      ...times(18, 'PutMetricAlarm'),
      ...times(3, 'PutMetricFilter', 'PutRetentionPolicy'),
      'PutRule',
      'PutTargets',
      'SetTopicAttributes',
    ],
    leaves: { [CPU_OF_WORKER]: { MetricName: 'CPUUtilization' }, [RULE]: { Topic: TOPIC } },
  },
  {
    ...base,
    name: 'has nothing to do for all of it then',
    with: stack,
    edits: [ALL],
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'adds all that there is, and takes the edits back',
  },
  {
    ...base,
    name: 'leaves what the files no longer have',
    with: stack,
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'adds all that there is, and takes the edits back',
  },
  {
    ...base,
    name: 'prunes it',
    with: { ...stack, prune: 'true' },
    status: 'applied',
    // No DeleteMetricFilter: moto says of every log group that it has no metric filters, and then nobody asks for them.
    writes: ['DeleteAlarms', 'DeleteRule', 'RemoveTargets'],
    leaves: { [CPU_OF_WORKER]: null, [RULE]: null },
  },
  {
    ...base,
    name: 'prunes it but once',
    with: { ...stack, prune: 'true' },
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'prunes it',
  },
  {
    ...staging,
    name: 'applies an environment',
    with: { ...stack, environment: 'staging' },
    status: 'applied',
    writes: ['PutDashboard', ...times(2, 'PutMetricAlarm'), ...times(3, 'CreateLogGroup', 'PutRetentionPolicy')],
    leaves: {
      'alarm amply-api-high-cpu': {
        Dimensions: SERVICE('amply-staging'),
        AlarmActions: [TOPIC.replace('eu-central-1', 'eu-west-1')],
      },
    },
  },
  {
    ...base,
    name: 'watches one service without a stack',
    with: { service: 'amply-worker', cluster: 'amply-prod', 'aws-region': 'eu-central-1', dashboard: 'true' },
    status: 'applied',
    writes: ['PutDashboard'],
  },
];

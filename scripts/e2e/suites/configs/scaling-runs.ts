import type { ConfigRun } from './checked-run.ts';

const CPU = 'scaling policy fargate-actions-amply-amply-api-ECSServiceAverageCPUUtilization of amply-api';
const QUEUE = 'scaling policy fargate-actions-amply-amply-worker-ApproximateNumberOfMessagesVisible of amply-worker';
const MORNING = 'scheduled action fargate-actions-amply-amply-api-scheduled of amply-api';

const stack = { stack: 'deploy/stack.yml' };
const base = { action: 'scale-config', reads: { kind: 'scaling', environment: 'base' } } as const;
const staging = {
  action: 'scale-config',
  reads: { kind: 'scaling', environment: 'staging' },
} as const;
const ofStaging = (mode: string) => ({ ...stack, environment: 'staging', mode });
/** By name, because what has a schedule of its own is left to it else. */
const stopped = { ...ofStaging('scale-to-zero'), services: 'api,worker,beat' };
const scheduled = [
  'api/scaling.yml',
  'scalingPolicy:\n',
  'scheduledAction: { schedule: cron(0 7 * * ? *), scalableTargetAction: { minCapacity: 3 } }\n\nscalingPolicy:\n',
] as const;

/**
 * scale-config on the seed's stack: each run stands on what those before it left.
 *
 * No file has tags here: moto answers ListTagsForResource and TagResource of Application Auto Scaling with its own fault,
 * as if AWS failed.
 */
export const scalingRuns: readonly ConfigRun[] = [
  {
    ...base,
    name: 'applies the seed’s scaling',
    with: stack,
    status: 'applied',
    writes: ['PutScalingPolicy', 'PutScalingPolicy', 'RegisterScalableTarget', 'RegisterScalableTarget'],
    leaves: {
      'scalable target of amply-api': {
        ResourceId: 'service/amply-prod/amply-api',
        MinCapacity: 2,
        MaxCapacity: 10,
      },
      'scalable target of amply-worker': { MinCapacity: 2, MaxCapacity: 10 },
      'scalable target of amply-beat': null,
      [CPU]: {
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          ScaleOutCooldown: 60,
          ScaleInCooldown: 300,
        },
      },
      [QUEUE]: {
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 100,
          CustomizedMetricSpecification: {
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Namespace: 'AWS/SQS',
            Dimensions: [{ Name: 'QueueName', Value: 'amply-celery-queue' }],
            Statistic: 'Average',
          },
        },
      },
    },
  },
  {
    ...base,
    name: 'has nothing to do then',
    with: stack,
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'applies the seed’s scaling',
  },
  {
    ...base,
    name: 'changes what is edited, and nothing else',
    with: stack,
    edits: [
      ['api/scaling.yml', 'targetValue: 70.0', 'targetValue: 60'],
      ['stack.yml', 'maxCapacity: 10', 'maxCapacity: 12'],
    ],
    status: 'applied',
    writes: ['PutScalingPolicy', 'RegisterScalableTarget'],
    leaves: { 'scalable target of amply-worker': { MinCapacity: 2, MaxCapacity: 12 } },
  },
  {
    ...base,
    name: 'adds a scheduled action, and takes the edit back',
    with: stack,
    edits: [scheduled],
    status: 'applied',
    writes: ['PutScalingPolicy', 'PutScheduledAction', 'RegisterScalableTarget'],
    leaves: { [MORNING]: { Schedule: 'cron(0 7 * * ? *)', ScalableTargetAction: { MinCapacity: 3 } } },
  },
  {
    ...base,
    name: 'leaves what the file no longer has',
    with: stack,
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'adds a scheduled action, and takes the edit back',
  },
  {
    ...base,
    name: 'prunes it',
    with: { ...stack, prune: 'true' },
    status: 'applied',
    writes: ['DeleteScheduledAction'],
    leaves: { [MORNING]: null },
  },
  {
    ...base,
    name: 'suspends',
    with: { ...stack, mode: 'suspend' },
    status: 'applied',
    writes: ['RegisterScalableTarget', 'RegisterScalableTarget'],
    leaves: {
      'scalable target of amply-api': {
        MinCapacity: 2,
        SuspendedState: {
          DynamicScalingInSuspended: true,
          DynamicScalingOutSuspended: true,
          ScheduledScalingSuspended: true,
        },
      },
    },
  },
  {
    ...base,
    name: 'resumes',
    with: { ...stack, mode: 'resume' },
    status: 'applied',
    writes: ['RegisterScalableTarget', 'RegisterScalableTarget'],
  },
  {
    ...base,
    // Whose the target is can't be told without its tags, which moto does not tell: so it stays.
    name: 'deletes the policy of a service that no file scales any more, and leaves a target of unknown owner',
    with: { ...stack, prune: 'true' },
    edits: [['stack.yml', '    scaling: api/scaling.yml\n', '']],
    status: 'applied',
    writes: ['DeleteScalingPolicy'],
    leaves: { 'scalable target of amply-api': { MinCapacity: 2, MaxCapacity: 10 }, [CPU]: null },
  },
  {
    ...staging,
    name: 'applies an environment, with its off-hours',
    with: ofStaging('apply'),
    status: 'applied',
    writes: [
      'PutScalingPolicy',
      'PutScalingPolicy',
      'PutScheduledAction',
      'PutScheduledAction',
      'PutScheduledAction',
      'PutScheduledAction',
      'RegisterScalableTarget',
      'RegisterScalableTarget',
    ],
    leaves: {
      'scheduled action fargate-actions-amply-amply-worker-off-hours-stop of amply-worker': {
        Schedule: 'cron(0 20 ? * MON,TUE,WED,THU,FRI *)',
        Timezone: 'Europe/Berlin',
        ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
      },
    },
  },
  {
    ...staging,
    name: 'stops the environment',
    with: stopped,
    status: 'applied',
    writes: [
      'RegisterScalableTarget',
      'RegisterScalableTarget',
      'TagResource',
      'TagResource',
      'TagResource',
      'UpdateService',
      'UpdateService',
      'UpdateService',
    ],
    leaves: {
      'scalable target of amply-api': { MinCapacity: 0, MaxCapacity: 0 },
      'off-hours of amply-beat': {
        desiredCount: 0,
        tags: { 'fargate-actions:off-hours': 'desired=1' },
      },
    },
  },
  {
    ...staging,
    name: 'stops it but once',
    with: stopped,
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'stops the environment',
  },
  {
    ...staging,
    name: 'lets it sleep when it is applied again',
    with: ofStaging('apply'),
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'stops the environment',
  },
  {
    ...staging,
    name: 'restores it exactly',
    with: ofStaging('restore'),
    status: 'applied',
    writes: [
      'DeleteParameter',
      'PutParameter',
      'RegisterScalableTarget',
      'RegisterScalableTarget',
      'UntagResource',
      'UntagResource',
      'UntagResource',
      'UpdateService',
      'UpdateService',
      'UpdateService',
    ],
    leavesAsAfter: 'applies an environment, with its off-hours',
  },
  {
    ...staging,
    name: 'restores it but once',
    with: ofStaging('restore'),
    status: 'unchanged',
    writes: [],
    leavesAsAfter: 'applies an environment, with its off-hours',
  },
];

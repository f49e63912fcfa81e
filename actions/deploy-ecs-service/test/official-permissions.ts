/** What the official deploy action needs, and nothing else. Source: its README, "Permissions". */
export const OFFICIAL: readonly string[] = [
  'ecs:RegisterTaskDefinition',
  'ecs:UpdateService',
  'ecs:DescribeServices',
  'iam:PassRole',
];

/** A scenario's `denied` that leaves only what the official action needs. */
export const ALL_BUT_OFFICIAL: string[] = [
  ...['application-autoscaling:*', 'ec2:*', 'ecr:*', 'elasticloadbalancing:*', 'logs:*', 'secretsmanager:*'],
  ...['sns:*', 'ssm:*', 'sts:*', 'iam:Get*', 'iam:List*'],
  ...['ecs:Create*', 'ecs:Delete*', 'ecs:Deregister*', 'ecs:Get*', 'ecs:List*', 'ecs:Put*', 'ecs:Run*', 'ecs:Stop*'],
  ...['ecs:Tag*', 'ecs:Untag*', 'ecs:UpdateC*', 'ecs:DescribeC*', 'ecs:DescribeT*'],
  ...['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
];

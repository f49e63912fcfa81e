/** Reads without which an action can't do its work, or not safely, and why. Every other read is optional. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'build-push-ecr': {
    'ecr:DescribeImages': 'the lifecycle policy must take no image in use',
    'ecr:DescribeRepositories': 'a missing repository is created',
    'ecr:GetAuthorizationToken': 'the registry takes no image without a login',
    'ecr:GetLifecyclePolicy': 'the lifecycle policy is compared with what is wanted',
    'ecs:DescribeServiceRevisions': 'the lifecycle policy must take no image in use',
    'ecs:DescribeServices': 'the lifecycle policy must take no image in use',
    'ecs:DescribeTaskDefinition': 'the lifecycle policy must take no image in use',
    'ecs:DescribeTasks': 'the lifecycle policy must take no image in use',
    'ecs:ListServiceDeployments': 'the lifecycle policy must take no image in use',
    'ecs:ListTasks': 'the lifecycle policy must take no image in use',
  },
  'deploy-ecs-service': {
    'ec2:DescribeSecurityGroups': 'the stack names its security groups',
    'ec2:DescribeSubnets': 'the stack names its subnets',
    'ecs:DescribeClusters': 'a missing cluster is created',
    'ecs:DescribeServices': 'what runs is compared, updated and watched',
    'ecs:DescribeTaskDefinition': 'what runs is compared with what is wanted',
    'elasticloadbalancing:DescribeTargetGroups': 'the stack names its target group',
    'logs:DescribeLogGroups': 'a task does not start without its log group',
    'sts:GetCallerIdentity': 'the account is in every ARN',
  },
  'enforce-beat-singleton': {
    'application-autoscaling:DescribeScalableTargets': 'nothing may scale a singleton',
    'ec2:DescribeSecurityGroups': 'the stack names its security groups',
    'ec2:DescribeSubnets': 'the stack names its subnets',
    'ec2:DescribeVpcs': 'names of subnets are looked up in the VPC of the stack',
    'ecs:DescribeClusters': 'a missing cluster is created, and its default strategy may have Spot',
    'ecs:DescribeServices': 'what runs is compared, stopped and started',
    'ecs:DescribeTaskDefinition': 'what runs is compared with what is wanted',
    'ecs:DescribeTasks': 'no task is started while another may run',
    'ecs:ListServices': 'no other service may run beat',
    'ecs:ListTasks': 'no task is started while another may run',
    'logs:DescribeLogGroups': 'a task does not start without its log group',
    'ssm:GetParameter': 'the lock keeps other runs away',
    'sts:GetCallerIdentity': 'the account is in every ARN',
  },
  'render-task-def': {
    'sts:GetCallerIdentity': 'the account is in every ARN',
  },
  'scale-config': {
    'application-autoscaling:DescribeScalableTargets': 'what scales the service now is compared with what is wanted',
    'application-autoscaling:DescribeScalingPolicies': 'what scales the service now is compared with what is wanted',
    'application-autoscaling:DescribeScheduledActions': 'what scales the service now is compared with what is wanted',
    'ecs:DescribeServices': 'only a service that exists can be scaled',
  },
  'monitor-config': {
    'cloudwatch:DescribeAlarms': 'what alarms exist is compared with what is wanted',
    'logs:DescribeLogGroups': 'a log group is compared with what is wanted',
    'elasticloadbalancing:DescribeTargetGroups': 'alarms on a load balancer need its dimensions',
    'sns:ListTopics': 'the stack names its topic',
    'sts:GetCallerIdentity': 'the account is in every ARN',
  },
};

/** Why an action needs a read; undefined for an optional one. */
export function whyNeeded(action: string, operation: string): string | undefined {
  return NEEDED[action]?.[operation];
}

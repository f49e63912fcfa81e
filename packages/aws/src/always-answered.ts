import { AwsError } from './errors.ts';
import type { Operation, OutputOf } from './operations.ts';

/**
 * What AWS always sends, one member of each list at least, though its models call nearly all of it optional: empty lists too.
 *
 * Without it an answer is not AWS's: `{}` to ListTasks does not say that there are no tasks. Not in here: operations whose
 * answer is empty, and those of Query, whose XML leaves empty lists out.
 */
const ALWAYS: { readonly [O in Operation]?: readonly (keyof OutputOf<O>)[] } = {
  'application-autoscaling:DescribeScalableTargets': ['ScalableTargets'],
  'application-autoscaling:DescribeScalingPolicies': ['ScalingPolicies'],
  'application-autoscaling:DescribeScheduledActions': ['ScheduledActions'],
  'application-autoscaling:PutScalingPolicy': ['PolicyARN'],
  'cloudwatch:DescribeAlarms': ['MetricAlarms', 'CompositeAlarms'],
  'ecr:BatchGetImage': ['images', 'failures'],
  'ecr:DescribeImages': ['imageDetails'],
  'ecr:DescribeRepositories': ['repositories'],
  'ecr:PutImage': ['image'],
  'ecs:CreateCluster': ['cluster'],
  'ecs:CreateService': ['service'],
  'ecs:DeleteService': ['service'],
  'ecs:DescribeClusters': ['clusters', 'failures'],
  'ecs:DescribeServiceDeployments': ['serviceDeployments', 'failures'],
  'ecs:DescribeServiceRevisions': ['serviceRevisions', 'failures'],
  'ecs:DescribeServices': ['services', 'failures'],
  'ecs:DescribeTaskDefinition': ['taskDefinition'],
  'ecs:DescribeTasks': ['tasks', 'failures'],
  'ecs:ListServiceDeployments': ['serviceDeployments'],
  'ecs:ListServices': ['serviceArns'],
  'ecs:ListTaskDefinitions': ['taskDefinitionArns'],
  'ecs:ListTasks': ['taskArns'],
  'ecs:PutClusterCapacityProviders': ['cluster'],
  'ecs:RegisterTaskDefinition': ['taskDefinition'],
  'ecs:RunTask': ['tasks', 'failures'],
  'ecs:StopTask': ['task'],
  'ecs:UpdateService': ['service'],
  'logs:DescribeLogGroups': ['logGroups'],
  'ssm:DescribeParameters': ['Parameters'],
  'ssm:GetParameter': ['Parameter'],
  'ssm:PutParameter': ['Version'],
  'sts:GetCallerIdentity': ['Account'],
};

/**
 * The answer, where it has what AWS always sends.
 *
 * @throws AwsError of the kind `lost` where it has not: what was asked for may have happened all the same.
 */
export function wholeAnswer<O extends Operation>(operation: O, output: OutputOf<O>): OutputOf<O> {
  const always: readonly PropertyKey[] | undefined = ALWAYS[operation];
  const isWhole = !always || always.some((member) => Reflect.get(output as object, member) !== undefined);
  if (isWhole) return output;
  const message = `The answer to ${operation} is not from AWS: it lacks ${String(always[0])}.`;
  throw new AwsError({ kind: 'lost', operation, code: 'IncompleteAnswer', message }, undefined);
}

import type { AwsError } from './errors.ts';
import type { Thing } from './new-things.ts';

/** A refusal that AWS may take back by itself: the write did not happen, and is sent again. */
export interface PassingRefusal {
  /** What is waited for: "Amazon ECS to find the cluster shop". */
  readonly waitsFor: string;
  /** What it passes with, where one of them is new. */
  readonly about: readonly Thing[];
  readonly patience: Patience;
  /** What to do where it does not pass. */
  readonly hint?: string;
}

/** How many seconds a refusal is outlasted. 0: it is for good. */
export interface Patience {
  readonly whenNew: number;
  readonly otherwise: number;
}

/**
 * The first use of an account, a cluster, a role or a load balancer. Of anything older the same texts say that something
 * is set up wrongly.
 */
const FIRST_USE: Patience = { whenNew: 240, otherwise: 20 };

/** What is certain not to pass where nothing is new. */
const ONLY_WHEN_NEW: Patience = { ...FIRST_USE, otherwise: 0 };

/** Others are at it, and will be done soon. Terraform's AWS provider waits for up to two minutes. */
const OTHERS: Patience = { whenNew: 90, otherwise: 90 };

/**
 * AWS's reference of DeleteParameter: "After deleting a parameter, wait for at least 30 seconds to create a parameter with
 * the same name."
 */
const NAME_IN_USE: Patience = { whenNew: 45, otherwise: 45 };

/** Two writes at the same moment: one of them is done in an instant. */
const AT_ONCE: Patience = { whenNew: 10, otherwise: 10 };

/** The part of a call's input that a refusal may be about. */
interface Input {
  readonly cluster?: string;
  readonly clusterName?: string;
  readonly role?: string;
  readonly ResourceId?: string;
  readonly family?: string;
  readonly Name?: string;
  readonly loadBalancers?: readonly { readonly targetGroupArn?: string }[];
}

/** A row of the table: which refusals, and what they mean. */
interface Row {
  readonly operation: RegExp;
  /** AWS's error code, or `throttled` for all codes that mean it. */
  readonly code: RegExp;
  readonly text?: RegExp;
  readonly patience: Patience;
  readonly about?: (input: Input, refusal: AwsError) => readonly Thing[];
  readonly waitsFor: (input: Input, refusal: AwsError) => string;
  readonly hint?: string;
}

const SERVICE_LINKED_ROLE = 'AWSServiceRoleForECS';

const nameIn = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);

const clusterOf = ({ cluster, clusterName }: Input): Thing => ({
  kind: 'cluster',
  name: nameIn(cluster ?? clusterName ?? 'default'),
});
const roleOf = ({ role = SERVICE_LINKED_ROLE }: Input): Thing => ({ kind: 'role', name: nameIn(role) });
const targetOf = ({ ResourceId = '' }: Input): Thing => ({ kind: 'scalable target', name: ResourceId });

/** The message names it; an update may leave it out of its input. */
function balancerOf({ loadBalancers }: Input, { message }: AwsError): Thing {
  const arn = /arn:\S+:targetgroup\/\S+/.exec(message)?.[0] ?? loadBalancers?.[0]?.targetGroupArn ?? '';
  return { kind: 'load balancer of target group', name: arn };
}

/**
 * Every refusal that may pass.
 *
 * Source: docs/reference/ecs.md, "First use of an account". Application Auto Scaling learns of a service, or of a target,
 * some time after it was made; and it makes, reads and deletes a policy's alarms as the account, with a role that comes
 * with the first target, and relays what CloudWatch says to that. Source of its rows: what
 * github.com/hashicorp/terraform-provider-aws repeats (internal/service/appautoscaling: target.go, policy.go,
 * scheduled_action.go); API reference, FailedResourceAccessException and ConcurrentUpdateException.
 */
const ROWS: readonly Row[] = [
  {
    operation: /^ecs:Create(Cluster|Service)$/,
    code: /^InvalidParameterException$/,
    text: /Unable to assume the service linked role/,
    patience: FIRST_USE,
    // A cluster that this run made tells a new account as well, where IAM may not be asked.
    about: (input) => [{ kind: 'role', name: SERVICE_LINKED_ROLE }, clusterOf(input)],
    waitsFor: () => `Amazon ECS to get its service-linked role ${SERVICE_LINKED_ROLE}`,
    hint: 'If the account has no such role, create it once: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
  },
  {
    operation: /^ecs:(Describe|List|Get)/,
    code: /^ClusterNotFoundException$/,
    patience: ONLY_WHEN_NEW,
    about: (input) => [clusterOf(input)],
    waitsFor: (input) => `Amazon ECS to find the cluster ${clusterOf(input).name}`,
  },
  {
    operation: /^ecs:/,
    code: /^ClusterNotFoundException$/,
    patience: FIRST_USE,
    about: (input) => [clusterOf(input)],
    waitsFor: (input) => `Amazon ECS to find the cluster ${clusterOf(input).name}`,
    hint: "Check the cluster's name and the region.",
  },
  {
    operation: /^ecs:(Create|Update)Service$/,
    code: /^InvalidParameterException$/,
    text: /does not have an associated load balancer/,
    patience: FIRST_USE,
    about: (input, refusal) => [balancerOf(input, refusal)],
    waitsFor: (input, refusal) =>
      `Amazon ECS to find a load balancer of the target group ${balancerOf(input, refusal).name.split('/').at(-2) ?? ''}`,
    hint: 'Let a listener of a load balancer forward to the target group.',
  },
  {
    operation: /^ecs:(Create|Update)Service$/,
    code: /^InvalidParameterException$/,
    text: /ECS service role being passed has the proper permissions/,
    patience: FIRST_USE,
    about: (input) => [roleOf(input)],
    waitsFor: (input) => `Amazon ECS to get the role ${roleOf(input).name}`,
    hint: 'Check that the role exists, that ecs.amazonaws.com may assume it, and that the target group exists.',
  },
  ...[
    { code: /^ClientException$/, text: /Cluster was not ACTIVE/ },
    { code: /^(ResourceInUse|UpdateInProgress)Exception$/ },
  ].map((says): Row => ({
    ...says,
    operation: /^ecs:PutClusterCapacityProviders$/,
    patience: FIRST_USE,
    about: (input) => [clusterOf(input)],
    waitsFor: (input) => `the last change of the cluster ${clusterOf(input).name} to end`,
  })),
  {
    operation: /^ecs:RegisterTaskDefinition$/,
    code: /^ClientException$/,
    text: /Too many concurrent attempts to create a new revision/,
    patience: AT_ONCE,
    waitsFor: ({ family = '' }) => `another registration of the task definition ${family} to end`,
  },
  {
    operation: /^ssm:PutParameter$/,
    code: /^TooManyUpdates$/,
    patience: NAME_IN_USE,
    waitsFor: ({ Name = '' }) => `the last change or deletion of the parameter ${Name} to end`,
  },
  {
    operation: /^application-autoscaling:/,
    code: /^ConcurrentUpdateException$/,
    patience: OTHERS,
    waitsFor: ({ ResourceId = '' }) => `another change to the scaling of ${ResourceId} to end`,
  },
  {
    operation: /^application-autoscaling:RegisterScalableTarget$/,
    code: /^ValidationException$/,
    text: /ECS service doesn't exist/,
    // Whether there is such a service was looked up, where that is allowed, before anything was written.
    patience: OTHERS,
    waitsFor: ({ ResourceId = '' }) => `Application Auto Scaling to find ${ResourceId}`,
  },
  {
    operation: /^application-autoscaling:RegisterScalableTarget$/,
    code: /^ValidationException$/,
    text: /Unable to assume IAM role/,
    patience: OTHERS,
    waitsFor: () => 'Application Auto Scaling to get its role',
  },
  {
    operation: /^application-autoscaling:Put(ScalingPolicy|ScheduledAction)$/,
    code: /^ObjectNotFoundException$/,
    patience: ONLY_WHEN_NEW,
    about: (input) => [targetOf(input)],
    waitsFor: ({ ResourceId = '' }) => `Application Auto Scaling to find the scalable target ${ResourceId}`,
  },
  {
    operation: /^application-autoscaling:(Put|Delete)ScalingPolicy$|:DescribeScalingPolicies$/,
    code: /^FailedResourceAccessException$/,
    text: /is not authorized to perform/,
    patience: ONLY_WHEN_NEW,
    about: (input) => [targetOf(input)],
    waitsFor: () => 'the role of Application Auto Scaling to get its permissions',
  },
  {
    operation: /^application-autoscaling:(Put|Delete)ScalingPolicy$|:DescribeScalingPolicies$/,
    code: /^(FailedResourceAccessException|throttled)$/,
    patience: OTHERS,
    waitsFor: () => 'CloudWatch to let Application Auto Scaling work on alarms',
  },
];

/** Whether AWS may take a refusal back by itself, also of what is not new. */
export function isPassing(refusal: AwsError, input: object = {}): boolean {
  return (passingRefusal(refusal, input)?.patience.otherwise ?? 0) > 0;
}

/** What a refusal waits for that may pass; undefined for one that is for good. */
export function passingRefusal(refusal: AwsError, input: object): PassingRefusal | undefined {
  const { operation, code, kind, message } = refusal;
  const row = ROWS.find(
    (candidate) =>
      candidate.operation.test(operation) &&
      (candidate.code.test(code) || candidate.code.test(kind)) &&
      (candidate.text?.test(message) ?? true),
  );
  if (!row) return undefined;
  return {
    about: row.about?.(input, refusal) ?? [],
    waitsFor: row.waitsFor(input, refusal),
    patience: row.patience,
    ...(row.hint !== undefined && { hint: row.hint }),
  };
}

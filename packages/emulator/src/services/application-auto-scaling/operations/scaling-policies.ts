import type {
  DeleteScalingPolicyRequest,
  DeleteScalingPolicyResponse,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
  ScalingPolicy as DescribedScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';

import { Fault } from '../../../fault.ts';
import { keepAlarms } from '../behaviour/tracking-alarms.ts';
import { alarmArn, removeAlarms } from '../../cloudwatch/behaviour/alarms.ts';
import { copyOf } from '../../../world/copy.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { uuid } from '../../../world/random.ts';
import type { ScalingPolicy } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { invalid, isKnownSince, noSuch, pageOfResource, registeredResource } from './scaled-resource.ts';
import { checkPolicy } from './scaling-policy-rules.ts';

/** Application Auto Scaling's policies. */
export const scalingPolicyOperations: OperationTable = {
  'application-autoscaling:DescribeScalingPolicies': describeScalingPolicies,
  'application-autoscaling:PutScalingPolicy': putScalingPolicy,
  'application-autoscaling:DeleteScalingPolicy': deleteScalingPolicy,
};

/** Fewer than of anything else in this service. Source: API reference, DescribeScalingPolicies. */
const MOST_ON_A_PAGE = 10;

function describeScalingPolicies(world: World, input: DescribeScalingPoliciesRequest): DescribeScalingPoliciesResponse {
  const { PolicyNames = [] } = input;
  const named = world.scalingPolicies.filter(({ name }) => PolicyNames.length === 0 || PolicyNames.includes(name));
  const { items, nextToken } = pageOfResource(world, named, input, MOST_ON_A_PAGE);
  return {
    ScalingPolicies: items.map((policy) => described(world, policy)),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function putScalingPolicy(world: World, input: PutScalingPolicyRequest, { userArn }: Caller): PutScalingPolicyResponse {
  const resourceId = registeredResource(world, input);
  const known = policyOf(world, resourceId, input.PolicyName);
  const type = input.PolicyType ?? known?.type;
  checkPolicy(world, input, resourceId, known);
  if (type === 'TargetTrackingScaling') checkRoleActs(world);
  const policy: ScalingPolicy = known ?? {
    arn: arn(
      world,
      'autoscaling',
      `scalingPolicy:${uuid(world, 'calls')}:resource/ecs/${resourceId}:policyName/${String(input.PolicyName)}`,
    ),
    name: String(input.PolicyName),
    resourceId,
    createdAt: world.now,
    type: '',
    configuration: {},
    alarmNames: [],
    putBy: userArn,
    triggeredBy: [],
  };
  policy.putBy = userArn;
  policy.type = String(type);
  policy.configuration = copyOf({
    ...(input.TargetTrackingScalingPolicyConfiguration && {
      targetTracking: input.TargetTrackingScalingPolicyConfiguration,
    }),
    ...(input.StepScalingPolicyConfiguration && { stepScaling: input.StepScalingPolicyConfiguration }),
    ...(input.PredictiveScalingPolicyConfiguration && { predictive: input.PredictiveScalingPolicyConfiguration }),
  });
  if (!known) world.scalingPolicies.push(policy);
  keepAlarms(world, policy);
  return { PolicyARN: policy.arn, Alarms: alarmsOf(world, policy) };
}

/**
 * The role with which Application Auto Scaling makes alarms comes with the first target, and may act some time later.
 *
 * @throws Fault FailedResourceAccessException. Source: what Terraform's AWS provider repeats, appautoscaling/policy.go.
 */
function checkRoleActs(world: World): void {
  const firstAt = Math.min(...world.scalableTargets.map(({ createdAt }) => createdAt));
  if (isKnownSince(world, firstAt + world.scenario.scalingLagSeconds * 1000)) return;
  throw new Fault(
    'FailedResourceAccessException',
    `Unable to retrieve alarms: User: arn:aws:sts::${world.account}:assumed-role/AWSServiceRoleForApplicationAutoScaling_ECSService/AutoScaling-ManageAlarms ` +
      'is not authorized to perform: cloudwatch:PutMetricAlarm',
  );
}

function deleteScalingPolicy(world: World, input: DeleteScalingPolicyRequest): DeleteScalingPolicyResponse {
  const resourceId = registeredResource(world, input);
  const policy = policyOf(world, resourceId, input.PolicyName);
  if (!policy) throw noSuch('scaling policy', input.PolicyName, input);
  removePolicy(world, policy);
  return {};
}

/**
 * Takes a policy out of the world, with the alarms that it made. Those of other people stay, and tell it no more.
 *
 * Source: API reference, DeleteScalingPolicy.
 */
export function removePolicy(world: World, policy: ScalingPolicy): void {
  removeAlarms(world, policy.alarmNames);
  for (const { metric } of world.alarms)
    if (metric?.AlarmActions) metric.AlarmActions = metric.AlarmActions.filter((action) => action !== policy.arn);
  world.scalingPolicies.splice(world.scalingPolicies.indexOf(policy), 1);
}

function policyOf(world: World, resourceId: string, name: string | undefined): ScalingPolicy | undefined {
  if (name === undefined || name === '') throw invalid('Policy name must be specified.');
  return world.scalingPolicies.find((policy) => policy.resourceId === resourceId && policy.name === name);
}

/** The alarms that set a policy off. */
function alarmsOf(world: World, { arn: policyArn }: ScalingPolicy): { AlarmName: string; AlarmARN: string }[] {
  return world.alarms
    .filter(({ metric }) => metric?.AlarmActions?.includes(policyArn))
    .map(({ name }) => ({ AlarmName: name, AlarmARN: alarmArn(world, name) }));
}

function described(world: World, policy: ScalingPolicy): DescribedScalingPolicy {
  const { targetTracking, stepScaling, predictive } = copyOf(policy.configuration);
  return {
    PolicyARN: policy.arn,
    PolicyName: policy.name,
    ServiceNamespace: 'ecs',
    ResourceId: policy.resourceId,
    ScalableDimension: 'ecs:service:DesiredCount',
    // It was checked when it came in.
    PolicyType: policy.type as DescribedScalingPolicy['PolicyType'],
    // AWS says whether it scales in, also where that was not given.
    ...(targetTracking && { TargetTrackingScalingPolicyConfiguration: { DisableScaleIn: false, ...targetTracking } }),
    ...(stepScaling && { StepScalingPolicyConfiguration: stepScaling }),
    ...(predictive && { PredictiveScalingPolicyConfiguration: predictive }),
    Alarms: alarmsOf(world, policy),
    CreationTime: new Date(policy.createdAt),
  };
}

import type {
  DeregisterScalableTargetRequest,
  DeregisterScalableTargetResponse,
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  ScalableTarget as DescribedScalableTarget,
  TagResourceRequest,
  TagResourceResponse,
} from '@aws-sdk/client-application-auto-scaling';

import { Fault } from '../../../fault.ts';
import { boundSoon, scaledService } from '../behaviour/capacity.ts';
import { byCall } from '../../ecs/origins.ts';
import type { Caller, OperationTable } from '../../../world/operation.ts';
import { hexDigits } from '../../../world/random.ts';
import type { ScalableTarget } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { isKnownSince } from './scaled-resource.ts';
import { removePolicy } from './scaling-policies.ts';

/** Application Auto Scaling's scalable targets. */
export const scalableTargetOperations: OperationTable = {
  'application-autoscaling:DescribeScalableTargets': describeScalableTargets,
  'application-autoscaling:RegisterScalableTarget': registerScalableTarget,
  'application-autoscaling:DeregisterScalableTarget': deregisterScalableTarget,
  'application-autoscaling:ListTagsForResource': listTagsForResource,
  'application-autoscaling:TagResource': tagResource,
};

function describeScalableTargets(world: World, input: DescribeScalableTargetsRequest): DescribeScalableTargetsResponse {
  const namespace = required(input.ServiceNamespace, 'serviceNamespace');
  within(input.MaxResults, 'maxResults', [1, 50]);
  const { ResourceIds = [], ScalableDimension } = input;
  const found = world.scalableTargets.filter(
    (target) =>
      target.serviceNamespace === namespace &&
      (ResourceIds.length === 0 || ResourceIds.includes(target.resourceId)) &&
      (ScalableDimension === undefined || ScalableDimension === target.scalableDimension),
  );
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: input.MaxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidNextTokenException', 'The next token supplied was invalid.'),
  });
  return { ScalableTargets: items.map(described), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function registerScalableTarget(
  world: World,
  input: RegisterScalableTargetRequest,
  caller: Caller,
): RegisterScalableTargetResponse {
  const known = targetOf(world, input);
  if (input.ServiceNamespace !== 'ecs' || input.ScalableDimension !== 'ecs:service:DesiredCount')
    throw new Fault('ValidationException', 'Unsupported service namespace, resource type or scalable dimension');
  const minCapacity = required(input.MinCapacity ?? known?.minCapacity, 'minCapacity');
  const maxCapacity = required(input.MaxCapacity ?? known?.maxCapacity, 'maxCapacity');
  const resourceId = required(input.ResourceId, 'resourceId');
  const suspended = input.SuspendedState ?? {};
  if (minCapacity < 0) throw new Fault('ValidationException', 'Minimum capacity cannot be less than 0');
  if (maxCapacity < minCapacity)
    throw new Fault('ValidationException', 'Maximum capacity cannot be less than minimum capacity');
  const service = scaledService(world, resourceId);
  if (!service || !isKnownSince(world, service.createdAt))
    throw new Fault('ValidationException', `ECS service doesn't exist: ${resourceId}`);
  const target = known ?? newTarget(world, input, resourceId);
  target.minCapacity = minCapacity;
  target.maxCapacity = maxCapacity;
  target.roleArn = input.RoleARN ?? target.roleArn;
  target.suspendedState = {
    DynamicScalingInSuspended: suspended.DynamicScalingInSuspended ?? target.suspendedState.DynamicScalingInSuspended,
    DynamicScalingOutSuspended:
      suspended.DynamicScalingOutSuspended ?? target.suspendedState.DynamicScalingOutSuspended,
    ScheduledScalingSuspended: suspended.ScheduledScalingSuspended ?? target.suspendedState.ScheduledScalingSuspended,
  };
  if (!known) world.scalableTargets.push(target);
  boundSoon(world, target, byCall(world, 'RegisterScalableTarget', caller));
  return { ScalableTargetARN: target.arn };
}

function deregisterScalableTarget(
  world: World,
  input: DeregisterScalableTargetRequest,
): DeregisterScalableTargetResponse {
  const target = targetOf(world, input);
  if (!target) {
    throw new Fault(
      'ObjectNotFoundException',
      `No scalable target found for service namespace: ${String(input.ServiceNamespace)}, ` +
        `resource ID: ${String(input.ResourceId)}, scalable dimension: ${String(input.ScalableDimension)}`,
    );
  }
  world.scalableTargets.splice(world.scalableTargets.indexOf(target), 1);
  for (const policy of world.scalingPolicies.filter(({ resourceId }) => resourceId === target.resourceId)) {
    removePolicy(world, policy);
  }
  const actions = world.scheduledActions.filter(({ resourceId }) => resourceId !== target.resourceId);
  world.scheduledActions.splice(0, Infinity, ...actions);
  return {};
}

function listTagsForResource(world: World, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
  return { Tags: { ...targetOfArn(world, input.ResourceARN).tags } };
}

/** A target has at most this many tags. Source: Application Auto Scaling's user guide, "Tagging support". */
const MOST_TAGS = 50;

function tagResource(world: World, input: TagResourceRequest): TagResourceResponse {
  const target = targetOfArn(world, input.ResourceARN);
  const tags = { ...target.tags, ...required(input.Tags, 'tags') };
  if (Object.keys(tags).length > MOST_TAGS)
    throw new Fault('TooManyTagsException', 'Too many tags added to a resource.');
  target.tags = tags;
  return {};
}

function targetOfArn(world: World, resourceArn: string | undefined): ScalableTarget {
  const target = world.scalableTargets.find(({ arn }) => arn === required(resourceArn, 'resourceARN'));
  if (!target) {
    throw new Fault('ResourceNotFoundException', `The resource doesn't exist: ${String(resourceArn)}`);
  }
  return target;
}

function targetOf(
  world: World,
  input: RegisterScalableTargetRequest | DeregisterScalableTargetRequest,
): ScalableTarget | undefined {
  const namespace = required(input.ServiceNamespace, 'serviceNamespace');
  const dimension = required(input.ScalableDimension, 'scalableDimension');
  return world.scalableTargets.find(
    (target) =>
      target.serviceNamespace === namespace &&
      target.resourceId === input.ResourceId &&
      target.scalableDimension === dimension,
  );
}

function newTarget(world: World, input: RegisterScalableTargetRequest, resourceId: string): ScalableTarget {
  return {
    serviceNamespace: required(input.ServiceNamespace, 'serviceNamespace'),
    resourceId,
    scalableDimension: required(input.ScalableDimension, 'scalableDimension'),
    arn: arn(world, 'application-autoscaling', `scalable-target/${hexDigits(world, 40, 'calls')}`),
    createdAt: world.now,
    minCapacity: 0,
    maxCapacity: 0,
    roleArn: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    suspendedState: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    tags: { ...input.Tags },
  };
}

function described(target: ScalableTarget): DescribedScalableTarget {
  return {
    // The emulator's world has only the namespaces and dimensions that were registered through the SDK's types.
    ServiceNamespace: target.serviceNamespace as NonNullable<DescribedScalableTarget['ServiceNamespace']>,
    ScalableDimension: target.scalableDimension as NonNullable<DescribedScalableTarget['ScalableDimension']>,
    ResourceId: target.resourceId,
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: target.roleArn,
    CreationTime: new Date(target.createdAt),
    SuspendedState: { ...target.suspendedState },
    ScalableTargetARN: target.arn,
  };
}

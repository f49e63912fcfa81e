import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ApplicationAutoScalingClient(settings);

export const commands = {
  DeleteScalingPolicy: DeleteScalingPolicyCommand,
  DeleteScheduledAction: DeleteScheduledActionCommand,
  DeregisterScalableTarget: DeregisterScalableTargetCommand,
  DescribeScalableTargets: DescribeScalableTargetsCommand,
  DescribeScalingActivities: DescribeScalingActivitiesCommand,
  DescribeScalingPolicies: DescribeScalingPoliciesCommand,
  DescribeScheduledActions: DescribeScheduledActionsCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  PutScalingPolicy: PutScalingPolicyCommand,
  PutScheduledAction: PutScheduledActionCommand,
  RegisterScalableTarget: RegisterScalableTargetCommand,
  TagResource: TagResourceCommand,
};

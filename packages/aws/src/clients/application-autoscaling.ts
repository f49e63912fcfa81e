import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ApplicationAutoScalingClient(settings);

export const commands = {
  DeregisterScalableTarget: DeregisterScalableTargetCommand,
  DescribeScalableTargets: DescribeScalableTargetsCommand,
  RegisterScalableTarget: RegisterScalableTargetCommand,
};

import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ApplicationAutoScalingClient(settings);

export const commands = {
  DescribeScalableTargets: DescribeScalableTargetsCommand,
};

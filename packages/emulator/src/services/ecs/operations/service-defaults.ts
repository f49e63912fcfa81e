import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';

import type { Workload } from '../model.ts';

/** A network configuration with what ECS fills in. */
export function withPublicIp(
  network: NonNullable<Workload['networkConfiguration']>,
): NonNullable<Workload['networkConfiguration']> {
  const { awsvpcConfiguration } = network;
  if (!awsvpcConfiguration) return network;
  return { awsvpcConfiguration: { securityGroups: [], assignPublicIp: 'DISABLED', ...awsvpcConfiguration } };
}

/** The percentages that a rolling deployment keeps to; without any it may double, and never goes below its count. */
export function percentages(
  given: DeploymentConfiguration | undefined,
  former = { maximumPercent: 200, minimumHealthyPercent: 100 },
): { maximumPercent: number; minimumHealthyPercent: number } {
  return {
    maximumPercent: given?.maximumPercent ?? former.maximumPercent,
    minimumHealthyPercent: given?.minimumHealthyPercent ?? former.minimumHealthyPercent,
  };
}

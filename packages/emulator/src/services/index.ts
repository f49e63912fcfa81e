import type { OperationTable } from '../world/operation.ts';
import { scalableTargetOperations } from './application-auto-scaling/operations/scalable-targets.ts';
import { scalingActivityOperations } from './application-auto-scaling/operations/scaling-activities.ts';
import { scalingPolicyOperations } from './application-auto-scaling/operations/scaling-policies.ts';
import { scheduledActionOperations } from './application-auto-scaling/operations/scheduled-actions.ts';
import { cloudWatchOperations } from './cloudwatch/operations/index.ts';
import { networkOperations } from './ec2/operations/network.ts';
import { ecrOperations } from './ecr/operations/index.ts';
import { ecsOperations } from './ecs/operations/index.ts';
import { loadBalancerOperations } from './elastic-load-balancing/operations/load-balancers.ts';
import { targetGroupOperations } from './elastic-load-balancing/operations/target-groups.ts';
import { eventOperations } from './events/operations/index.ts';
import { roleOperations } from './iam/operations/roles.ts';
import { logOperations } from './logs/operations/index.ts';
import { taggedResourceOperations } from './resource-groups-tagging/operations/tagged-resources.ts';
import { secretOperations } from './secrets-manager/operations/secrets.ts';
import { snsOperations } from './sns/operations/index.ts';
import { parameterOperations } from './ssm/operations/parameters.ts';
import { identityOperations } from './sts/operations/identity.ts';

/** All operations of the emulated account. */
export const operations: OperationTable = {
  ...cloudWatchOperations,
  ...ecrOperations,
  ...ecsOperations,
  ...eventOperations,
  ...identityOperations,
  ...loadBalancerOperations,
  ...logOperations,
  ...networkOperations,
  ...parameterOperations,
  ...roleOperations,
  ...scalableTargetOperations,
  ...scalingActivityOperations,
  ...scalingPolicyOperations,
  ...scheduledActionOperations,
  ...secretOperations,
  ...snsOperations,
  ...taggedResourceOperations,
  ...targetGroupOperations,
};

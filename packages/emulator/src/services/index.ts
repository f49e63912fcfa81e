import type { OperationTable } from '../world/operation.ts';
import { cloudWatchOperations } from './cloudwatch/operations/index.ts';
import { ecrOperations } from './ecr/operations/index.ts';
import { eventOperations } from './events/operations/index.ts';
import { identityOperations } from './iam/operations/identity.ts';
import { loadBalancerOperations } from './elastic-load-balancing/operations/load-balancers.ts';
import { logOperations } from './logs/operations/index.ts';
import { networkOperations } from './ec2/operations/network.ts';
import { parameterOperations } from './ssm/operations/parameters.ts';
import { scalableTargetOperations } from './application-auto-scaling/operations/scalable-targets.ts';
import { scalingActivityOperations } from './application-auto-scaling/operations/scaling-activities.ts';
import { scalingPolicyOperations } from './application-auto-scaling/operations/scaling-policies.ts';
import { scheduledActionOperations } from './application-auto-scaling/operations/scheduled-actions.ts';
import { secretOperations } from './secrets-manager/operations/secrets.ts';
import { snsOperations } from './sns/operations/index.ts';
import { taggedResourceOperations } from './resource-groups-tagging/operations/tagged-resources.ts';
import { targetGroupOperations } from './elastic-load-balancing/operations/target-groups.ts';

/** The operations of the AWS services around ECS. */
export const surroundingsOperations: OperationTable = {
  ...cloudWatchOperations,
  ...ecrOperations,
  ...eventOperations,
  ...identityOperations,
  ...loadBalancerOperations,
  ...logOperations,
  ...networkOperations,
  ...parameterOperations,
  ...scalableTargetOperations,
  ...scalingActivityOperations,
  ...scalingPolicyOperations,
  ...scheduledActionOperations,
  ...secretOperations,
  ...snsOperations,
  ...taggedResourceOperations,
  ...targetGroupOperations,
};

import type { OperationTable } from '../world/operation.ts';
import { cloudWatchOperations } from './cloudwatch/index.ts';
import { ecrOperations } from './ecr/index.ts';
import { eventOperations } from './events/index.ts';
import { identityOperations } from './identity.ts';
import { loadBalancerOperations } from './load-balancers.ts';
import { logOperations } from './logs/index.ts';
import { networkOperations } from './network.ts';
import { parameterOperations } from './parameters.ts';
import { scalableTargetOperations } from './scalable-targets.ts';
import { scalingActivityOperations } from './scaling-activities.ts';
import { scalingPolicyOperations } from './scaling-policies.ts';
import { scheduledActionOperations } from './scheduled-actions.ts';
import { secretOperations } from './secrets.ts';
import { snsOperations } from './sns/index.ts';
import { taggedResourceOperations } from './tagged-resources.ts';
import { targetGroupOperations } from './target-groups.ts';

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

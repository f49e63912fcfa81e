import type { OperationTable } from '../world/operation.ts';
import { cloudWatchOperations } from './cloudwatch/index.ts';
import { ecrOperations } from './ecr/index.ts';
import { identityOperations } from './identity.ts';
import { loadBalancerOperations } from './load-balancers.ts';
import { logEventOperations } from './log-events.ts';
import { logGroupOperations } from './log-groups.ts';
import { logStreamOperations } from './log-streams.ts';
import { networkOperations } from './network.ts';
import { parameterOperations } from './parameters.ts';
import { scalableTargetOperations } from './scalable-targets.ts';
import { scalingActivityOperations } from './scaling-activities.ts';
import { scalingPolicyOperations } from './scaling-policies.ts';
import { scheduledActionOperations } from './scheduled-actions.ts';
import { secretOperations } from './secrets.ts';
import { targetGroupOperations } from './target-groups.ts';
import { topicOperations } from './topics.ts';

/** The operations of the AWS services around ECS. */
export const surroundingsOperations: OperationTable = {
  ...cloudWatchOperations,
  ...ecrOperations,
  ...identityOperations,
  ...loadBalancerOperations,
  ...logEventOperations,
  ...logGroupOperations,
  ...logStreamOperations,
  ...networkOperations,
  ...parameterOperations,
  ...scalableTargetOperations,
  ...scalingActivityOperations,
  ...scalingPolicyOperations,
  ...scheduledActionOperations,
  ...secretOperations,
  ...targetGroupOperations,
  ...topicOperations,
};

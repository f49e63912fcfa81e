import type { OperationTable } from '../../../world/operation.ts';
import { clusterOperations } from './clusters.ts';
import { serviceDeploymentOperations } from './service-deployments.ts';
import { serviceOperations } from './services.ts';
import { taggingOperations } from './tagging.ts';
import { taskDefinitionOperations } from './task-definitions.ts';
import { taskProtectionOperations } from './task-protection.ts';
import { taskOperations } from './tasks.ts';

/** The operations of ECS. */
export const ecsOperations: OperationTable = {
  ...clusterOperations,
  ...serviceDeploymentOperations,
  ...serviceOperations,
  ...taggingOperations,
  ...taskDefinitionOperations,
  ...taskOperations,
  ...taskProtectionOperations,
};

import type { OperationTable } from '../world/operation.ts';

/** The operations of the AWS services around ECS. */
export const surroundingsOperations: OperationTable = {};

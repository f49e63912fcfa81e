import type { OperationTable } from '../operation.ts';

/** The operations of ECS. */
export const ecsOperations: OperationTable = {};

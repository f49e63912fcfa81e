import type { OperationTable } from '../../../world/operation.ts';
import { ruleOperations } from './rules.ts';
import { targetOperations } from './targets.ts';

/** EventBridge's operations. */
export const eventOperations: OperationTable = { ...ruleOperations, ...targetOperations };

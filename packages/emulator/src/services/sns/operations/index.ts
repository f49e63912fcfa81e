import type { OperationTable } from '../../../world/operation.ts';
import { topicAttributeOperations } from './topic-attributes.ts';
import { topicOperations } from './topics.ts';

/** SNS's operations. */
export const snsOperations: OperationTable = { ...topicOperations, ...topicAttributeOperations };

import { isObject, partOf, replacePart, valueAt, type Document } from '@fargate-actions/documents';
import type { Stack } from './stack.ts';

/** Fields of `defaults` that belong to task definitions; the others belong to services. */
const OF_TASK_DEFINITIONS: readonly string[] = ['executionRoleArn', 'taskRoleArn', 'runtimePlatform'];

/**
 * A task definition or service with the gaps filled that `defaults` of stack.yml has something for. What it has itself is
 * never overridden; what is filled in stands where stack.yml has it.
 */
export function withDefaults(document: Document, kind: 'task definition' | 'service', stack: Stack): Document {
  const defaults = valueAt(stack.document.value, ['defaults']);
  const names = isObject(defaults) ? Object.keys(defaults) : [];
  return names
    .filter((name) => OF_TASK_DEFINITIONS.includes(name) === (kind === 'task definition'))
    .filter((name) => valueAt(document.value, [name]) === undefined)
    .reduce((filled, name) => {
      const part = partOf(stack.document, ['defaults', name]);
      return part ? replacePart(filled, [name], part) : filled;
    }, document);
}

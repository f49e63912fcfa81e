import type { Outcome } from './apply.ts';

const APPLIED = {
  create: 'created',
  update: 'updated',
  delete: 'deleted',
  watch: 'updated',
  refused: 'refused',
  none: 'unchanged',
};

/** What became of one resource, as outputs name it: what was done to it, or why nothing was. */
export function configurationResult({ result, resource }: Outcome): string {
  return result === 'applied' ? APPLIED[resource.changes.action] : result;
}

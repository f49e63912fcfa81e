import { Diagnostics, type Document } from '@fargate-actions/documents';
import { validateTaskDefinition } from '@fargate-actions/task-definition';

/** What the run may still set: it is checked when that is done. */
const OF_IMAGES: ReadonlySet<string> = new Set(['task-definition/image', 'task-definition/placeholder']);

/**
 * Reports what is wrong in a task definition whatever its names stand for: beside what is wrong in the other files, and
 * without AWS. What is only worth knowing is said of the definition as it is registered.
 */
export function checkDefinition(taskDefinition: Document, diagnostics: Diagnostics): void {
  // Its names are wrong because of the suffix then, and that is reported.
  if (diagnostics.all.some(({ rule }) => rule === 'stack/name-suffix')) return;
  const found = new Diagnostics();
  validateTaskDefinition(taskDefinition, { mode: 'fargate' }, found);
  for (const one of found.all) if (one.severity === 'error' && !OF_IMAGES.has(one.rule)) diagnostics.add(one);
}

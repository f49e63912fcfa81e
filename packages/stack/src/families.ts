import { isDeepStrictEqual } from 'node:util';
import type { Diagnostics } from '@fargate-actions/files';
import type { RenderedService } from './render-stack.ts';

/**
 * One rendered service of each family: services may share a task definition.
 *
 * Two that say different things under one family are an error: each deploy would register both, and the newest revision
 * would be that of either.
 */
export function oneOfEachFamily(rendered: readonly RenderedService[], diagnostics: Diagnostics): RenderedService[] {
  const first = new Map<string, RenderedService>();
  for (const one of rendered) {
    const { family, service, taskDefinition } = one;
    const other = first.get(family) ?? one;
    first.set(family, other);
    if (isDeepStrictEqual(other.taskDefinition.value, taskDefinition.value)) continue;
    diagnostics.error(
      taskDefinition.at(['family']),
      'stack/same-family',
      `${other.service.key} and ${service.key} have different task definitions of one family, ${family}.`,
      'Give one of them another family, or both the same file.',
    );
  }
  return [...first.values()];
}

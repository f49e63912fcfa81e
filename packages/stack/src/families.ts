import { isDeepStrictEqual } from 'node:util';
import type { Diagnostics, Document } from '@fargate-actions/documents';
import type { StackRendering } from './render-stack.ts';

/** What has one task definition: services may share it. */
export type Family = readonly [StackRendering, ...StackRendering[]];

/** The services of each family, in the order of the stack. */
export function familiesOf(renderings: readonly StackRendering[]): Family[] {
  const families = new Map<string, Family>();
  for (const one of renderings) {
    const known = families.get(one.family);
    families.set(one.family, known ? [...known, one] : [one]);
  }
  return [...families.values()];
}

/**
 * Renders the task definition of a family, and says what there is to say of it.
 *
 * Two services that say different things under one family are an error: each deploy would register both, and the newest
 * revision would be that of either.
 */
export async function renderFamily(family: Family, diagnostics: Diagnostics): Promise<Document> {
  const [first, ...others] = family;
  const { document, found } = await first.render();
  for (const one of found) diagnostics.add(one);
  for (const other of others) {
    const rendered = await other.render();
    for (const one of rendered.found) diagnostics.add(one);
    if (isDeepStrictEqual(document.value, rendered.document.value)) continue;
    diagnostics.error(
      rendered.document.at(['family']),
      'stack/same-family',
      `${first.service.key} and ${other.service.key} have different task definitions of one family, ${first.family}.`,
      'Give one of them another family, or both the same file.',
    );
  }
  return document;
}

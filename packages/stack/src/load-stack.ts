import { loadDocument, type Diagnostics } from '@fargate-actions/documents';
import { checkSchema } from './check-schema.ts';
import { checkWithinEnvironment } from './environment-guard.ts';
import { checkApart } from './environments-apart.ts';
import { loadEnvironment } from './load-environment.ts';
import { chosenBy } from './select-services.ts';
import type { StackSource } from './stack-source.ts';
import type { Stack } from './stack.ts';

/**
 * Reads stack.yml and all files that its services name: environment merged in, variables replaced, nothing of another
 * environment left. Undefined after an error, with all diagnostics that could be had.
 */
export async function loadStack(source: StackSource, diagnostics: Diagnostics): Promise<Stack | undefined> {
  const document = await loadDocument(source.workspace, source.path, undefined, diagnostics);
  const file = document && checkSchema(document, diagnostics);
  if (!file) return undefined;
  const written = { document, file };
  const stack = await loadEnvironment(written, source, diagnostics);
  if (!stack) return undefined;
  const chosen = { ...stack, services: stack.services.filter(chosenBy(source.services, stack.services)) };
  await checkWithinEnvironment(chosen, () => source.account(stack.region), diagnostics);
  await checkApart(chosen, written, source, diagnostics);
  return stack;
}

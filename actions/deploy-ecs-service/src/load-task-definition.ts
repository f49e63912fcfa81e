import { readInputFile, type Surroundings } from '@fargate-actions/action-kit';
import type { Diagnostics, Document } from '@fargate-actions/files';
import { cleanTaskDefinition, validateTaskDefinition, type Mode } from '@fargate-actions/task-definition';

/** Reads and checks the task definition that an input names; undefined after an error. */
export async function loadTaskDefinition(
  path: string,
  mode: Mode,
  surroundings: Surroundings,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const document = await readInputFile(path, surroundings, diagnostics, mode === 'fargate' ? 'job' : 'machine');
  const cleaned =
    document && cleanTaskDefinition(document, diagnostics, { dropsEmptyArguments: mode === 'as-declared' });
  if (cleaned) validateTaskDefinition(cleaned, { mode }, diagnostics);
  return cleaned;
}

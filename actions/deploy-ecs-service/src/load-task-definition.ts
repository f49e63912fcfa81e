import type { Surroundings } from '@fargate-actions/action-kit';
import { diskWorkspace, loadDocument, type Diagnostics, type Document } from '@fargate-actions/files';
import { cleanTaskDefinition, validateTaskDefinition, type Mode } from '@fargate-actions/task-definition';
import { isAbsolute, relative } from 'node:path';

/**
 * Reads and checks a task definition that an input names: in the workspace, or in the runner's temporary directory,
 * where a step before has left it.
 */
export async function loadTaskDefinition(
  path: string,
  mode: Mode,
  { workspace, tempDirectory }: Surroundings,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const isTemporary = isAbsolute(path) && !relative(tempDirectory, path).startsWith('..');
  const document = await loadDocument(
    isTemporary ? diskWorkspace(tempDirectory) : workspace,
    path,
    undefined,
    diagnostics,
  );
  const cleaned = document && cleanTaskDefinition(document, diagnostics);
  if (cleaned) validateTaskDefinition(cleaned, { mode }, diagnostics);
  return cleaned;
}

import { readInputFile, type ActionContext, type Reach } from '@fargate-actions/action-kit';
import { pathText, valueAt, type Diagnostics, type Document } from '@fargate-actions/documents';
import { cleanTaskDefinition, references, validateTaskDefinition, type Mode } from '@fargate-actions/task-definition';

/** Reads and checks the task definition that an input names; undefined after an error. */
export async function readTaskDefinition(
  path: string,
  { reach, mode }: { readonly reach: Reach; readonly mode: Mode },
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const document = await readInputFile(path, context, diagnostics, reach);
  const cleaned =
    document && cleanTaskDefinition(document, diagnostics, { dropsEmptyArguments: mode === 'as-declared' });
  if (!cleaned) return undefined;
  validateTaskDefinition(cleaned, { mode }, diagnostics);
  if (mode === 'as-declared') refuseAbbreviations(cleaned, diagnostics);
  return cleaned;
}

/** What render-task-def looks up, and nobody else: AWS takes names and whole ARNs, and neither `...` nor `xxxx`. */
function refuseAbbreviations(definition: Document, diagnostics: Diagnostics): void {
  for (const { kind, path } of references(definition)) {
    const written = valueAt(definition.value, path);
    if (kind !== 'image' && !(typeof written === 'string' && written.startsWith('arn:'))) continue;
    diagnostics.error(
      definition.at(path),
      'names/abbreviated',
      `${pathText(path)} leaves out its ${kind === 'image' ? 'registry' : 'account or region'}, which AWS needs.`,
      'Write it in full, or run render-task-def before this step.',
    );
  }
}

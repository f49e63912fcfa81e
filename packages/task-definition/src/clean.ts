import { isList, isObject, partOf, replacePart, type Diagnostics, type Document } from '@fargate-actions/documents';
import { cleanedDocument, type Cleanliness } from './clean-values.ts';
import { withCreateGroupInLowerCase } from './create-group.ts';
import { objectsAt, root, textAt } from './containers.ts';
import { withListAt } from './document-edits.ts';
import { reportForeign } from './foreign.ts';

/**
 * A task definition as RegisterTaskDefinition takes it, of what people keep in files.
 *
 * Unwraps `{"taskDefinition": ..., "tags": [...]}`; drops what describe-task-definition adds, comments, nulls and empty
 * texts that stand for "not set" (an empty value of a variable, tag or label, and an empty argument among others of a
 * command mean something and stay; so do empty lists, which AWS reads as "not set"); writes sizes, numbers and booleans as the
 * API wants them. Undefined, with an error, when the file is something else than a task definition.
 *
 * Source: reference/real-files.md, "Task definitions".
 */
export function cleanTaskDefinition(
  document: Document,
  diagnostics: Diagnostics,
  cleanliness: Cleanliness = {},
): Document | undefined {
  const unwrapped = withoutWrapper(document);
  if (reportForeign(unwrapped, diagnostics)) return undefined;
  return withCreateGroupInLowerCase(withoutAwsTags(cleanedDocument(unwrapped, diagnostics, cleanliness), diagnostics));
}

function withoutWrapper(document: Document): Document {
  const { value } = document;
  if (!isObject(value) || !isObject(value['taskDefinition']) || value['containerDefinitions'] !== undefined) {
    return document;
  }
  const inner = partOf(document, ['taskDefinition']);
  const tags = partOf(document, ['tags']);
  return inner && tags ? replacePart(inner, ['tags'], tags) : (inner ?? document);
}

/** AWS sets tags that begin with `aws:` itself and refuses them from others. Source: type documentation of the SDK. */
function withoutAwsTags(document: Document, diagnostics: Diagnostics): Document {
  const definition = root(document);
  const tags = definition.value['tags'];
  if (!isList(tags)) return document;
  const reserved = objectsAt(definition, 'tags').filter(({ value }) =>
    textAt(value, 'key')?.toLowerCase().startsWith('aws:'),
  );
  if (reserved.length === 0) return document;
  for (const { path, value } of reserved) {
    diagnostics.notice(
      document.at(path),
      'task-definition/aws-tag',
      `The tag ${textAt(value, 'key')} is left out: AWS sets tags that begin with \`aws:\` itself.`,
    );
  }
  const isReserved = new Set(reserved.map(({ path }) => path.at(-1)));
  const kept = tags.flatMap((_, index) => (isReserved.has(index) ? [] : [{ was: index }]));
  return withListAt(document, ['tags'], kept);
}

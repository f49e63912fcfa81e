import {
  didYouMean,
  isObject,
  mergeDocuments,
  partOf,
  replacePart,
  type Diagnostics,
  type Document,
} from '@fargate-actions/documents';
import { containersOf } from './containers.ts';

/**
 * The definition with the content of a file merged into the container of its name: `containers: {api: health-check.yml}`.
 *
 * Maps are merged key by key, lists and single values are replaced.
 */
export function withContainerFiles(
  document: Document,
  files: ReadonlyMap<string, Document>,
  diagnostics: Diagnostics,
): Document {
  let merged = document;
  for (const [name, file] of files) merged = withContainerFile(merged, name, file, diagnostics);
  return merged;
}

function withContainerFile(document: Document, name: string, file: Document, diagnostics: Diagnostics): Document {
  const containers = containersOf(document);
  const container = containers.find((candidate) => candidate.name === name);
  if (!container) {
    const names = containers.flatMap((candidate) => candidate.name ?? []);
    const meant = didYouMean(name, names);
    diagnostics.error(
      file.at(),
      'task-definition/unknown-container',
      `stack.yml merges this file into the container ${name}, but the task definition has no container of that name.`,
      meant ? `Did you mean ${meant}?` : `Its containers are: ${names.join(', ') || 'none'}.`,
    );
    return document;
  }
  if (!isObject(file.value)) {
    diagnostics.error(
      file.at(),
      'task-definition/type',
      `stack.yml merges this file into the container ${name}, but it is not a map of a container's fields.`,
      'Write fields of a container, `healthCheck:` for example.',
    );
    return document;
  }
  const part = partOf(document, container.path);
  return part ? replacePart(document, container.path, mergeDocuments([part, file])) : document;
}

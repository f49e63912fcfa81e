import {
  didYouMean,
  isObject,
  mergeDocuments,
  partOf,
  type Diagnostics,
  type Document,
} from '@fargate-actions/documents';

/** Keys of an environment that stack.yml itself does not have. */
const ENVIRONMENT_ONLY = ['production', 'offHours', 'nameSuffix'];

/** stack.yml with one environment merged over it; without one, as it is. */
export function selectEnvironment(document: Document, name: string | undefined, diagnostics: Diagnostics): Document {
  if (name === undefined || !isObject(document.value)) return document;
  const environments = document.value['environments'];
  const known = isObject(environments) ? Object.keys(environments) : [];
  const overlay = known.includes(name) ? partOf(document, ['environments', name]) : undefined;
  if (!overlay) {
    diagnostics.error(
      document.keyAt(['environments']),
      'stack/unknown-environment',
      `stack.yml has no environment \`${name}\`.`,
      didYouMean(name, known)
        ? `Did you mean ${didYouMean(name, known)}?`
        : `There are: ${known.join(', ') || 'none'}.`,
    );
    return document;
  }
  const value = isObject(overlay.value) ? overlay.value : {};
  const merged = Object.fromEntries(Object.entries(value).filter(([key]) => !ENVIRONMENT_ONLY.includes(key)));
  return mergeDocuments([document, overlay.withValue(merged)]);
}

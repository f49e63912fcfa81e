import { isAwsError, type Aws, type Lookup } from '@fargate-actions/aws';
import { pathKey, type Diagnostics, type Document } from '@fargate-actions/files';
import { references, withReferences, type Reference } from './references.ts';
import type { ImageResolver } from './image-resolver.ts';

/**
 * Looks up every name that a task definition has in the place of an ARN or a registry.
 *
 * A name that is unknown, ambiguous or may not be looked up is an error at its place.
 */
export async function lookUpReferences(
  document: Document,
  image: ImageResolver,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<Document> {
  const resolved = new Map<string, string>();
  await Promise.all(
    references(document).map(async (reference) => {
      const value = await valueOf(reference, document, image, aws, diagnostics);
      if (value !== undefined) resolved.set(pathKey(reference.path), value);
    }),
  );
  return withReferences(document, resolved);
}

async function valueOf(
  reference: Reference,
  document: Document,
  image: ImageResolver,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const at = document.at(reference.path);
  if (reference.kind === 'image') {
    const { repository, tag, digest } = reference;
    return image({ repository, tag, digest, at });
  }
  try {
    const lookup = await lookUp(reference, aws);
    if (lookup.kind === 'found') return lookup.value;
    diagnostics.error(
      at,
      `names/${reference.kind}`,
      `There is no ${WHAT[reference.kind]} ${reference.name} in this account and region.`,
      lookup.candidates.length > 0
        ? `There are: ${lookup.candidates.join(', ')}.`
        : 'Check the name, the account and the region.',
    );
  } catch (error) {
    if (!isAwsError(error, 'denied')) throw error;
    diagnostics.error(
      at,
      'names/denied',
      `The ${WHAT[reference.kind]} ${reference.name} can't be looked up: ${error.message}`,
      `Write its ARN, or allow ${error.permission}.`,
    );
  }
  return undefined;
}

const WHAT = { role: 'IAM role', secret: 'secret', parameter: 'parameter' };

function lookUp(reference: Exclude<Reference, { kind: 'image' }>, { names }: Aws): Promise<Lookup> {
  switch (reference.kind) {
    case 'role':
      return names.role(reference.name);
    case 'secret':
      return names.secret(reference.name);
    case 'parameter':
      return names.parameter(reference.name);
  }
}

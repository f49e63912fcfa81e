import type { Aws, Lookup } from '@fargate-actions/aws';
import { pathKey, type Diagnostics, type Document, type Position } from '@fargate-actions/documents';
import { references, withReferences, type Reference } from './references.ts';
import type { ImageResolver } from './image-resolver.ts';

/** What becomes of a name that can't be looked up. */
export interface LookUpOptions {
  /**
   * The region of a stack: what is left out is filled in from it and the account, because AWS takes neither `...` nor
   * `xxxx`. Without one the name goes on as written, as with the official actions: a later step may complete it.
   */
  readonly region?: string;
}

/**
 * Looks up every name that a task definition has in the place of an ARN or a registry.
 *
 * A name that does not exist or is ambiguous is an error at its place. A look-up that fails, for whatever reason, is a
 * gap of the run: AWS takes role names, parameter names and ARNs of secrets without their random suffix as they are.
 */
export async function lookUpReferences(
  document: Document,
  image: ImageResolver,
  aws: Aws,
  diagnostics: Diagnostics,
  options: LookUpOptions = {},
): Promise<Document> {
  const resolved = new Map<string, string>();
  await Promise.all(
    references(document).map(async (reference) => {
      const at = document.at(reference.path);
      const value =
        reference.kind === 'image'
          ? await imageOf(reference, at, image, aws, diagnostics, options)
          : await valueOf(reference, at, aws, diagnostics, options);
      if (value !== undefined) resolved.set(pathKey(reference.path), value);
    }),
  );
  return withReferences(document, resolved);
}

type ImageReference = Extract<Reference, { kind: 'image' }>;
type NameReference = Exclude<Reference, { kind: 'image' }>;

async function imageOf(
  { repository, tag, digest }: ImageReference,
  at: Position | undefined,
  image: ImageResolver,
  { gaps }: Aws,
  diagnostics: Diagnostics,
  { region }: LookUpOptions,
): Promise<string | undefined> {
  const resolve = () => image({ repository, tag, digest, at }, diagnostics);
  if (region !== undefined) return resolve();
  return gaps.optional(`The registry of the image ${repository} is passed on as written.`, resolve);
}

async function valueOf(
  reference: NameReference,
  at: Position | undefined,
  aws: Aws,
  diagnostics: Diagnostics,
  { region }: LookUpOptions,
): Promise<string | undefined> {
  const what = `${WHAT[reference.kind]} ${reference.name}`;
  const lost =
    region === undefined || reference.kind === 'role'
      ? `The ${what} is passed on as written.`
      : `The ${what} is not looked up: whether it exists is not checked.`;
  const lookup = await aws.gaps.optional(lost, () => lookUp(reference, aws));
  if (lookup === undefined) return region === undefined ? undefined : completed(reference, region, aws);
  if (lookup.kind === 'found') return lookup.value;
  diagnostics.error(
    at,
    `names/${reference.kind}`,
    `There is no ${what} in this account and region.`,
    lookup.candidates.length > 0
      ? `There are: ${lookup.candidates.join(', ')}.`
      : 'Check the name, the account and the region.',
  );
  return undefined;
}

/** What AWS takes for a name that was not looked up. Source: docs/reference/ecs.md, "Task definitions on Fargate". */
async function completed({ kind, name }: NameReference, region: string, aws: Aws): Promise<string> {
  if (kind !== 'secret') return name;
  const { account, partition } = await aws.identity();
  return `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
}

const WHAT = { role: 'IAM role', secret: 'secret', parameter: 'parameter' };

function lookUp(reference: NameReference, { names }: Aws): Promise<Lookup> {
  switch (reference.kind) {
    case 'role':
      return names.role(reference.name);
    case 'secret':
      return names.secret(reference.name);
    case 'parameter':
      return names.parameter(reference.name);
  }
}

import type { Aws } from '@fargate-actions/aws';
import { isObject, type Diagnostics, type Document, type JsonObject } from '@fargate-actions/documents';
import { imageResolver } from './image-resolver.ts';
import { lookUpReferences } from './look-up-references.ts';
import { references } from './references.ts';

/** Where written names are looked up, and which. */
export interface NamesToLookUp {
  /** Whether the images of containers are set by this render or another one, and stay as they are written. */
  readonly keepsImages: boolean;
  /** In the place of the region that an image names. */
  readonly region: string | undefined;
  /** Where neither is given. */
  readonly defaultRegion: string | undefined;
}

/**
 * The definition with its abbreviated ARNs (`arn:aws:secretsmanager:...:name`) and registries (`xxxx.dkr.ecr...`) in full.
 *
 * Where none stands, AWS is not called: who comes from the official action may have no permission for it. For the same
 * reason a role's bare name stays, which ECS takes as it is, and so does the image of a container that this render is
 * not for: the next one sets it.
 */
export async function withWrittenNames(
  document: Document,
  { keepsImages, region, defaultRegion }: NamesToLookUp,
  aws: (region?: string) => Aws,
  diagnostics: Diagnostics,
): Promise<Document> {
  const { bare, others } = partedRoles(document);
  const written = references(others).filter(({ kind }) => kind !== 'image' || !keepsImages);
  if (written.length === 0) return document;

  const [inImage] = written.flatMap((reference) => (reference.kind === 'image' ? (reference.region ?? []) : []));
  const known = region ?? inImage ?? defaultRegion;
  const ports = aws(known);
  const images =
    keepsImages || known === undefined
      ? () => Promise.resolve(undefined)
      : imageResolver({ image: undefined, repository: undefined, region: known }, ports, diagnostics);
  const found = await lookUpReferences(others, images, ports, diagnostics);
  return found.withValue({ ...(isObject(found.value) ? found.value : {}), ...bare });
}

const ROLES: readonly string[] = ['taskRoleArn', 'executionRoleArn'];

/** The roles that are bare names, and the definition without them. */
function partedRoles(document: Document): { bare: JsonObject; others: Document } {
  const entries = Object.entries(isObject(document.value) ? document.value : {});
  const isBare = ([key, member]: (typeof entries)[number]) =>
    ROLES.includes(key) && typeof member === 'string' && !member.startsWith('arn:');
  return {
    bare: Object.fromEntries(entries.filter(isBare)),
    others: document.withValue(Object.fromEntries(entries.filter((entry) => !isBare(entry)))),
  };
}

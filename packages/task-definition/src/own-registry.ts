import { isAwsError, type Aws } from '@fargate-actions/aws';
import { isList, valueAt, type Diagnostics, type Document } from '@fargate-actions/documents';
import { parseImageName } from './image-name.ts';
import { noticeOtherRegistry, registryInFile } from './image-registry.ts';
import { imageResolver } from './image-resolver.ts';

/** An image that is to be set. */
export interface GivenImage {
  /** A full reference, or one without a registry. */
  readonly image: string | undefined;
  /** Host of the registry for an image without one. */
  readonly registry: string | undefined;
  /** Of the run; undefined where none is set. */
  readonly region: string | undefined;
}

/**
 * The image to set, with its registry before an image-ref (`repository@sha256:...`): the given one, else that of the
 * file where it has the same repository, else the account's.
 *
 * Docker Hub's images by digest look the same: where a container runs from that very repository of Docker Hub, and where
 * AWS can't be asked whose account it is, the image stays as it is given. Any other form stays so too, without a call.
 * Source: contracts.md, "stack.yml".
 *
 * @param containers those that the image is for; absent: all.
 */
export async function imageToSet(
  { image, registry, region }: GivenImage,
  document: Document,
  containers: readonly string[] | undefined,
  aws: (region: string) => Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const name = image === undefined ? undefined : parseImageName(image);
  if (image === undefined || name?.digest === undefined || name.registry !== undefined) return image;
  const { repository, tag, digest } = name;
  const inFile = registryInFile(document, repository, containers, diagnostics);
  const set = registry ?? inFile;
  if (set !== undefined) {
    if (inFile !== undefined && inFile !== set) noticeOtherRegistry(repository, inFile, set, undefined, diagnostics);
    return `${set}/${image}`;
  }
  if (runsFromDockerHub(document, repository)) return image;

  const keptBecause = (reason: string) => {
    diagnostics.warning(
      undefined,
      'image/registry-unknown',
      `The image ${image} has no registry, and the account's can't be added: ${reason} It is taken from Docker Hub.`,
      'Set up AWS credentials and a region before this step, or give the full reference of the image.',
    );
    return image;
  };
  if (region === undefined) return keptBecause('no AWS region is set.');
  try {
    const resolve = imageResolver({ image, repository: undefined, region }, aws(region), diagnostics);
    return await resolve({ repository, tag, digest, at: undefined }, diagnostics);
  } catch (error) {
    if (!isAwsError(error)) throw error;
    return keptBecause(error.message);
  }
}

function runsFromDockerHub(document: Document, repository: string): boolean {
  const containers = valueAt(document.value, ['containerDefinitions']);
  if (!isList(containers)) return false;
  return containers.some((container) => {
    const image = valueAt(container, ['image']);
    const name = typeof image === 'string' ? parseImageName(image) : undefined;
    return name?.repository === repository && name.registry === undefined;
  });
}

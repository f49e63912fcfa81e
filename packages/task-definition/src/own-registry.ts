import type { ActionContext } from '@fargate-actions/action-kit';
import { isAwsError } from '@fargate-actions/aws';
import { isList, valueAt, type Diagnostics, type Document } from '@fargate-actions/documents';
import { imageResolver, noticeOtherRegistry, parseImageName, registryInFile } from '@fargate-actions/task-definition';
import type { RenderTaskDefInputs } from '../../../actions/render-task-def/src/inputs.ts';

/**
 * The image to set, with its registry before an image-ref (`repository@sha256:...`): that of the input, else that of the
 * file where it has the same repository, else the account's.
 *
 * Docker Hub's images by digest look the same: where a container runs from that very repository of Docker Hub, and where
 * AWS can't be asked whose account it is, the image stays as it is given. Any other form stays so too, without a call.
 * Source: contracts.md, "stack.yml".
 *
 * @param containers those that the image is for; absent: all.
 */
export async function imageToSet(
  inputs: RenderTaskDefInputs,
  document: Document,
  containers: readonly string[] | undefined,
  { aws, run }: ActionContext,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const { image } = inputs;
  const name = image === undefined ? undefined : parseImageName(image);
  if (image === undefined || name?.digest === undefined || name.registry !== undefined) return image;
  const { repository, tag, digest } = name;
  const inFile = registryInFile(document, repository, containers, diagnostics);
  const set = inputs.registry ?? inFile;
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
  const region = inputs.awsRegion ?? run.region;
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

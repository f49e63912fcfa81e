import type { Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Aws, ImagePlace } from '@fargate-actions/aws';
import { Diagnostics } from '@fargate-actions/documents';
import { rollbackTarget } from '@fargate-actions/service';
import { ecrRegistry, parseImageName } from '@fargate-actions/task-definition';
import type { ImageInUse } from './image-in-use.ts';
import type { StoredImage } from './stored-image.ts';

/** A service as ECS knows it. */
export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/**
 * The images of a repository that services need: those that their tasks run, those of their task definitions, and those
 * of the ones before, to which a rollback goes. Tags are taken for what they stand for now.
 *
 * Denied, the run goes on with what is known, with a notice.
 */
export async function readImagesInUse(
  place: ImagePlace,
  services: readonly ServiceName[],
  images: readonly StoredImage[],
  aws: Aws,
): Promise<ImageInUse[]> {
  const found = await Promise.all(services.map((name) => readUses(name, aws)));
  const uses = found.flat().flatMap(({ reference, ...use }): ImageInUse[] => {
    const digest = digestIn(place, reference, images);
    return digest === undefined ? [] : [{ ...use, digest }];
  });
  return [...new Map(uses.map((use) => [JSON.stringify(use), use])).values()];
}

/** A use of an image by its name, before its digest is known. */
interface Use extends Omit<ImageInUse, 'digest'> {
  readonly reference: { readonly image: string | undefined; readonly digest?: string | undefined };
}

async function readUses({ cluster, service: name }: ServiceName, aws: Aws): Promise<Use[]> {
  const lost = `Which images ${name} uses is not known: a lifecycle policy may take one of them.`;
  const service = await aws.gaps.unlessDenied(lost, () => aws.services.find(cluster, name));
  if (!service || service.status === 'INACTIVE') return [];
  const current = new Set([service.taskDefinition, ...(service.deployments ?? []).map((one) => one.taskDefinition)]);
  const [tasks, definitions, previous] = await Promise.all([
    aws.gaps.unlessDenied(lost, async () =>
      aws.tasks.describe(cluster, await aws.tasks.list(cluster, name, 'RUNNING')),
    ),
    Promise.all([...current].map((arn) => definitionOf(arn, lost, aws))),
    readPrevious(service, lost, aws),
  ]);
  return [
    ...(tasks ?? []).flatMap((task) => usesOfTask(task, name)),
    ...definitions.flatMap((definition) => usesOf(definition, name, 'task definition')),
    ...usesOf(previous, name, 'previous task definition'),
  ];
}

async function readPrevious(service: Service, lost: string, aws: Aws): Promise<TaskDefinition | undefined> {
  // That there is nothing to go back to is no news here.
  // Some partitions don't have the service deployments that tell it.
  const target = await aws.gaps.whileSupported(`previous revision of ${service.serviceName ?? ''}`, lost, () =>
    rollbackTarget('previous', service, aws, new Diagnostics()),
  );
  return definitionOf(target, lost, aws);
}

async function definitionOf(arn: string | undefined, lost: string, aws: Aws): Promise<TaskDefinition | undefined> {
  if (arn === undefined) return undefined;
  const found = await aws.gaps.unlessDenied(lost, () => aws.taskDefinitions.find(arn));
  return found?.taskDefinition;
}

function usesOfTask({ containers = [] }: Task, service: string): Use[] {
  return containers.map(({ image, imageDigest }) => ({
    service,
    by: 'task',
    reference: { image, digest: imageDigest },
  }));
}

function usesOf(definition: TaskDefinition | undefined, service: string, by: Use['by']): Use[] {
  const containers = definition?.containerDefinitions ?? [];
  return containers.map(({ image }) => ({ service, by, reference: { image } }));
}

/** The digest that a use stands for, where the image is one of the repository's. */
function digestIn(
  place: ImagePlace,
  { image, digest }: Use['reference'],
  images: readonly StoredImage[],
): string | undefined {
  const name = parseImageName(image ?? '');
  const registry = ecrRegistry(name?.registry);
  if (!name || !registry || name.repository !== place.repositoryName) return undefined;
  if (place.registryId !== undefined && registry.account !== undefined && registry.account !== place.registryId) {
    return undefined;
  }
  const wanted = digest ?? name.digest;
  if (wanted !== undefined) return images.some((one) => one.digest === wanted) ? wanted : undefined;
  return images.find(({ tags }) => tags.includes(name.tag ?? 'latest'))?.digest;
}

import type { Aws } from '@fargate-actions/aws';
import { isList, isObject, valueAt, type Document, type Json } from '@fargate-actions/documents';
import { parseImageName } from '@fargate-actions/task-definition';

/**
 * A task definition with the images that the service runs now, in the containers of one of the repositories.
 *
 * What is compared is then configuration alone. A service or container that is not there yet keeps the image of its file.
 */
export async function withRunningImages(
  document: Document,
  { cluster, name }: { readonly cluster: string; readonly name: string },
  repositories: readonly string[],
  aws: Aws,
): Promise<Document> {
  const { value } = document;
  const containers = valueAt(value, ['containerDefinitions']);
  const running = (await aws.services.find(cluster, name))?.taskDefinition;
  if (!isObject(value) || !isList(containers) || running === undefined) return document;
  const { containerDefinitions = [] } = (await aws.taskDefinitions.find(running))?.taskDefinition ?? {};
  const images = new Map(containerDefinitions.map((container) => [container.name, container.image]));
  return document.withValue({
    ...value,
    containerDefinitions: containers.map((container): Json => {
      const written = repositoryOf(valueAt(container, ['image']));
      const named = valueAt(container, ['name']);
      const image = typeof named === 'string' ? images.get(named) : undefined;
      const isSame = written !== undefined && repositories.includes(written) && repositoryOf(image) === written;
      return isObject(container) && isSame && image !== undefined ? { ...container, image } : container;
    }),
  });
}

function repositoryOf(image: unknown): string | undefined {
  return typeof image === 'string' ? parseImageName(image)?.repository : undefined;
}

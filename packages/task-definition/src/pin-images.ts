import { isList, isObject, valueAt, type Diagnostics, type Document, type Json } from '@fargate-actions/documents';
import { ecrRegistry, parseImageName, type ImageName } from './image-name.ts';
import type { ImageResolver } from './image-resolver.ts';

/**
 * Gives the containers that run one of the repositories the image of this deploy, by digest, also where the file names
 * the account's registry in full; other images, a sidecar's for example, stay as they are written.
 *
 * @param repositories the stack's own, and that of the image that was given.
 */
export async function pinImages(
  document: Document,
  repositories: readonly string[],
  image: ImageResolver,
  diagnostics: Diagnostics,
): Promise<Document> {
  const { value } = document;
  const containers = valueAt(value, ['containerDefinitions']);
  if (!isObject(value) || !isList(containers)) return document;
  const pinned = await Promise.all(
    containers.map(async (container, index): Promise<Json> => {
      const name = ownImage(container, repositories);
      if (!isObject(container) || !name) return container;
      const { registry, repository, tag, digest } = name;
      const at = document.at(['containerDefinitions', index, 'image']);
      return {
        ...container,
        image: (await image({ registry, repository, tag, digest, at }, diagnostics)) ?? container['image'] ?? '',
      };
    }),
  );
  return document.withValue({ ...value, containerDefinitions: pinned });
}

function ownImage(container: Json, repositories: readonly string[]): ImageName | undefined {
  const written = valueAt(container, ['image']);
  const name = typeof written === 'string' ? parseImageName(written) : undefined;
  const isInEcr = ecrRegistry(name?.registry)?.account !== undefined;
  return name && isInEcr && repositories.includes(name.repository) ? name : undefined;
}

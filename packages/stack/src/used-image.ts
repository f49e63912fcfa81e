import type { Diagnostics } from '@fargate-actions/documents';
import { imagesOf, parseImageName, type ImageName } from '@fargate-actions/task-definition';
import type { RenderedService } from './render-stack.ts';

/**
 * Reports an image that was given and is not what the services run: a deploy of something else than was asked for.
 *
 * @param repository the stack's: all containers of it are to run the given image.
 */
export function checkImageIsUsed(
  image: string | undefined,
  repository: string | undefined,
  rendered: readonly RenderedService[],
  diagnostics: Diagnostics,
): void {
  const wanted = image === undefined ? undefined : parseImageName(image);
  if (image === undefined || !wanted || diagnostics.hasErrors) return;
  let isMeantForAny = false;
  for (const { service, taskDefinition } of rendered) {
    for (const { container, image: run } of imagesOf(taskDefinition)) {
      const name = parseImageName(run);
      const isMeant = name !== undefined && [wanted.repository, repository].includes(name.repository);
      if (!isMeant) continue;
      isMeantForAny = true;
      if (!isSame(name, wanted)) {
        diagnostics.error(
          taskDefinition.at(),
          'image/not-used',
          `The container ${container} of ${service.key} runs ${run}, not the image of this run, ${image}.`,
          'Name the repository in ECR in its image: it then becomes the image of the run.',
        );
      }
    }
  }
  if (isMeantForAny) return;
  const services = rendered.map(({ service }) => service.key).join(', ');
  diagnostics.error(
    undefined,
    'image/not-used',
    `The image ${image} is given, but no container of ${services} runs from ${wanted.repository}.`,
    'Write `image: {repository: ...}` in stack.yml and `xxxx.dkr.ecr.<region>.amazonaws.com/<repository>` in the task definitions, or name the container with `container-name`.',
  );
}

/** A tag was pinned to the digest that it has, which only ECR knows. */
function isSame(run: ImageName, wanted: ImageName): boolean {
  if (run.repository !== wanted.repository) return false;
  if (wanted.digest !== undefined) return run.digest === wanted.digest;
  return run.digest !== undefined || (run.tag ?? 'latest') === (wanted.tag ?? 'latest');
}

import type { Aws } from '@fargate-actions/aws';
import { type Diagnostics, type Document } from '@fargate-actions/files';
import {
  cleanTaskDefinition,
  completeTaskDefinition,
  familyOf,
  imageResolver,
  lookUpReferences,
  parseImageName,
  pinImages,
  validateTaskDefinition,
} from '@fargate-actions/task-definition';
import { withDefaults } from './defaults.ts';
import type { Stack, StackService } from './stack.ts';

/** A service of the stack with its task definition as it is to be registered. */
export interface RenderedService {
  readonly service: StackService;
  readonly family: string;
  readonly taskDefinition: Document;
}

/** A service of the stack with its task definition before names are looked up. */
export interface CompletedService {
  readonly service: StackService;
  readonly taskDefinition: Document;
}

/** The task definitions of services with their gaps filled: what can be known of them without AWS. */
export function completeTaskDefinitions(
  stack: Stack,
  services: readonly StackService[],
  diagnostics: Diagnostics,
): CompletedService[] {
  return services.flatMap((service) => {
    const cleaned = cleanTaskDefinition(service.taskDefinition, diagnostics);
    if (!cleaned) return [];
    const taskDefinition = completeTaskDefinition(
      withDefaults(cleaned, 'task definition', stack),
      {
        region: stack.region,
        ...(stack.base.region !== undefined && { baseRegion: stack.base.region }),
        containerFiles: service.containerFiles,
        isSingleton: service.isSingleton,
      },
      diagnostics,
    );
    return [{ service, taskDefinition }];
  });
}

/**
 * Renders the task definitions of services: gaps filled, names looked up, images pinned, everything checked.
 *
 * Every action renders through here, so that all of them get the same bytes.
 *
 * @param image the image to deploy, as given; without one, the digests that the tags have now.
 * @param registry where it is, when it does not say so; by default where stack.yml says.
 */
export async function renderStack(
  stack: Stack,
  services: readonly StackService[],
  image: string | undefined,
  aws: Aws,
  diagnostics: Diagnostics,
  registry: string | undefined = stack.image?.registry,
): Promise<RenderedService[]> {
  const resolver = imageResolver(
    { image, repository: stack.image?.repository, registry, region: stack.region },
    aws,
    diagnostics,
  );
  const given = image === undefined ? undefined : parseImageName(image)?.repository;
  const repositories = [stack.image?.repository, given].filter((name) => name !== undefined);
  return Promise.all(
    completeTaskDefinitions(stack, services, diagnostics).map(
      async ({ service, taskDefinition: completed }): Promise<RenderedService> => {
        const resolved = await lookUpReferences(completed, resolver, aws, diagnostics, { region: stack.region });
        const taskDefinition = await pinImages(resolved, repositories, resolver);
        validateTaskDefinition(taskDefinition, { mode: 'fargate' }, diagnostics);
        return { service, family: familyOf(taskDefinition), taskDefinition };
      },
    ),
  );
}

import type { Aws } from '@fargate-actions/aws';
import { Diagnostics, type Diagnostic, type Document } from '@fargate-actions/documents';
import type { Expansion } from '@fargate-actions/engine';
import {
  cleanTaskDefinition,
  completeTaskDefinition,
  familyOf,
  imageResolver,
  lookUpReferences,
  parseImageName,
  pinImages,
  validateTaskDefinition,
  type BuiltImage,
} from '@fargate-actions/task-definition';
import { withDefaults } from './defaults.ts';
import { withRunningImages } from './running-images.ts';
import type { Stack, StackService } from './stack.ts';

/** A service of the stack with its task definition before names are looked up. */
export interface CompletedService {
  readonly service: StackService;
  readonly taskDefinition: Document;
}

/** A service of the stack whose task definition can be rendered. */
export interface StackRendering extends CompletedService {
  readonly family: string;
  /** What the placeholders of the rendered definition stand for, where this run builds the image. */
  readonly image?: BuiltImage | undefined;
  /** Renders it, once a run whoever asks. */
  readonly render: () => Promise<Rendered>;
}

/** A task definition as it is registered, and what was found while rendering it. */
export interface Rendered {
  readonly document: Document;
  readonly found: readonly Diagnostic[];
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

/** What a run deploys: the image as it is given, or one that another resource of the run builds. */
export interface ImageOfRun {
  readonly image: string | BuiltImage | undefined;
  /** Where it is, when it does not say so; by default where stack.yml says. */
  readonly registry?: string | undefined;
  /** Where no image is given: the one that each service runs, in the place of the one that its tag has now. */
  readonly isRunningOne?: boolean | undefined;
}

/**
 * How the task definitions of services are rendered: gaps filled, names looked up, images pinned, everything checked.
 *
 * Every action renders through here, so that all of them get the same bytes. AWS is asked once `render` is called.
 *
 * @param ofRun without an image, the digests that the tags have now.
 */
export function renderings(
  stack: Stack,
  services: readonly StackService[],
  { image, registry = stack.image?.registry, isRunningOne = false }: ImageOfRun,
  aws: Aws,
  diagnostics: Diagnostics,
): StackRendering[] {
  const resolver = imageResolver(
    { image, repository: stack.image?.repository, registry, region: stack.region },
    aws,
    diagnostics,
  );
  const given = typeof image === 'string' ? parseImageName(image)?.repository : undefined;
  const repositories = [stack.image?.repository, given].filter((name) => name !== undefined);

  async function render({ service, taskDefinition }: CompletedService): Promise<Rendered> {
    const found = new Diagnostics();
    const place = { cluster: stack.cluster.name, name: service.name };
    const completed =
      isRunningOne && image === undefined
        ? await withRunningImages(taskDefinition, place, repositories, aws)
        : taskDefinition;
    const resolved = await lookUpReferences(completed, resolver, aws, found, { region: stack.region });
    const document = await pinImages(resolved, repositories, resolver, found);
    validateTaskDefinition(document, { mode: 'fargate' }, found);
    return { document, found: found.all };
  }

  return completeTaskDefinitions(stack, services, diagnostics).map((completed) => {
    let rendered: Promise<Rendered> | undefined;
    return {
      ...completed,
      family: familyOf(completed.taskDefinition),
      ...(typeof image === 'object' && { image }),
      render: () => (rendered ??= render(completed)),
    };
  });
}

/** Says what is wrong with a task definition that this run does not deploy: before others are deployed. */
export function checkRendering({ render }: StackRendering): Expansion {
  return {
    expand: async (diagnostics) => {
      for (const one of (await render()).found) diagnostics.add(one);
      return [];
    },
  };
}

/** A service of the stack with its task definition as it is to be registered. */
export interface RenderedService extends CompletedService {
  readonly family: string;
}

/** Renders the task definitions of services: for who needs the documents themselves. */
export async function renderStack(
  stack: Stack,
  services: readonly StackService[],
  ofRun: ImageOfRun,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<RenderedService[]> {
  const all = renderings(stack, services, ofRun, aws, diagnostics);
  const rendered = await Promise.all(all.map(({ render }) => render()));
  return all.flatMap(({ service, family }, index) => {
    const { document, found = [] } = rendered[index] ?? {};
    for (const one of found) diagnostics.add(one);
    return document ? [{ service, family, taskDefinition: document }] : [];
  });
}

import type { ActionContext } from '@fargate-actions/action-kit';
import { Diagnostics, isObject, type JsonObject } from '@fargate-actions/documents';
import {
  checkImageIsUsed,
  openStack,
  renderStack,
  selectServices,
  type RenderedService,
  type Stack,
  type StackService,
} from '@fargate-actions/stack';
import {
  cleanTaskDefinition,
  imageResolver,
  parseImageName,
  registryInFile,
  renderTaskDefinition,
  type Rendered,
} from '@fargate-actions/task-definition';
import { inputOverrides, writtenOverrides } from './input-overrides.ts';
import type { RenderTaskDefInputs } from './inputs.ts';

/** The task definitions of a stack's services, and the stack's name. */
export interface StackRendered {
  readonly stack: string;
  readonly rendered: readonly Rendered[];
}

/** Renders the selected services of a stack, as every action of ours does. Undefined after an error in stack.yml. */
export async function stackTaskDefinitions(
  inputs: RenderTaskDefInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<StackRendered | undefined> {
  const { commitSha } = context.run;
  const stack = await openStack(path, { ...inputs, commitSha }, context, diagnostics);
  if (!stack) return undefined;
  const selected = selectServices(stack, inputs.services, diagnostics);
  checkForOneService(inputs, selected, diagnostics);
  const services = await withOverrides(inputs, stack, selected, context, diagnostics);
  const rendered = await renderStack(
    stack,
    services,
    { image: inputs.image, registry: inputs.registry },
    context.aws(stack.region),
    diagnostics,
  );
  checkImageIsUsed(inputs.image, stack.image?.repository, rendered, diagnostics);
  return { stack: stack.name, rendered: rendered.map((one) => asRendered(one, selected)) };
}

/** What only one service can mean; an image and the stack's own inputs are for all. */
function checkForOneService(
  inputs: RenderTaskDefInputs,
  services: readonly StackService[],
  diagnostics: Diagnostics,
): void {
  if (services.length < 2) return;
  const { image: _, ...overrides } = writtenOverrides(inputs);
  const names = [...Object.keys(overrides), ...(inputs.outputFile === undefined ? [] : ['output-file'])];
  for (const name of names) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      `The input \`${name}\` is for one service, and this run is for ${services.length}: ${services.map(({ key }) => key).join(', ')}.`,
      `Select one with \`services\`, or say it in the services' files.`,
    );
  }
}

/** The service with what the inputs set in its task definition, before the stack fills the gaps. */
async function withOverrides(
  inputs: RenderTaskDefInputs,
  stack: Stack,
  services: readonly StackService[],
  { aws }: ActionContext,
  diagnostics: Diagnostics,
): Promise<readonly StackService[]> {
  const { image, ...overrides } = inputOverrides(inputs, diagnostics);
  const [service, ...others] = services;
  if (!service || others.length > 0 || Object.keys(overrides).length === 0) return services;
  const cleaned = cleanTaskDefinition(service.taskDefinition, diagnostics);
  if (!cleaned) return services;
  // Containers of any repository can be named; those of the stack's get its image anyway.
  const name = image === undefined || !overrides.containerNames ? undefined : parseImageName(image);
  const { repository, tag, digest } = name ?? {};
  const registry = inputs.registry ?? stack.image?.registry;
  const resolve = imageResolver(
    { image, repository: undefined, registry, region: stack.region },
    aws(stack.region),
    diagnostics,
  );
  const inFile =
    repository === undefined ? undefined : registryInFile(cleaned, repository, overrides.containerNames, diagnostics);
  const resolved =
    repository === undefined
      ? undefined
      : await resolve({ registry: inFile, repository, tag, digest, at: undefined }, diagnostics);
  const set = { ...overrides, ...(resolved !== undefined && { image: resolved }) };
  return [{ ...service, taskDefinition: renderTaskDefinition(cleaned, set, diagnostics) }];
}

/** What Fargate asks of every task definition is filled in without a word. Source: contracts.md, "The seed". */
const SILENT: JsonObject = { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] };

function asRendered({ service, family, taskDefinition }: RenderedService, selected: readonly StackService[]): Rendered {
  const written = selected.find(({ key }) => key === service.key) ?? service;
  // What there is to say of the file was said when it was rendered.
  const cleaned = cleanTaskDefinition(written.taskDefinition, new Diagnostics());
  const before = cleaned && isObject(cleaned.value) ? cleaned.value : {};
  return { name: service.key, family, before: { ...SILENT, ...before }, taskDefinition };
}

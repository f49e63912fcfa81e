import type { ActionContext } from '@fargate-actions/action-kit';
import { Diagnostics, loadDocument } from '@fargate-actions/documents';
import {
  buildFiles,
  checkRepositoryName,
  readLifecyclePolicy,
  requirementsOf,
  type Requirements,
} from '@fargate-actions/image';
import { completeTaskDefinitions, openStack, selectServices, type Stack } from '@fargate-actions/stack';
import { ecrRegistry } from '@fargate-actions/task-definition';
import type { ImageSource } from './image-source.ts';
import type { BuildPushInputs } from './inputs.ts';
import { requirementsInFiles, runs } from './task-definition-files.ts';

/** The image of the stack that the inputs choose; undefined after an error. */
export async function stackImage(
  inputs: BuildPushInputs,
  path: string,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ImageSource | undefined> {
  const { commitSha } = context.run;
  const stack = await openStack(path, { ...inputs, commitSha }, context, diagnostics);
  return stack && imageOfStack(inputs, stack, context, diagnostics);
}

/** The image of a stack; undefined after an error. */
export async function imageOfStack(
  inputs: BuildPushInputs,
  stack: Stack,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ImageSource | undefined> {
  const { workspace } = context;
  const { image } = stack;
  if (!image) {
    diagnostics.error(
      stack.document.at(),
      'stack/image',
      `The stack ${stack.name} has no image to build.`,
      'Add `image: { repository: NAME, context: DIRECTORY }` to stack.yml, or use the inputs without `stack`.',
    );
    return undefined;
  }
  const at = (key: string) => stack.document.at(['image', key]);
  checkRepositoryName(image.repository, at('repository'), diagnostics);
  checkRegistry(stack, diagnostics);
  const [files, lifecycle, requirements] = await Promise.all([
    filesOf(inputs, stack, context, diagnostics),
    image.lifecyclePolicy === undefined
      ? undefined
      : loadDocument(workspace, image.lifecyclePolicy, at('lifecyclePolicy'), diagnostics),
    inputs.taskDefinitions === undefined
      ? requirementsOfServices(inputs, stack, diagnostics)
      : requirementsInFiles(inputs, image.repository, context, diagnostics),
  ]);
  const policy = lifecycle && readLifecyclePolicy(lifecycle, diagnostics);
  if (!files) return undefined;
  return {
    ...files,
    region: stack.region,
    repository: image.repository,
    ownRegistry: image.registry,
    at: at('repository'),
    lifecycle: policy && { policy, at: lifecycle.at() },
    services: stack.services.map(({ name }) => ({ cluster: stack.cluster.name, service: name })),
    requirements,
  };
}

/** A push goes by the API of ECR, whose region is the stack's. */
function checkRegistry({ image, region, document }: Stack, diagnostics: Diagnostics): void {
  const ecr = ecrRegistry(image?.registry);
  if (image?.registry === undefined || (ecr?.account !== undefined && (ecr.region ?? region) === region)) return;
  diagnostics.error(
    document.at(['image', 'registry']),
    'image/registry',
    `\`image.registry\` must be a registry of ECR in ${region} to push to it, got ${JSON.stringify(image.registry)}.`,
    `Write \`111122223333.dkr.ecr.${region}.amazonaws.com\`, or push with the inputs \`repository\` and \`registry\` instead of \`stack\`.`,
  );
}

/** The inputs win over stack.yml: a job can build what lies elsewhere in its checkout. */
function filesOf(inputs: BuildPushInputs, stack: Stack, { workspace }: ActionContext, diagnostics: Diagnostics) {
  const { context, file } = stack.image ?? {};
  if (inputs.context !== undefined || context === undefined) {
    return buildFiles({ context: inputs.context ?? '.', file: inputs.file }, workspace, diagnostics);
  }
  const at = stack.document.at(['image', 'context']);
  return buildFiles(
    { context, file: inputs.file ?? file, isFileInContext: inputs.file === undefined },
    workspace,
    diagnostics,
    at,
  );
}

/** What is only worth knowing of a task definition is for the deploy to say. */
function requirementsOfServices(inputs: BuildPushInputs, stack: Stack, diagnostics: Diagnostics): Requirements[] {
  const services = selectServices(stack, inputs.services, diagnostics);
  if (!inputs.verify) return [];
  const found = new Diagnostics();
  const completed = completeTaskDefinitions(stack, services, found);
  for (const diagnostic of found.all) if (diagnostic.severity === 'error') diagnostics.add(diagnostic);
  return completed.flatMap(({ service, taskDefinition }) =>
    requirementsOf(taskDefinition, service.name, runs(stack.image?.repository)),
  );
}

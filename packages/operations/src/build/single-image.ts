import { readInputFile, type ActionContext } from '@fargate-actions/action-kit';
import { type Diagnostics } from '@fargate-actions/documents';
import { buildFiles, checkRepositoryName, readLifecyclePolicy } from '@fargate-actions/image';
import type { ImageSource } from './image-source.ts';
import type { BuildPushInputs } from './inputs.ts';
import { requirementsInFiles } from './task-definition-files.ts';

/** The image that the inputs describe without a stack; undefined after an error. */
export async function singleImage(
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ImageSource | undefined> {
  const { repository, lifecyclePolicy: path } = inputs;
  if (repository !== undefined) checkRepositoryName(repository, undefined, diagnostics);
  const [files, requirements, document] = await Promise.all([
    buildFiles({ context: inputs.context ?? '.', file: inputs.file }, context.workspace, diagnostics),
    requirementsInFiles(inputs, repository, context, diagnostics),
    path === undefined ? undefined : readInputFile(path, context, diagnostics, 'machine'),
  ]);
  const policy = document && readLifecyclePolicy(document, diagnostics);
  if (policy) {
    diagnostics.notice(
      document.at(),
      'lifecycle/unchecked',
      'Which images are in use is not known without a stack: whether the policy takes one of them is not checked.',
      'Give `stack`, whose services say it.',
    );
  }
  if (!files || repository === undefined) return undefined;
  return {
    ...files,
    region: inputs.awsRegion,
    repository,
    at: undefined,
    lifecycle: policy && { policy, at: document.at() },
    services: [],
    requirements,
  };
}

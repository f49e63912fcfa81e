import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Stack } from '@fargate-actions/stack';
import type { BuildPushInputs } from '../build/inputs.ts';
import { pushImage, type PreparedPush } from '../build/push-image.ts';
import { imageOfStack } from '../build/stack-image.ts';
import { wantedImage } from '../build/wanted-image.ts';
import type { WholeStackInputs } from './inputs.ts';

/** What builds the image of a stack and pushes it, as build-push-ecr does by itself; undefined after an error. */
export async function imageOfRun(
  stack: Stack,
  inputs: WholeStackInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<PreparedPush | undefined> {
  const given = buildInputs(inputs);
  const wanted = await wantedImage(given, context, diagnostics, () => imageOfStack(given, stack, context, diagnostics));
  return wanted && !diagnostics.hasErrors ? pushImage(wanted, given, context) : undefined;
}

/** The defaults of build-push-ecr, whose inputs say more of an image. */
function buildInputs(inputs: WholeStackInputs): BuildPushInputs {
  return {
    ...inputs,
    repository: undefined,
    registry: undefined,
    registryIds: undefined,
    context: undefined,
    file: undefined,
    target: undefined,
    buildArgs: [],
    secrets: undefined,
    ssh: [],
    platforms: [],
    tags: [],
    labels: [],
    cache: 'none',
    provenance: false,
    push: true,
    rebuild: false,
    createRepository: undefined,
    lifecyclePolicy: undefined,
    imageTagMutability: undefined,
    scanOnPush: undefined,
    failOnSeverity: undefined,
    verify: true,
    verifyCommand: undefined,
    taskDefinitions: undefined,
  };
}

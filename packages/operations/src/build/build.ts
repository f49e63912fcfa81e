import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { buildOnly } from './build-only.ts';
import type { BuildPushInputs } from './inputs.ts';
import { pushImage } from './push-image.ts';
import { wantedImage } from './wanted-image.ts';

/** Builds an image unless it is there already, verifies it, and pushes it to ECR; or only builds it. */
export const build = operation(prepare);

async function prepare(
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared | undefined> {
  const wanted = await wantedImage(inputs, context, diagnostics);
  if (!wanted || diagnostics.hasErrors) return undefined;
  return inputs.push ? pushImage(wanted, inputs, context) : buildOnly(wanted, inputs, context);
}

import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { buildOnly } from './build-only.ts';
import type { BuildPushInputs } from '../../../../actions/build-push-ecr/src/inputs.ts';
import { pushImage } from './push-image.ts';
import { wantedImage } from './wanted-image.ts';

/** Builds an image unless it is there already, verifies it, and pushes it to ECR; or only builds it. */
export async function run(inputs: BuildPushInputs, context: ActionContext): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  const wanted = await wantedImage(inputs, context, diagnostics);
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  if (!wanted) throw new Error('There is no image to build, though there is no error.');
  return inputs.push
    ? pushImage(wanted, inputs, context, diagnostics)
    : buildOnly(wanted, inputs, context, diagnostics);
}

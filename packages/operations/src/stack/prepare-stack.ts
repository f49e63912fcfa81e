import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Report } from '@fargate-actions/engine';
import type { Stack, StackService } from '@fargate-actions/stack';
import type { BuiltImage } from '@fargate-actions/task-definition';
import type { Prepared } from '../prepared.ts';
import { auditReport } from './audit-report.ts';
import { deployReport } from './deploy-report.ts';
import { imageOfRun } from './image-of-run.ts';
import type { WholeStackInputs } from './inputs.ts';
import { planReport } from './plan-report.ts';
import { stackOfRun } from './stack-of-run.ts';
import { withImage } from './with-image.ts';
import { hasCredentials, withoutCredentials } from './without-credentials.ts';

/** Prepares what a mode does with services of a stack that is open. */
export async function prepareStack(
  stack: Stack,
  services: readonly StackService[],
  inputs: WholeStackInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<Report>> {
  const prepared = (built?: BuiltImage) => stackOfRun(stack, services, inputs, built, context, diagnostics);
  if (inputs.mode === 'audit') return auditReport(await prepared(), context);
  if (inputs.mode === 'plan' && !(await hasCredentials(context.aws(stack.region))))
    return withoutCredentials(await prepared(), diagnostics);
  const push = buildsImage(inputs) ? await imageOfRun(stack, inputs, context, diagnostics) : undefined;
  // A plan is of configuration: it is compared with the image that runs.
  if (inputs.mode === 'plan') return planReport(await prepared(), push);
  const deploy = deployReport(await prepared(push?.image), inputs, context);
  return push ? withImage(deploy, push) : deploy;
}

/** An image that is given is there. */
function buildsImage({ build, image, imageRef }: WholeStackInputs): boolean {
  return build && (image ?? imageRef) === undefined;
}

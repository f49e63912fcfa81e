import type { ActionContext, ActionOutcome } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Report } from '@fargate-actions/engine';
import { openStack, selectServices } from '@fargate-actions/stack';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import { imageOfRun } from './image-of-run.ts';
import type { WholeStackInputs } from './inputs.ts';
import { withImage } from './with-image.ts';
import { hasCredentials, withoutCredentials } from './without-credentials.ts';
import { stackOfRun } from './stack-of-run.ts';
import { auditReport } from './audit-report.ts';
import { deployReport } from './deploy-report.ts';
import { planReport } from './plan-report.ts';

/** Plans a whole stack, deploys it in one step, or compares what is there with its files. */
export function deployStack(inputs: WholeStackInputs, context: ActionContext): Promise<ActionOutcome> {
  return run({ ...inputs, dryRun: inputs.dryRun || inputs.mode !== 'deploy' }, context);
}

const run = operation(prepare);

async function prepare(
  inputs: WholeStackInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<Report> | undefined> {
  checkCombination(inputs, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const stack = await openStack(
    inputs.stack,
    { ...inputs, commitSha: inputs.commitSha ?? context.run.commitSha, readsMonitoring: true },
    context,
    diagnostics,
  );
  const services = stack ? selectServices(stack, inputs.services, diagnostics) : [];
  if (!stack) return undefined;
  const push = buildsImage(inputs) ? await imageOfRun(stack, inputs, context, diagnostics) : undefined;
  // A plan is of configuration: it is compared with the image that runs.
  const built = inputs.mode === 'deploy' ? push?.image : undefined;
  const all = await stackOfRun(stack, services, inputs, built, context, diagnostics);
  if (inputs.mode === 'plan' && !(await hasCredentials(all.aws))) return withoutCredentials(all, diagnostics);
  switch (inputs.mode) {
    case 'audit':
      return auditReport(all, context);
    case 'plan':
      return planReport(all, push);
    default:
      return push ? withImage(deployReport(all, inputs, context), push) : deployReport(all, inputs, context);
  }
}

/** Whether the run brings an image about: an audit compares what is there, and an image that is given is there. */
function buildsImage({ mode, build, image, imageRef }: WholeStackInputs): boolean {
  return build && mode !== 'audit' && (image ?? imageRef) === undefined;
}

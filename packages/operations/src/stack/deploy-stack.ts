import type { ActionContext, ActionOutcome } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Report } from '@fargate-actions/engine';
import { openStack, selectServices } from '@fargate-actions/stack';
import { askForTopic } from '../monitor/ask-for-topic.ts';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { checkCombination } from './combination.ts';
import type { WholeStackInputs } from './inputs.ts';

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
  if (!stack) return undefined;
  const services = selectServices(stack, inputs.services, diagnostics);
  // AWS answers while all rooms, which are chunks of their own, are still loaded.
  if (stack.monitoring) await askForTopic(stack.monitoring, context.aws(stack.region));
  const { prepareStack } = await import('./prepare-stack.ts');
  return prepareStack(stack, services, inputs, context, diagnostics);
}

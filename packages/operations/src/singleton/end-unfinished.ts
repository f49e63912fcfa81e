import type { ActionContext, ActionOutcome } from '@fargate-actions/action-kit';
import { operation } from '../operation.ts';
import { enforceSingletons } from './enforce-singletons.ts';
import type { SingletonInputs } from './inputs.ts';
import { unfinishedRun } from './unfinished.ts';

const NOTHING: ActionOutcome = { outputs: {}, diagnostics: [], summary: '' };

/**
 * At the job's end: finishes or undoes what a step left half-way that was cancelled or broke off, under the step's own
 * name, so that lock and mark are its own.
 */
export async function endUnfinished(inputs: SingletonInputs, context: ActionContext): Promise<ActionOutcome> {
  const run = unfinishedRun(context);
  if (run === undefined) return NOTHING;
  context.log.info('The step did not end: whatever it left half-way is brought to exactly one beat.');
  const repair: SingletonInputs = { ...inputs, mode: 'enforce', stopStrays: 'report', waitForOtherMinutes: 0 };
  const enforce = operation((given: SingletonInputs, ...more) => enforceSingletons(given, run, ...more));
  const { diagnostics, failures } = await enforce(repair, context);
  // A post step has no outputs, and the step has written its summary.
  return { outputs: {}, diagnostics, summary: '', ...(failures && { failures }) };
}

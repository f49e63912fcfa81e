import type { ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { runName, type SingletonReport } from '@fargate-actions/singleton';
import { operation } from '../operation.ts';
import type { Prepared } from '../prepared.ts';
import { auditSingletons } from './audit-singletons.ts';
import { checkCombination } from './combination.ts';
import { deploySingletons } from './deploy-singletons.ts';
import { enforceSingletons } from './enforce-singletons.ts';
import type { SingletonInputs } from './inputs.ts';
import { leaveUnfinished, markingTheEnd } from './unfinished.ts';

/** Keeps Celery beat a singleton: deploys it, repairs it, or looks whether the rule holds. */
export const singleton = operation(prepare);

async function prepare(
  inputs: SingletonInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Prepared<SingletonReport> | undefined> {
  checkCombination(inputs, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  if (inputs.mode === 'audit' || (inputs.mode === 'enforce' && inputs.dryRun))
    return auditSingletons(inputs, context, diagnostics);
  const run = runName(context.run.runId);
  if (!inputs.dryRun) await leaveUnfinished(run, context);
  const prepared = await (inputs.mode === 'deploy'
    ? deploySingletons(inputs, run, context, diagnostics)
    : enforceSingletons(inputs, run, context, diagnostics));
  return markingTheEnd(prepared, inputs.mode, context);
}

import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, Diagnostics } from '@fargate-actions/documents';
import { runName } from '@fargate-actions/singleton';
import { audit } from './audit-singletons.ts';
import { checkCombination } from './combination.ts';
import { deploy } from './deploy-singletons.ts';
import { enforce } from './enforce-singletons.ts';
import type { SingletonInputs } from './inputs.ts';
import { leaveUnfinished, markFinished } from './unfinished.ts';

/** Keeps Celery beat a singleton: deploys it, repairs it, or looks whether the rule holds. */
export async function run(inputs: SingletonInputs, context: ActionContext): Promise<ActionOutcome> {
  const diagnostics = new Diagnostics();
  checkCombination(inputs, diagnostics);
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  if (inputs.mode === 'audit' || (inputs.mode === 'enforce' && inputs.dryRun))
    return audit(inputs, context, diagnostics);
  const name = runName(context.run.runId);
  if (!inputs.dryRun) await leaveUnfinished(name, context);
  const end = { isSeen: true };
  const onInterrupted = () => {
    end.isSeen = false;
  };
  const outcome = await (inputs.mode === 'deploy'
    ? deploy(inputs, name, context, diagnostics, onInterrupted)
    : enforce(inputs, name, context, diagnostics));
  if (end.isSeen && !context.signal.aborted) await markFinished(context);
  return outcome;
}

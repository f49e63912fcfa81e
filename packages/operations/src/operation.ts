import type { ActionContext, ActionOutcome } from '@fargate-actions/action-kit';
import { Diagnostics } from '@fargate-actions/documents';
import type { Report } from '@fargate-actions/engine';
import type { Prepared } from './prepared.ts';
import { runOperation, type HowToRun } from './run-operation.ts';
import { stopOnErrors } from './stop-on-errors.ts';

/**
 * What an action does, as `runAction` calls it: prepares, and runs what was prepared.
 *
 * @param prepare goes from inputs and context to resources and outputs. It reads files and writes nothing; undefined where
 * it found an error.
 */
export function operation<Inputs extends HowToRun, End extends Report = never>(
  prepare: (inputs: Inputs, context: ActionContext, diagnostics: Diagnostics) => Promise<Prepared<End> | undefined>,
): (inputs: Inputs, context: ActionContext) => Promise<ActionOutcome> {
  return async (inputs, context) => {
    const diagnostics = new Diagnostics();
    const prepared = await prepare(inputs, context, diagnostics);
    stopOnErrors(diagnostics);
    if (!prepared) throw new Error('Nothing was prepared, though there is no error.');
    return runOperation(prepared, inputs, context, diagnostics);
  };
}

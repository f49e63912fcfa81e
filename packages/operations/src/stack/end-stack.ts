import type { ActionContext, ActionOutcome } from '@fargate-actions/action-kit';
import { logOut } from '../build/log-out.ts';
import { DRAIN_MINUTES } from './how-to-keep.ts';
import type { WholeStackInputs } from './inputs.ts';

const SINGLETONS = 'singletons';

/** Leaves word for the post step: which singletons the run is about. */
export async function leaveSingletons(names: readonly string[], { state }: ActionContext): Promise<void> {
  await state.save(SINGLETONS, names.join(','));
}

/**
 * At the job's end: logs out of registries, and finishes or undoes what a step left half-way of its singletons that was
 * cancelled or killed.
 */
export async function endStack(inputs: WholeStackInputs, context: ActionContext): Promise<ActionOutcome> {
  await logOut(inputs, context);
  const { endUnfinished } = await import('../singleton/end-unfinished.ts');
  const services = (context.state.read(SINGLETONS) ?? '').split(',');
  return endUnfinished(
    {
      ...inputs,
      services,
      mode: 'enforce',
      strategy: 'strict',
      stopStrays: 'report',
      taskDefinitions: undefined,
      taskDefinition: undefined,
      cluster: undefined,
      service: undefined,
      drainMinutes: DRAIN_MINUTES,
      waitForOtherMinutes: 0,
      failFastAfter: inputs.failFastAfter ?? 1,
    },
    context,
  );
}

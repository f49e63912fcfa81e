import type { ActionContext } from '@fargate-actions/action-kit';
import { runName, type HowToKeep } from '@fargate-actions/singleton';
import type { WholeStackInputs } from './inputs.ts';

/** How long the old beat may take to stop. */
export const DRAIN_MINUTES = 10;

/** How long another run on the same service is waited for. */
const CONFLICT_MINUTES = 20;

/** A singleton of a stack is replaced strictly: its old task is gone before the new one starts. */
export function howToKeep(inputs: WholeStackInputs, { run }: ActionContext): HowToKeep {
  const { forceNewDeployment, waitForMinutes, logLines, failFastAfter = 1 } = inputs;
  return {
    strategy: 'strict',
    strays: 'report',
    forceNewDeployment,
    drainMinutes: DRAIN_MINUTES,
    conflictMinutes: CONFLICT_MINUTES,
    rollout: { waitMinutes: waitForMinutes, logLines, failFastAfter },
    run: runName(run.runId),
  };
}

import type { SingletonInputs } from './inputs.ts';
import type { HowToKeep } from '@fargate-actions/singleton';

/** How the inputs want singletons to be kept. */
export function howToKeep(inputs: SingletonInputs, run: string): HowToKeep {
  return {
    strategy: inputs.strategy,
    strays: STRAYS[inputs.stopStrays ?? (inputs.mode === 'enforce' ? 'true' : 'report')],
    forceNewDeployment: inputs.forceNewDeployment,
    drainMinutes: inputs.drainMinutes,
    conflictMinutes: inputs.waitForOtherMinutes,
    rollout: {
      waitMinutes: inputs.waitForMinutes,
      logLines: inputs.logLines,
      failFastAfter: inputs.failFastAfter,
    },
    run,
  };
}

const STRAYS = { true: 'stop', false: 'leave', report: 'report' } as const;

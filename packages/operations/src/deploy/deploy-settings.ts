import type { ActionContext } from '@fargate-actions/action-kit';
import { progressLine } from '@fargate-actions/report';
import { deployTags, type RolloutProgress, type RolloutSettings } from '@fargate-actions/service';
import type { DeployInputs } from './inputs.ts';

/** How services are deployed. */
export function deploySettings(inputs: DeployInputs, context: ActionContext) {
  return {
    tags: tagsOfRun(inputs, context),
    forceNewDeployment: inputs.forceNewDeployment,
    onConflict: inputs.onConflict,
    rollout: rolloutSettings(inputs),
  };
}

/** Tags that say who deployed what. */
function tagsOfRun(inputs: DeployInputs, { run }: ActionContext): Record<string, string> {
  return deployTags({ ...run, commitSha: inputs.commitSha ?? run.commitSha });
}

/** The official action waits at most so long, whatever it is given. Source: its action.yml. */
const MOST_MINUTES = 360;

/** How deployments are watched; undefined when the run is not to wait. */
function rolloutSettings(inputs: DeployInputs): RolloutSettings | undefined {
  if (!inputs.waitForServiceStability) return undefined;
  return {
    waitMinutes: Math.min(inputs.waitForMinutes, MOST_MINUTES),
    logLines: inputs.logLines,
    failFastAfter: inputs.failFastAfter,
    // Without a stack nothing is rolled back that the service's own settings would have left alone.
    onFailure: inputs.onFailure ?? (inputs.stack === undefined ? undefined : 'rollback'),
    onTimeout: inputs.onTimeout,
    onCancel: inputs.onCancel,
  };
}

/** Tells each change of a rollout in one line. */
export function progressLog({ log }: ActionContext): (progress: RolloutProgress) => void {
  return (progress) => {
    log.info(progressLine(progress));
  };
}

import type { ActionContext } from '@fargate-actions/action-kit';
import type { RolloutSettings, ServiceSpec } from '@fargate-actions/service';
import { tagsOfRun } from '../tags-of-run.ts';
import type { DeployInputs } from './inputs.ts';

/** What of the inputs says how services are deployed. */
type DeployChoice = Pick<
  DeployInputs,
  | 'commitSha'
  | 'failFastAfter'
  | 'forceNewDeployment'
  | 'logLines'
  | 'onCancel'
  | 'onConflict'
  | 'onFailure'
  | 'onTimeout'
  | 'stack'
  | 'waitForMinutes'
  | 'waitForServiceStability'
>;

/** How the inputs want services to be deployed. */
export function deploySettings(
  inputs: DeployChoice,
  context: ActionContext,
): Pick<ServiceSpec, 'tags' | 'forceNewDeployment' | 'onConflict'> & {
  readonly rollout: RolloutSettings | undefined;
} {
  return {
    tags: tagsOfRun(inputs, context),
    forceNewDeployment: inputs.forceNewDeployment,
    onConflict: inputs.onConflict,
    rollout: rolloutSettings(inputs),
  };
}

/** The official action waits at most so long, whatever it is given. Source: its action.yml. */
const MOST_MINUTES = 360;

/** How deployments are watched; undefined when the run is not to wait. */
function rolloutSettings(inputs: DeployChoice): RolloutSettings | undefined {
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

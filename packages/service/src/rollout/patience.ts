import type { DeploymentCircuitBreaker, Service } from '@aws-sdk/client-ecs';
import { breakerThreshold } from './breaker-threshold.ts';
import type { Reaction, RolloutSettings } from './settings.ts';

/** How many failures a revision is given before it is called hopeless. */
export interface Patience {
  /** Tasks that fail alike, of a cause that a retry might heal. Infinity: never hopeless. */
  readonly tasks: number;
  readonly onFailure: Reaction;
}

/** What the user's own settings would do about a failure: a rollback only where the circuit breaker asks for one. */
function reactionOf(settings: RolloutSettings, service: Service): Reaction {
  const breaker = service.deploymentConfiguration?.deploymentCircuitBreaker;
  return settings.onFailure ?? (breaker?.enable === true && breaker.rollback === true ? 'rollback' : 'leave');
}

/**
 * How many failures are waited for.
 *
 * Source: contracts.md, "Watching a deployment".
 */
export function patienceOf(settings: RolloutSettings, service: Service): Patience {
  const onFailure = reactionOf(settings, service);
  const waves = settings.failFastAfter ?? (onFailure === 'rollback' ? 1 : 2);
  const desired = service.desiredCount ?? 1;
  const wave = waveOf(desired, service.deploymentConfiguration?.deploymentCircuitBreaker);
  return { tasks: waves === 0 ? Number.POSITIVE_INFINITY : Math.ceil(wave * waves), onFailure };
}

/** A wave of failures: as many tasks as are desired, at least 2, at most the breaker's threshold. */
export function waveOf(desired: number, breaker: DeploymentCircuitBreaker | undefined): number {
  return Math.min(Math.max(desired, 2), breakerThreshold(desired, breaker));
}

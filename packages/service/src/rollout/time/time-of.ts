import { bestAdvice } from './advice.ts';
import { barsOf } from './bars.ts';
import { chainsOf } from './chains.ts';
import { criticalPath } from './critical-path.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import { healthyAfter } from './healthy-after.ts';
import { phaseSeconds } from './phases.ts';
import type { RolloutTime } from './rollout-time.ts';

/**
 * Where the time of a finished deployment went, and what would save most of it.
 *
 * Source: reference/ecs-facts.md, "Where a deployment's time goes".
 */
export function timeOf(facts: DeploymentFacts): RolloutTime {
  const chains = chainsOf(facts);
  const healthy = healthyAfter(facts);
  const path = criticalPath(chains, facts, healthy.seconds);
  const phases = phaseSeconds(path);
  const advice = bestAdvice({ facts, chains, path, healthy });
  return {
    seconds: phases.reduce((sum, { seconds }) => sum + seconds, 0),
    phases,
    bars: barsOf(chains, path, facts, healthy.seconds),
    ...(advice && { advice }),
  };
}

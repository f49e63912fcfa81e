import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

const LEAST = 3;
const MOST = 200;

/**
 * After how many failed tasks ECS's circuit breaker trips.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService": clamp(ceil(0.5 x desired), 3, 200) unless
 * thresholdConfiguration says otherwise.
 */
export function breakerThreshold(desired: number, breaker?: DeploymentCircuitBreaker): number {
  const { type = 'BOUNDED_PERCENT', value = 50 } = breaker?.thresholdConfiguration ?? {};
  if (type === 'COUNT') return value;
  const share = Math.ceil((desired * value) / 100);
  return type === 'UNBOUNDED_PERCENT' ? share : Math.min(MOST, Math.max(LEAST, share));
}

import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';

/**
 * How many failures in a row make the circuit breaker act.
 *
 * Source: reference/ecs-facts.md, "CreateService / UpdateService": clamp(ceil(0.5 x desired), 3, 200) by default;
 * BOUNDED_PERCENT clamps, UNBOUNDED_PERCENT and COUNT do not.
 */
export function breakerThreshold(
  desiredCount: number,
  configuration: DeploymentCircuitBreaker['thresholdConfiguration'] = { type: 'BOUNDED_PERCENT', value: 50 },
): number {
  const value = configuration.value ?? 50;
  const share = Math.ceil((value / 100) * desiredCount);
  switch (configuration.type) {
    case 'COUNT':
      return Math.max(1, value);
    case 'UNBOUNDED_PERCENT':
      return Math.max(1, share);
    case 'BOUNDED_PERCENT':
    case undefined:
    default:
      return Math.min(200, Math.max(3, share));
  }
}

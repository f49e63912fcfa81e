import type { Service } from '@aws-sdk/client-ecs';
import { isUnderWay, primaryOf } from '../service-deployments.ts';
import { eventsSince, saysCannotStart } from './events.ts';
import { waveOf } from './patience.ts';

/**
 * Whether somebody else's deployment must end before ours begins: it is under way, and may still come to something.
 *
 * One that fails and has no circuit breaker never ends by itself. It may well be what the run before has left, and the next
 * revision is what mends it: it is replaced, as the official action does. Where there is a breaker it ends soon.
 */
export function mustEnd(service: Service): boolean {
  return isUnderWay(service) && !failsForGood(service);
}

function failsForGood(service: Service): boolean {
  const { deploymentCircuitBreaker: breaker } = service.deploymentConfiguration ?? {};
  const primary = primaryOf(service);
  if (!primary || breaker?.enable === true) return false;
  const desired = primary.desiredCount ?? service.desiredCount ?? 1;
  if ((primary.runningCount ?? 0) >= desired) return false;
  const events = primary.createdAt ? eventsSince(service, primary.createdAt) : [];
  return (primary.failedTasks ?? 0) >= waveOf(desired, breaker) || events.some(saysCannotStart);
}

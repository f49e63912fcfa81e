import type { DeploymentSeen, RolloutSeen } from '../../seen.ts';

/** What of a look says where ECS is going. */
type Signs = Pick<RolloutSeen, 'ours' | 'primary' | 'isPrimaryOlder' | 'isRollingBack' | 'begunAt'>;

/**
 * What a look says of where ECS is going: to ours; back, by the event, the service deployment, or an older deployment that
 * began anew; to another one that began after ours; or nothing of that.
 *
 * Going back and being replaced need such a sign: an answer that shows no more than an older deployment may be stale.
 * Source: contracts.md, "Watching a deployment".
 */
export function directionOf(seen: Signs): 'ours' | 'back' | 'replaced' | 'unknown' {
  const { ours, primary } = seen;
  if (ours !== undefined && ours.id === primary?.id) return 'ours';
  if (seen.isRollingBack) return 'back';
  if (primary === undefined || primary.createdAt <= seen.begunAt) return 'unknown';
  return seen.isPrimaryOlder ? 'back' : 'replaced';
}

/** The deployment that replaced ours, where a look shows it. */
export function replacedBy(seen: RolloutSeen): DeploymentSeen | undefined {
  return directionOf(seen) === 'replaced' ? seen.primary : undefined;
}

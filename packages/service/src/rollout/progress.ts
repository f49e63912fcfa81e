import type { RolloutStatus } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import type { RolloutSeen } from './seen.ts';

/** What is told of a rollout while it is under way. */
export interface RolloutProgress {
  readonly service: string;
  readonly elapsedSeconds: number;
  readonly desired: number;
  /** Running tasks of the new revision, and of those before it. */
  readonly newRunning: number;
  readonly oldRunning: number;
  readonly newPending: number;
  readonly failed: number;
  /** What ECS is doing, where it says so: `scaling up`, `rolling back`. */
  readonly stage?: string;
  /** What became of it, at its end. */
  readonly ended?: RolloutStatus;
  /** Why it rolls back, when it begins to; or why it ended so. May hold text from outside. */
  readonly because?: string;
  /** What it waits for that has not moved for a while. May hold text from outside. */
  readonly waitingFor?: string;
}

/**
 * The progress that one look shows, whatever ECS works towards by now: new are the tasks of the deployment that the run
 * began, old are all others.
 */
export function progressOf({ service, deploymentId }: Begun, seen: RolloutSeen): RolloutProgress {
  const ours = seen.deployments.find(({ id }) => id === deploymentId);
  const others = seen.deployments.filter(({ id }) => id !== deploymentId);
  return {
    service,
    elapsedSeconds: seen.elapsedSeconds,
    desired: seen.desiredCount,
    newRunning: ours?.running ?? 0,
    oldRunning: others.reduce((sum, { running }) => sum + running, 0),
    newPending: ours?.pending ?? 0,
    failed: ours?.failed ?? 0,
    ...stageOf(seen),
    ...(seen.waitingFor && { waitingFor: seen.waitingFor }),
  };
}

/** What ECS is doing, where it says so. */
function stageOf(seen: RolloutSeen): Pick<RolloutProgress, 'stage'> {
  if (seen.isRollingBack) return { stage: 'rolling back' };
  if (isBaking(seen)) return { stage: 'bake time' };
  const stage = seen.serviceDeployment?.lifecycleStage?.toLowerCase().replaceAll('_', ' ');
  return stage === undefined ? {} : { stage };
}

/**
 * Whether everything is as wanted, and ECS looks on whether alarms go off. Not every rolling deployment shows that as its
 * stage. Source: docs/reference/ecs.md, "Service deployments".
 */
function isBaking({ serviceDeployment, ours, oldRunning, desiredCount, evidence }: RolloutSeen): boolean {
  const { status, lifecycleStage, alarms } = serviceDeployment ?? {};
  if (status !== 'IN_PROGRESS') return false;
  if (lifecycleStage === 'BAKE_TIME') return true;
  const isSteady = evidence.events.at(-1)?.includes('has reached a steady state') === true;
  return alarms === 'MONITORING' && isSteady && oldRunning === 0 && (ours?.running ?? 0) >= desiredCount;
}

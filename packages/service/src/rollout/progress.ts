import type { Progress } from '@fargate-actions/engine';
import { serviceAddress } from '../service-spec.ts';
import type { Begun } from './begun.ts';
import type { RolloutSeen } from './seen.ts';

/** The tasks of a rollout. */
export interface RolloutCounts {
  readonly desired: number;
  /** Running tasks of the new revision, and of those before it. */
  readonly newRunning: number;
  readonly oldRunning: number;
  readonly newPending: number;
  readonly failed: number;
}

/** What one look at a rollout shows. */
export interface RolloutProgress extends Progress, RolloutCounts {
  readonly service: string;
}

/** The progress of a rollout: `new 1 of 2 running, 1 pending; old 2`. */
export function rolloutProgress(service: string, elapsedSeconds: number, tasks: RolloutCounts): RolloutProgress {
  const { desired, newRunning, newPending, failed, oldRunning } = tasks;
  const fresh = [
    `new ${newRunning} of ${desired} running`,
    ...(newPending > 0 ? [`${newPending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  return { subject: serviceAddress(service), service, elapsedSeconds, ...tasks, counts: `${fresh}; old ${oldRunning}` };
}

/**
 * The progress that one look shows, whatever ECS works towards by now: new are the tasks of the deployment that the run
 * began, old are all others.
 */
export function progressOf({ service, deploymentId }: Begun, seen: RolloutSeen): RolloutProgress {
  const ours = seen.deployments.find(({ id }) => id === deploymentId);
  const others = seen.deployments.filter(({ id }) => id !== deploymentId);
  const tasks = {
    desired: seen.desiredCount,
    newRunning: ours?.running ?? 0,
    oldRunning: others.reduce((sum, { running }) => sum + running, 0),
    newPending: ours?.pending ?? 0,
    failed: ours?.failed ?? 0,
  };
  return {
    ...rolloutProgress(service, seen.elapsedSeconds, tasks),
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

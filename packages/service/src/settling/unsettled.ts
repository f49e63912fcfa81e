import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { revisionName } from '../rollout/verdict.ts';
import { primaryOf } from '../service-deployments.ts';

/**
 * Why a service can't be said to run its newest deployment; undefined where it does.
 *
 * Source: contracts.md, "Deploying", What runs.
 */
export function unsettled(service: Service): string | undefined {
  return missing(service) ?? (hasStartedSinceSteady(service) ? 'its newest tasks are not steady yet' : undefined);
}

/**
 * What a service lacks of running its newest deployment: that its rollout is COMPLETED, that as many of its tasks run as are
 * wanted, and no task of another revision.
 *
 * @param wantedTasks by default as many as are desired.
 */
export function missing(service: Service, wantedTasks: number = service.desiredCount ?? 0): string | undefined {
  const primary = primaryOf(service);
  if (!primary) return 'ECS shows no deployment of it';
  const { rolloutState = 'COMPLETED', runningCount = 0 } = primary;
  if (rolloutState !== 'COMPLETED') return `its deployment is ${rolloutState}`;
  if (runningCount < wantedTasks) {
    return `${runningCount} of ${wantedTasks === 1 ? '1 task' : `${wantedTasks} tasks`} ${wantedTasks === 1 ? 'runs' : 'run'}`;
  }
  const other = othersRunning(service, primary)[0];
  return other && `tasks of ${revisionName(other.taskDefinition ?? '')} still run`;
}

/** The older deployments of other revisions that have running tasks; those of a deferred clean-up are no matter. */
function othersRunning({ deployments = [], deploymentConfiguration }: Service, primary: Deployment): Deployment[] {
  const { enable, sourceServiceRevisionCleanup } = deploymentConfiguration?.earlySuccessCriteria ?? {};
  if (enable === true && sourceServiceRevisionCleanup === 'DEFERRED') return [];
  return deployments.filter(
    ({ taskDefinition, runningCount = 0 }) => runningCount > 0 && taskDefinition !== primary.taskDefinition,
  );
}

const STARTED = /\bhas started \d+ tasks?\b/;

/** Whether an event says that all was well. */
export const saysSteady = (event: string): boolean =>
  /\bhas reached a steady state\b|\bdeployment completed\b/.test(event);

/**
 * Whether the newest events say that tasks were started, and not yet that all is well: of tasks that crash again and again
 * as many as are desired can run at the moment of a look. ECS answers with the newest event first.
 */
function hasStartedSinceSteady({ desiredCount = 0, events = [] }: Service): boolean {
  const newest = events.find(({ message = '' }) => STARTED.test(message) || saysSteady(message));
  return desiredCount > 0 && newest !== undefined && STARTED.test(newest.message ?? '');
}

import type { Task } from '@aws-sdk/client-ecs';
import type { DeploymentFacts, TargetGroupTimes } from '../../../src/rollout/time/deployment-facts.ts';

/** When the deployments of the tests began: 12:00:00 UTC. */
export const BEGAN_AT = Date.UTC(2026, 10, 22, 12, 0, 0);

export const NEW = 'ecs-svc/2';
export const OLD = 'ecs-svc/1';

/** A moment of a test: so many seconds after the deployment began. */
export function at(seconds: number): Date {
  return new Date(BEGAN_AT + seconds * 1000);
}

/** What a task of a test went through, in seconds since the deployment began. */
export interface TaskMoments {
  readonly id?: string;
  readonly created?: number;
  readonly pull?: readonly [from: number, to: number];
  readonly started?: number;
  readonly stopping?: number;
  readonly execution?: number;
  readonly stopped?: number;
  /** What the test says otherwise. */
  readonly more?: Partial<Task>;
}

/** A task of the deployment. */
export function newTask({ id = 'new1', ...moments }: TaskMoments): Task {
  return task(id, NEW, moments);
}

/** A task of the deployment before; it ran long ago. */
export function oldTask({ id = 'old1', ...moments }: TaskMoments): Task {
  return task(id, OLD, { created: -9000, pull: [-8990, -8980], started: -8975, ...moments });
}

function task(id: string, startedBy: string, moments: TaskMoments): Task {
  const { created, pull, started, stopping, execution, stopped, more } = moments;
  const isStopping = stopping !== undefined || stopped !== undefined;
  const times: [keyof Task, number | undefined][] = [
    ['createdAt', created],
    ['pullStartedAt', pull?.[0]],
    ['pullStoppedAt', pull?.[1]],
    ['startedAt', started],
    ['stoppingAt', stopping],
    ['executionStoppedAt', execution],
    ['stoppedAt', stopped],
  ];
  return {
    taskArn: `arn:aws:ecs:eu-central-1:123456789012:task/amply-prod/${id}`,
    startedBy,
    desiredStatus: isStopping ? 'STOPPED' : 'RUNNING',
    lastStatus: stopped !== undefined ? 'STOPPED' : 'RUNNING',
    ...(isStopping && { stopCode: 'ServiceSchedulerInitiated' }),
    ...Object.fromEntries(times.flatMap(([name, seconds]) => (seconds === undefined ? [] : [[name, at(seconds)]]))),
    ...more,
  };
}

/** A target group of AWS's own settings, unless told otherwise. */
export function aTargetGroup(times: Partial<TargetGroupTimes> = {}): TargetGroupTimes {
  return {
    name: 'amply-api-tg',
    checkIntervalSeconds: 30,
    checkTimeoutSeconds: 5,
    healthyThreshold: 5,
    deregistrationDelaySeconds: 300,
    ...times,
  };
}

/** The event by which ECS tells that it began to stop a task. */
export function stopEvent(seconds: number, ...ids: readonly string[]): DeploymentFacts['events'][number] {
  const named = ids.map((id) => `(task ${id})`).join(' ');
  return {
    at: at(seconds).getTime(),
    message: `(service amply-api) has stopped ${ids.length} running tasks: ${named}.`,
  };
}

/** A deployment that took so many seconds. */
export function facts(seconds: number, tasks: readonly Task[], more: Partial<DeploymentFacts> = {}): DeploymentFacts {
  return {
    deploymentId: NEW,
    beganAt: BEGAN_AT,
    endedAt: at(seconds).getTime(),
    tasks,
    events: [],
    targetGroups: [],
    containers: [],
    maximumPercent: 200,
    isHeldByProtection: false,
    ...more,
  };
}

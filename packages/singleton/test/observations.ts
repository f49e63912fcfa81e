import type { Observation, TaskSeen } from '../src/observation.ts';
import { firstMemory, type RunMemory } from '../src/memory.ts';
import { listedTask } from '../src/look/tasks-seen.ts';
import type { SingletonWanted } from '../src/wanted.ts';

const ARN = 'arn:aws:ecs:eu-central-1:123456789012';

/** The ARN of the n-th revision of the beat. */
export const beatRevision = (revision: number): string => `${ARN}:task-definition/amply-beat:${revision}`;

/** A task of the beat's service. */
export function aTask(change: Partial<TaskSeen> = {}): TaskSeen {
  return {
    ...listedTask(`${ARN}:task/amply-prod/1`),
    lastStatus: 'RUNNING',
    group: 'service:amply-beat',
    startedBy: 'ecs-svc/1',
    taskDefinition: beatRevision(1),
    startedAt: 0,
    ...change,
  };
}

/** What a run remembers of a service in which nothing has started for long, a minute after it began. */
export const aMemory = (change: Partial<RunMemory> = {}): RunMemory => ({
  ...firstMemory(0),
  lastStartAt: 0,
  ...change,
});

/** One look at a beat that runs revision 1 as it should, a minute after the run began. */
export function aLook(
  change: Partial<Observation> = {},
  service: Partial<NonNullable<Observation['service']>> = {},
): Observation {
  return {
    at: 60_000,
    moment: { wall: 60_000, monotonic: 60_000, signing: 60_000 },
    awsAt: 1_000_000_000,
    blindSeconds: 0,
    service: {
      serviceName: 'amply-beat',
      serviceArn: `${ARN}:service/amply-prod/amply-beat`,
      status: 'ACTIVE',
      desiredCount: 1,
      runningCount: 1,
      pendingCount: 0,
      launchType: 'FARGATE',
      taskDefinition: beatRevision(1),
      deploymentConfiguration: {
        minimumHealthyPercent: 0,
        maximumPercent: 100,
        deploymentCircuitBreaker: { enable: true, rollback: false },
      },
      availabilityZoneRebalancing: 'DISABLED',
      deployments: [{ id: 'ecs-svc/1', status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: beatRevision(1) }],
      ...service,
    },
    tasks: [aTask()],
    strays: [],
    lists: { askedAt: 60_000, agreeingSince: 0 },
    otherServices: [],
    scalableTarget: undefined,
    defaultProviders: [],
    mark: undefined,
    isOffHours: false,
    lock: { kind: 'free' },
    rollout: undefined,
    memory: aMemory(),
    ...change,
  };
}

/** Revision 2 is to be deployed. */
export function wantedBeat(change: Partial<SingletonWanted> = {}): SingletonWanted {
  return {
    mode: 'deploy',
    cluster: 'amply-prod',
    service: 'amply-beat',
    taskDefinition: beatRevision(2),
    strategy: 'strict',
    strays: 'report',
    forceNewDeployment: false,
    drainMinutes: 5,
    conflictMinutes: 10,
    rollout: { waitMinutes: 10, logLines: 0 },
    isRedBeat: false,
    otherBeatServices: [],
    otherBeatFamilies: [],
    stopTimeoutSeconds: 10,
    run: 'us',
    ...change,
  };
}

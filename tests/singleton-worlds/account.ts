import { seedSurroundings, type Emulator } from '@fargate-actions/emulator';
import type { SingletonWanted } from '@fargate-actions/singleton';

export const CLUSTER = 'amply-prod';
export const SERVICE = 'amply-beat';

const FAMILY = 'amply-beat';

/** Registers the n-th version of the beat, and gives its ARN. */
export function registerBeat(emulator: Emulator, version: number): string {
  const { account, region } = emulator.world;
  const role = `arn:aws:iam::${account}:role/amply-task-execution`;
  emulator.call('ecs:RegisterTaskDefinition', {
    family: FAMILY,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: role,
    containerDefinitions: [
      {
        name: 'beat',
        image: `${account}.dkr.ecr.${region}.amazonaws.com/amply-backend:beat-v${version}`,
        command: ['celery', '-A', 'amply', 'beat'],
        stopTimeout: 30,
      },
    ],
  });
  const arn = emulator.world.taskDefinitions[FAMILY]?.at(-1)?.arn;
  if (arn === undefined) throw new Error('The revision is not there.');
  return arn;
}

/** Puts a service that runs version 1 into an account, with AWS's defaults or a singleton's settings. */
export function seedBeat(emulator: Emulator, settings: 'defaults' | 'singleton'): void {
  seedSurroundings(emulator.world);
  const subnets = emulator.world.subnets.slice(0, 2).map(({ id }) => id);
  emulator.call('ecs:CreateService', {
    cluster: CLUSTER,
    serviceName: SERVICE,
    taskDefinition: registerBeat(emulator, 1),
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets } },
    ...(settings === 'defaults'
      ? { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } }
      : {
          deploymentConfiguration: {
            minimumHealthyPercent: 0,
            maximumPercent: 100,
            deploymentCircuitBreaker: { enable: true, rollback: false },
          },
          availabilityZoneRebalancing: 'DISABLED',
        }),
  });
}

/** What a run of the strict sequence wants of the beat, with the real times. */
export function wantedBeat(change: Partial<SingletonWanted> = {}): SingletonWanted {
  return {
    mode: 'deploy',
    cluster: CLUSTER,
    service: SERVICE,
    strategy: 'strict',
    strays: 'report',
    forceNewDeployment: false,
    drainMinutes: 10,
    conflictMinutes: 20,
    rollout: { waitMinutes: 15, logLines: 0 },
    isRedBeat: false,
    otherBeatServices: [],
    otherBeatFamilies: [],
    stopTimeoutSeconds: 30,
    run: 'run-1',
    ...change,
  };
}

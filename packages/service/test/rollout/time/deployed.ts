import type { ContainerDefinition, DeploymentConfiguration, Service, TaskDefinition } from '@aws-sdk/client-ecs';
import { awsPorts, type Aws } from '@fargate-actions/aws';
import { seedSurroundings, virtualAws, type ScenarioChange, type VirtualAws } from '@fargate-actions/emulator';
import { drive } from '@fargate-actions/engine';
import type { RolloutFacts, RolloutStatus } from '../../../src/rollout-report.ts';
import { begunBy } from '../../../src/rollout/begun.ts';
import type { RolloutProgress } from '../../../src/rollout/progress.ts';
import { ROLLING } from '../../../src/rollout/deployers/rolling/index.ts';
import { rolloutOf, rolloutProcess } from '../../../src/rollout/rollout.ts';

const CLUSTER = 'amply-prod';
const SERVICE = 'amply-api';

/** A service that runs, and what is brought out in its place. */
export interface DeploymentSpec {
  readonly seed?: number;
  readonly desiredCount?: number;
  readonly percents?: readonly [minimumHealthy: number, maximum: number];
  readonly configuration?: Partial<DeploymentConfiguration>;
  /** Undefined: behind no load balancer. */
  readonly targetGroup?:
    { readonly interval: number; readonly threshold: number; readonly drainSeconds: number } | undefined;
  readonly container?: Partial<ContainerDefinition>;
  /** Holds for both revisions. */
  readonly scenario?: ScenarioChange;
  /** Holds from the deployment on. */
  readonly during?: ScenarioChange;
  readonly skewSeconds?: number;
}

/** A deployment as it was seen. */
export interface Deployed {
  readonly report: RolloutFacts & { readonly status: RolloutStatus };
  readonly told: readonly RolloutProgress[];
  readonly account: VirtualAws;
  readonly aws: Aws;
  /** How long the service deployment took by AWS's own word. */
  readonly seconds: number;
}

/** Brings a service's second revision out in an emulated account, and follows it to its end. */
export async function deployed(spec: DeploymentSpec): Promise<Deployed> {
  const { seed = 1, scenario = {}, skewSeconds = 0 } = spec;
  const account = virtualAws({ seed, scenario, skewSeconds });
  const { emulator, clock, wire } = account;
  seedSurroundings(emulator.world);
  emulator.call('ecs:CreateCluster', { clusterName: CLUSTER });
  createService(account, spec);
  emulator.advance(1200);
  await clock.advance(1200);
  emulator.changeScenario(spec.during ?? {});
  const aws = awsPorts(wire, clock);
  const told: RolloutProgress[] = [];

  async function follow(): Promise<RolloutFacts & { readonly status: RolloutStatus }> {
    const { service } = emulator.call('ecs:UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      taskDefinition: register(account, spec, 'v2'),
    }) as { service: Service };
    const begun = begunBy(service, CLUSTER, 'amply-api:1');
    if (!begun) throw new Error('No deployment was begun.');
    const settings = { waitMinutes: 60, logLines: 0, onTimeout: 'leave', onCancel: 'leave' } as const;
    const process = rolloutProcess(
      ROLLING,
      rolloutOf(begun, undefined, settings, service),
      (progress) => {
        told.push(progress);
      },
      { aws, clock, logLines: 0 },
    );
    const { status, rollout } = await drive(process, { clock });
    return { status, ...rollout };
  }
  const report = await clock.run(follow());
  const last = emulator.world.serviceDeployments.at(-1);
  return { report, told, account, aws, seconds: ((last?.finishedAt ?? 0) - (last?.createdAt ?? 0)) / 1000 };
}

function createService(account: VirtualAws, spec: DeploymentSpec): void {
  const { world } = account.emulator;
  const { desiredCount = 2, percents: [minimumHealthyPercent, maximumPercent] = [100, 200], targetGroup } = spec;
  const [group] = world.targetGroups;
  if (targetGroup && group) {
    group.healthCheckIntervalSeconds = targetGroup.interval;
    group.healthyThresholdCount = targetGroup.threshold;
    group.attributes['deregistration_delay.timeout_seconds'] = String(targetGroup.drainSeconds);
  }
  account.emulator.call('ecs:CreateService', {
    cluster: CLUSTER,
    serviceName: SERVICE,
    taskDefinition: register(account, spec, 'v1'),
    desiredCount,
    launchType: 'FARGATE',
    availabilityZoneRebalancing: 'DISABLED',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: world.subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: world.securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent, ...spec.configuration },
    ...(targetGroup && {
      loadBalancers: [{ targetGroupArn: group?.arn, containerName: 'api', containerPort: 8000 }],
    }),
  });
}

function register({ emulator }: VirtualAws, { container }: DeploymentSpec, tag: string): string {
  const { taskDefinition } = emulator.call('ecs:RegisterTaskDefinition', {
    family: SERVICE,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [
      {
        name: 'api',
        image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:${tag}`,
        portMappings: [{ containerPort: 8000 }],
        ...container,
      },
    ],
  }) as { taskDefinition: TaskDefinition };
  return taskDefinition.taskDefinitionArn ?? '';
}

import type {
  ContainerDefinition,
  CreateServiceCommandInput,
  DescribeServicesResponse,
  RegisterTaskDefinitionResponse,
  Service,
} from '@aws-sdk/client-ecs';

import { Emulator } from '../../src/emulator.ts';
import { newLogGroup } from '../../src/services/logs/behaviour/new-log-group.ts';
import type { ScenarioChange } from '../../src/world/scenario.ts';
import type { TargetGroup } from '../../src/services/elastic-load-balancing/model.ts';
import { arn, emptyWorld, type World } from '../../src/world/world.ts';

export interface AccountOptions {
  readonly seed?: number;
  readonly scenario?: ScenarioChange;
  /** Seconds of the target group's deregistration delay. */
  readonly drainSeconds?: number;
}

/** An account with a cluster `prod`, a network, a target group and a log group: all that a service needs. */
export function anAccount({ seed = 1, scenario = {}, drainSeconds = 30 }: AccountOptions = {}): Emulator {
  const world = emptyWorld({ seed, scenario });
  world.vpcs.push({ id: 'vpc-1', cidrBlock: '10.0.0.0/16', isDefault: false, tags: {} });
  for (const zone of ['a', 'b'])
    world.subnets.push({
      id: `subnet-${zone}`,
      arn: arn(world, 'ec2', `subnet/subnet-${zone}`),
      vpcId: 'vpc-1',
      cidrBlock: `10.0.${zone === 'a' ? 1 : 2}.0/24`,
      availabilityZone: `${world.region}${zone}`,
      tags: {},
    });
  world.securityGroups.push({ id: 'sg-1', vpcId: 'vpc-1', name: 'tasks', description: 'Tasks', tags: {} });
  world.logGroups.push(newLogGroup(world, '/ecs/web'));
  world.targetGroups.push(aTargetGroup(world, drainSeconds));
  const emulator = new Emulator({ world });
  emulator.call('ecs:CreateCluster', { clusterName: 'prod', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  return emulator;
}

function aTargetGroup(world: World, drainSeconds: number): TargetGroup {
  return {
    arn: arn(world, 'elasticloadbalancing', 'targetgroup/web/1234567890123456'),
    name: 'web',
    protocol: 'HTTP',
    port: 80,
    vpcId: 'vpc-1',
    targetType: 'ip',
    loadBalancerArns: [arn(world, 'elasticloadbalancing', 'loadbalancer/app/web/1234567890123456')],
    healthCheckProtocol: 'HTTP',
    healthCheckPort: 'traffic-port',
    healthCheckPath: '/',
    healthCheckIntervalSeconds: 10,
    healthCheckTimeoutSeconds: 5,
    healthyThresholdCount: 2,
    unhealthyThresholdCount: 2,
    matcher: '200',
    attributes: { 'deregistration_delay.timeout_seconds': String(drainSeconds) },
    targets: [],
    tags: {},
  };
}

/** Registers a revision of the family `web` with one container `app` of that image, and gives its ARN. */
export function register(emulator: Emulator, image: string, container: Partial<ContainerDefinition> = {}): string {
  const answer = emulator.call('ecs:RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'app',
        image,
        portMappings: [{ containerPort: 80 }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/ecs/web',
            'awslogs-region': emulator.world.region,
            'awslogs-stream-prefix': 'app',
          },
        },
        ...container,
      },
    ],
  });
  // The emulator's answers are typed by its callers: this is one.
  const { taskDefinition } = answer as RegisterTaskDefinitionResponse;
  return taskDefinition?.taskDefinitionArn ?? '';
}

/** What creates the service `web` in the cluster `prod`. */
export function aService(
  taskDefinition: string,
  changes: Partial<CreateServiceCommandInput> = {},
): CreateServiceCommandInput {
  return {
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'] } },
    availabilityZoneRebalancing: 'DISABLED',
    ...changes,
  };
}

/** Puts a service behind the account's target group. */
export const behindLoadBalancer = (emulator: Emulator): Pick<CreateServiceCommandInput, 'loadBalancers'> => ({
  loadBalancers: [{ targetGroupArn: emulator.world.targetGroups[0]?.arn, containerName: 'app', containerPort: 80 }],
});

/** The service as DescribeServices answers it. */
export function describe(emulator: Emulator, service = 'web'): Service {
  const answer = emulator.call('ecs:DescribeServices', { cluster: 'prod', services: [service] });
  const [found] = (answer as DescribeServicesResponse).services ?? [];
  if (!found) throw new Error(`There is no service ${service}.`);
  return found;
}

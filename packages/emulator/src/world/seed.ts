import { createHash } from 'node:crypto';

import { newRepository } from '../services/ecr/behaviour/new-repository.ts';
import { newRole } from '../services/iam/new-role.ts';
import { newTopic } from '../services/sns/behaviour/new-topic.ts';
import type { TargetGroup } from '../services/elastic-load-balancing/model.ts';
import { arn, type World } from './world.ts';

/**
 * Puts into an account what the seed's files name: all that its stack expects to be there before its first deploy.
 *
 * Ids are made from names, so that they are the same in every world. There is a second VPC with a security group of the
 * same name, because names repeat in real accounts; log groups there are none.
 * Source: contracts, "The emulator" and "The seed, byte for byte".
 */
export function seedSurroundings(world: World): void {
  const vpcId = addNetwork(world, 'amply', '10.0');
  addNetwork(world, 'legacy', '10.1');
  for (const zone of ['a', 'b']) {
    addSubnet(world, vpcId, `subnet-private-1${zone}`, zone, `10.0.${zone === 'a' ? '1' : '2'}.0/24`);
  }
  addLoadBalancer(world, vpcId);
  for (const name of ['amply/database-url', 'amply/stripe-secret']) addSecret(world, name);
  for (const name of ['amply-task-execution', 'amply-task', 'amply-deploy'])
    world.roles.push(newRole(world, name, 'ecs-tasks'));
  world.topics.push(newTopic(world, 'amply-alerts'));
  world.clusters.push({
    arn: arn(world, 'ecs', 'cluster/amply-prod'),
    name: 'amply-prod',
    status: 'ACTIVE',
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
    settings: [{ name: 'containerInsights', value: 'disabled' }],
    tags: {},
  });
  world.repositories.push({ ...newRepository(world, 'amply-backend'), createdAt: world.startAt, hasAnyTag: true });
}

function addNetwork(world: World, name: string, prefix: string): string {
  const id = idOf('vpc', name);
  world.vpcs.push({ id, cidrBlock: `${prefix}.0.0/16`, isDefault: false, tags: { Name: name } });
  world.securityGroups.push({
    id: idOf('sg', name),
    vpcId: id,
    name: 'sg-ecs',
    description: `Tasks of ${name}`,
    tags: {},
  });
  return id;
}

function addSubnet(world: World, vpcId: string, name: string, zone: string, cidrBlock: string): void {
  const id = idOf('subnet', name);
  world.subnets.push({
    id,
    arn: arn(world, 'ec2', `subnet/${id}`),
    vpcId,
    cidrBlock,
    availabilityZone: `${world.region}${zone}`,
    tags: { Name: name },
  });
}

function addLoadBalancer(world: World, vpcId: string): void {
  const name = 'amply-alb';
  const balancerArn = arn(world, 'elasticloadbalancing', `loadbalancer/app/${name}/${hex(name, 16)}`);
  world.loadBalancers.push({
    arn: balancerArn,
    name,
    vpcId,
    dnsName: `${name}-1234567890.${world.region}.elb.amazonaws.com`,
    scheme: 'internet-facing',
    type: 'application',
    createdAt: world.startAt,
    tags: {},
  });
  world.targetGroups.push(targetGroup(world, 'amply-api-tg', 8000, vpcId, balancerArn));
}

/** A target group as it is where nobody set anything: AWS's defaults. */
function targetGroup(world: World, name: string, port: number, vpcId: string, balancerArn: string): TargetGroup {
  return {
    arn: arn(world, 'elasticloadbalancing', `targetgroup/${name}/${hex(name, 16)}`),
    name,
    protocol: 'HTTP',
    port,
    vpcId,
    targetType: 'ip',
    loadBalancerArns: [balancerArn],
    healthCheckProtocol: 'HTTP',
    healthCheckPort: 'traffic-port',
    healthCheckPath: '/',
    healthCheckIntervalSeconds: 30,
    healthCheckTimeoutSeconds: 5,
    healthyThresholdCount: 5,
    unhealthyThresholdCount: 2,
    matcher: '200',
    attributes: {
      'deregistration_delay.timeout_seconds': '300',
      'stickiness.enabled': 'false',
      'stickiness.type': 'lb_cookie',
      'stickiness.lb_cookie.duration_seconds': '86400',
      'slow_start.duration_seconds': '0',
      'load_balancing.algorithm.type': 'round_robin',
    },
    targets: [],
    tags: {},
  };
}

function addSecret(world: World, name: string): void {
  // Secrets Manager puts a hyphen and six characters behind the name.
  const suffix = createHash('sha256').update(name).digest('base64').replace(/[+/=]/g, '').slice(0, 6);
  world.secrets.push({
    arn: arn(world, 'secretsmanager', `secret:${name}-${suffix}`),
    name,
    createdAt: world.startAt,
    value: `value of ${name}`,
    tags: {},
  });
}

const idOf = (kind: string, name: string): string => `${kind}-0${hex(`${kind} ${name}`, 16)}`;

const hex = (name: string, digits: number): string => createHash('sha256').update(name).digest('hex').slice(0, digits);

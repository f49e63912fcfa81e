import type {
  DescribeTargetGroupAttributesInput,
  DescribeTargetGroupAttributesOutput,
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  ModifyTargetGroupAttributesInput,
  ModifyTargetGroupAttributesOutput,
  ModifyTargetGroupInput,
  ModifyTargetGroupOutput,
  TargetGroup as DescribedTargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Target, TargetGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required } from '../../required.ts';

/** Elastic Load Balancing's operations on target groups. */
export const targetGroupOperations: OperationTable = {
  'elasticloadbalancing:DescribeTargetGroups': describeTargetGroups,
  'elasticloadbalancing:DescribeTargetHealth': describeTargetHealth,
  'elasticloadbalancing:DescribeTargetGroupAttributes': describeAttributes,
  'elasticloadbalancing:ModifyTargetGroup': modifyTargetGroup,
  'elasticloadbalancing:ModifyTargetGroupAttributes': modifyAttributes,
};

function describeTargetGroups(world: World, input: DescribeTargetGroupsInput): DescribeTargetGroupsOutput {
  const { Names, TargetGroupArns, LoadBalancerArn } = input;
  const ways = [Names, TargetGroupArns, LoadBalancerArn].filter((way) => way !== undefined && way.length > 0);
  if (ways.length > 1) {
    throw invalid('You can only specify one of: load balancer ARN, target group ARNs or target group names');
  }
  const { items, nextToken } = page(targetGroupsOf(world, input), {
    token: input.Marker,
    size: input.PageSize ?? (ways.length > 0 ? Infinity : world.scenario.pageSize),
    badToken: () => invalid('Invalid marker'),
  });
  return { TargetGroups: items.map(described), ...(nextToken !== undefined && { NextMarker: nextToken }) };
}

function targetGroupsOf(world: World, input: DescribeTargetGroupsInput): readonly TargetGroup[] {
  const { Names = [], TargetGroupArns = [], LoadBalancerArn } = input;
  if (LoadBalancerArn !== undefined) {
    if (!world.loadBalancers.some(({ arn }) => arn === LoadBalancerArn)) {
      throw new Fault('LoadBalancerNotFoundException', 'One or more load balancers not found');
    }
    return world.targetGroups.filter(({ loadBalancerArns }) => loadBalancerArns.includes(LoadBalancerArn));
  }
  if (Names.length + TargetGroupArns.length === 0) return world.targetGroups;
  const found = world.targetGroups.filter(({ name, arn }) => Names.includes(name) || TargetGroupArns.includes(arn));
  if (found.length < new Set([...Names, ...TargetGroupArns]).size) throw notFound();
  return found;
}

function describeTargetHealth(world: World, input: DescribeTargetHealthInput): DescribeTargetHealthOutput {
  const group = targetGroup(world, input.TargetGroupArn);
  const asked = input.Targets ?? [];
  if (asked.length === 0) return { TargetHealthDescriptions: group.targets.map((target) => health(group, target)) };
  return {
    TargetHealthDescriptions: asked.map(({ Id, Port = group.port }) => {
      const target = group.targets.find(({ ip, port }) => ip === Id && port === Port);
      return target ? health(group, target) : { Target: { Id, Port }, TargetHealth: unregistered };
    }),
  };
}

const unregistered = {
  State: 'unused',
  Reason: 'Target.NotRegistered',
  Description: 'Target is not registered to the target group',
} as const;

function health(group: TargetGroup, target: Target): TargetHealthDescription {
  return {
    Target: { Id: target.ip, Port: target.port, AvailabilityZone: target.availabilityZone },
    HealthCheckPort: group.healthCheckPort === 'traffic-port' ? String(target.port) : group.healthCheckPort,
    TargetHealth: {
      State: target.state,
      // What a target's reason may be is the core's to say; the SDK's enum follows AWS's.
      ...(target.reason !== undefined && { Reason: target.reason as NonNullable<TargetHealthReason> }),
      ...(target.description !== undefined && { Description: target.description }),
    },
  };
}

type TargetHealthReason = NonNullable<TargetHealthDescription['TargetHealth']>['Reason'];

function describeAttributes(
  world: World,
  input: DescribeTargetGroupAttributesInput,
): DescribeTargetGroupAttributesOutput {
  return { Attributes: attributesOf(targetGroup(world, input.TargetGroupArn)) };
}

function modifyAttributes(world: World, input: ModifyTargetGroupAttributesInput): ModifyTargetGroupAttributesOutput {
  const group = targetGroup(world, input.TargetGroupArn);
  const attributes = input.Attributes ?? [];
  for (const { Key = '', Value = '' } of attributes) {
    if (group.attributes[Key] === undefined) throw invalid(`Target group attribute key '${Key}' is not recognized`);
    const seconds = Number(Value);
    if (
      Key === 'deregistration_delay.timeout_seconds' &&
      !(Number.isInteger(seconds) && seconds >= 0 && seconds <= 3600)
    )
      throw invalid(`'${Key}' must be between 0 and 3600 inclusive`);
  }
  for (const { Key = '', Value = '' } of attributes) group.attributes[Key] = Value;
  return { Attributes: attributesOf(group) };
}

const attributesOf = (group: TargetGroup): { Key: string; Value: string }[] =>
  Object.entries(group.attributes).map(([Key, Value]) => ({ Key, Value }));

/** Source of the bounds: reference/ecs-facts.md, "CloudWatch, load balancer". */
function modifyTargetGroup(world: World, input: ModifyTargetGroupInput): ModifyTargetGroupOutput {
  const group = targetGroup(world, input.TargetGroupArn);
  const interval = input.HealthCheckIntervalSeconds ?? group.healthCheckIntervalSeconds;
  const timeout = input.HealthCheckTimeoutSeconds ?? group.healthCheckTimeoutSeconds;
  const healthy = input.HealthyThresholdCount ?? group.healthyThresholdCount;
  const unhealthy = input.UnhealthyThresholdCount ?? group.unhealthyThresholdCount;
  bounded('Health check interval', interval, 5, 300);
  bounded('Health check timeout', timeout, 2, 120);
  bounded('Healthy threshold count', healthy, 2, 10);
  bounded('Unhealthy threshold count', unhealthy, 2, 10);
  if (timeout >= interval) throw invalid('Health check timeout must be smaller than the interval');
  if (input.HealthCheckPath !== undefined && !input.HealthCheckPath.startsWith('/'))
    throw invalid(`Health check path '${input.HealthCheckPath}' must begin with a '/' character`);
  group.healthCheckIntervalSeconds = interval;
  group.healthCheckTimeoutSeconds = timeout;
  group.healthyThresholdCount = healthy;
  group.unhealthyThresholdCount = unhealthy;
  group.healthCheckPath = input.HealthCheckPath ?? group.healthCheckPath;
  group.healthCheckPort = input.HealthCheckPort ?? group.healthCheckPort;
  group.healthCheckProtocol = input.HealthCheckProtocol ?? group.healthCheckProtocol;
  group.matcher = input.Matcher?.HttpCode ?? group.matcher;
  return { TargetGroups: [described(group)] };
}

function bounded(what: string, value: number, lowest: number, highest: number): void {
  if (value < lowest || value > highest)
    throw invalid(`${what} must be between ${String(lowest)} and ${String(highest)} inclusive`);
}

function described(group: TargetGroup): DescribedTargetGroup {
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    // The emulator's world has only the protocols and types that the SDK knows.
    Protocol: group.protocol as NonNullable<DescribedTargetGroup['Protocol']>,
    ProtocolVersion: 'HTTP1',
    Port: group.port,
    VpcId: group.vpcId,
    HealthCheckProtocol: group.healthCheckProtocol as NonNullable<DescribedTargetGroup['HealthCheckProtocol']>,
    HealthCheckPort: group.healthCheckPort,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: group.healthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds: group.healthCheckTimeoutSeconds,
    HealthyThresholdCount: group.healthyThresholdCount,
    UnhealthyThresholdCount: group.unhealthyThresholdCount,
    HealthCheckPath: group.healthCheckPath,
    Matcher: { HttpCode: group.matcher },
    LoadBalancerArns: [...group.loadBalancerArns],
    TargetType: group.targetType,
    IpAddressType: 'ipv4',
  };
}

function targetGroup(world: World, arn: string | undefined): TargetGroup {
  const wanted = required(arn, 'targetGroupArn', 'ValidationError');
  const found = world.targetGroups.find((group) => group.arn === wanted);
  if (!found) throw notFound();
  return found;
}

const notFound = (): Fault => new Fault('TargetGroupNotFoundException', 'One or more target groups not found');
const invalid = (message: string): Fault => new Fault('ValidationError', message);

import type {
  DescribeListenersInput,
  DescribeListenersOutput,
  DescribeLoadBalancersInput,
  DescribeLoadBalancersOutput,
  Listener,
  LoadBalancer as DescribedLoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { LoadBalancer } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';

/** Elastic Load Balancing's operations on load balancers. */
export const loadBalancerOperations: OperationTable = {
  'elasticloadbalancing:DescribeLoadBalancers': describeLoadBalancers,
  'elasticloadbalancing:DescribeListeners': describeListeners,
};

function describeLoadBalancers(world: World, input: DescribeLoadBalancersInput): DescribeLoadBalancersOutput {
  const asked = [...(input.Names ?? []), ...(input.LoadBalancerArns ?? [])];
  const found = world.loadBalancers.filter(({ name, arn }) => asked.includes(name) || asked.includes(arn));
  if (found.length < new Set(asked).size) throw notFound();
  const { items, nextToken } = page(asked.length > 0 ? found : world.loadBalancers, {
    token: input.Marker,
    size: input.PageSize ?? world.scenario.pageSize,
    badToken: () => new Fault('ValidationError', 'Invalid marker'),
  });
  return {
    LoadBalancers: items.map((balancer) => described(world, balancer)),
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}

/** Each load balancer listens on port 80 and forwards to its first target group: more, nothing here asks for. */
function describeListeners(world: World, input: DescribeListenersInput): DescribeListenersOutput {
  const listeners = world.loadBalancers.map((balancer) => listenerOf(world, balancer));
  const { LoadBalancerArn, ListenerArns } = input;
  if (LoadBalancerArn !== undefined) {
    if (!world.loadBalancers.some(({ arn }) => arn === LoadBalancerArn)) throw notFound();
    return { Listeners: listeners.filter((listener) => listener.LoadBalancerArn === LoadBalancerArn) };
  }
  const found = listeners.filter(({ ListenerArn = '' }) => ListenerArns?.includes(ListenerArn));
  if (found.length < (ListenerArns?.length ?? 1))
    throw new Fault('ListenerNotFoundException', 'One or more listeners not found');
  return { Listeners: found };
}

function listenerOf(world: World, { arn }: LoadBalancer): Listener {
  const group = world.targetGroups.find(({ loadBalancerArns }) => loadBalancerArns.includes(arn));
  return {
    ListenerArn: `${arn.replace(':loadbalancer/', ':listener/')}/0000000000000080`,
    LoadBalancerArn: arn,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: group ? [{ Type: 'forward', TargetGroupArn: group.arn, Order: 1 }] : [],
  };
}

function described(world: World, balancer: LoadBalancer): DescribedLoadBalancer {
  return {
    LoadBalancerArn: balancer.arn,
    LoadBalancerName: balancer.name,
    DNSName: balancer.dnsName,
    CreatedTime: new Date(balancer.createdAt),
    // The emulator's world has only the schemes and types that the SDK knows.
    Scheme: balancer.scheme as NonNullable<DescribedLoadBalancer['Scheme']>,
    Type: balancer.type as NonNullable<DescribedLoadBalancer['Type']>,
    VpcId: balancer.vpcId,
    State: { Code: 'active' },
    IpAddressType: 'ipv4',
    AvailabilityZones: world.subnets
      .filter(({ vpcId }) => vpcId === balancer.vpcId)
      .map(({ id, availabilityZone }) => ({ ZoneName: availabilityZone, SubnetId: id })),
  };
}

const notFound = (): Fault => new Fault('LoadBalancerNotFoundException', 'One or more load balancers not found');

import { expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import type { FirstUse } from '../../../world/scenario.ts';
import { aService, anAccount, behindLoadBalancer, register } from '../../../../test/world/an-account.ts';

const refusedWith = (name: string, message: string) =>
  expect.objectContaining({ name, message: expect.stringContaining(message) });

const NO_ROLE = refusedWith('InvalidParameterException', 'Unable to assume the service linked role.');
const BAD_ROLE = refusedWith('InvalidParameterException', 'Please verify that the ECS service role being passed');
const NO_BALANCER = refusedWith('InvalidParameterException', 'does not have an associated load balancer.');
const NO_CLUSTER = refusedWith('ClusterNotFoundException', 'Cluster not found.');

/** An account with all that a service needs, and a second cluster that is made just now. */
function aNewCluster(firstUse: Partial<FirstUse>): { emulator: Emulator; create: (changes?: object) => () => unknown } {
  const emulator = anAccount();
  const taskDefinition = register(emulator, 'web:1');
  emulator.changeScenario({ firstUse });
  emulator.call('ecs:CreateCluster', { clusterName: 'new', capacityProviders: ['FARGATE'] });
  return {
    emulator,
    create: (changes) => () =>
      emulator.call('ecs:CreateService', aService(taskDefinition, { cluster: 'new', ...changes })),
  };
}

test('an account has the service-linked role from its first call on, and ECS can assume it later', () => {
  const emulator = new Emulator({ scenario: { firstUse: { serviceLinkedRoleSeconds: 15 } } });
  const create = (): unknown => emulator.call('ecs:CreateCluster', { clusterName: 'new' });
  const role = (): unknown => emulator.call('iam:GetRole', { RoleName: 'AWSServiceRoleForECS' });
  expect(role).toThrow(refusedWith('NoSuchEntityException', 'cannot be found'));
  expect(create).toThrow(NO_ROLE);
  expect(role()).toMatchObject({ Role: { CreateDate: new Date(emulator.world.now) } });
  emulator.advance(14);
  expect(create).toThrow(NO_ROLE);
  expect(emulator.world.clusters).toEqual([]);
  emulator.advance(1);
  expect(create()).toMatchObject({ cluster: { status: 'ACTIVE' } });
});

test('a new cluster is unknown to all other calls for a while', () => {
  const { emulator, create } = aNewCluster({ clusterSeconds: 30 });
  const described = (): unknown => emulator.call('ecs:DescribeClusters', { clusters: ['new'] });
  expect(create()).toThrow(NO_CLUSTER);
  expect(described()).toMatchObject({ clusters: [], failures: [{ reason: 'MISSING' }] });
  expect(() => emulator.call('ecs:ListTasks', { cluster: 'new' })).toThrow(NO_CLUSTER);
  emulator.advance(30);
  expect(described()).toMatchObject({ clusters: [{ clusterName: 'new' }], failures: [] });
  create()();
});

test('capacity providers are put again only when the last ones are attached', () => {
  const { emulator } = aNewCluster({ capacityProvidersSeconds: 20 });
  const put = (): unknown =>
    emulator.call('ecs:PutClusterCapacityProviders', {
      cluster: 'new',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [],
    });
  const status = (): unknown => emulator.call('ecs:DescribeClusters', { clusters: ['new'] });
  expect(put).toThrow(refusedWith('ClientException', 'Cluster was not ACTIVE'));
  expect(status()).toMatchObject({ clusters: [{ status: 'PROVISIONING' }] });
  emulator.advance(20);
  expect(put()).toMatchObject({ cluster: { status: 'ACTIVE' } });
  expect(put).toThrow(refusedWith('UpdateInProgressException', 'in progress'));
  emulator.advance(10);
  expect(put).toThrow(refusedWith('ResourceInUseException', 'in use'));
  emulator.advance(10);
  put();
});

test('ECS sees late that a target group has a load balancer, and may register targets later still', () => {
  const { emulator, create } = aNewCluster({ loadBalancerSeconds: 60, serviceRoleSeconds: 90 });
  const balanced = create(behindLoadBalancer(emulator));
  const [group] = emulator.world.targetGroups;
  emulator.world.loadBalancers.push({
    arn: group?.loadBalancerArns[0] ?? '',
    name: 'web',
    vpcId: 'vpc-1',
    dnsName: 'web.example',
    scheme: 'internal',
    type: 'application',
    createdAt: emulator.world.now,
    tags: {},
  });
  expect(balanced).toThrow(NO_BALANCER);
  emulator.advance(60);
  expect(balanced).toThrow(BAD_ROLE);
  emulator.advance(30);
  balanced();
});

test('a service role that does not exist is refused for good', () => {
  const { emulator, create } = aNewCluster({});
  const balanced = create({ ...behindLoadBalancer(emulator), role: 'nobody' });
  emulator.advance(3600);
  expect(balanced).toThrow(BAD_ROLE);
});

test('an account that is used already refuses nothing', () => {
  const { emulator, create } = aNewCluster({});
  create(behindLoadBalancer(emulator))();
});

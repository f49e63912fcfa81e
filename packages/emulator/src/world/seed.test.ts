import { expect, test } from '@jest/globals';

import { Emulator } from '../emulator.ts';
import { emptyWorld, type World } from './world.ts';
import { seedSurroundings } from './seed.ts';

function seeded(seed = 1): World {
  const world = emptyWorld({ seed });
  seedSurroundings(world);
  return world;
}

test.each([
  {
    what: 'subnets',
    names: (world: World) => world.subnets.map(({ tags }) => tags['Name']),
    has: ['subnet-private-1a', 'subnet-private-1b'],
  },
  { what: 'target groups', names: (world: World) => world.targetGroups.map(({ name }) => name), has: ['amply-api-tg'] },
  {
    what: 'secrets',
    names: (world: World) => world.secrets.map(({ name }) => name),
    has: ['amply/database-url', 'amply/stripe-secret'],
  },
  { what: 'roles', names: (world: World) => world.roles.map(({ name }) => name), has: ['amply-task-execution'] },
  { what: 'topics', names: (world: World) => world.topics.map(({ name }) => name), has: ['amply-alerts'] },
  { what: 'repositories', names: (world: World) => world.repositories.map(({ name }) => name), has: ['amply-backend'] },
  { what: 'clusters', names: (world: World) => world.clusters.map(({ name }) => name), has: ['amply-prod'] },
])("the seed's files find their $what", ({ names, has }) => {
  expect(names(seeded())).toEqual(expect.arrayContaining(has));
});

test('the security group that the target group can reach is one of two of its name', () => {
  const world = seeded();
  const groups = world.securityGroups.filter(({ name }) => name === 'sg-ecs');
  const [targetGroup] = world.targetGroups;
  expect(groups).toHaveLength(2);
  expect(groups.filter(({ vpcId }) => vpcId === targetGroup?.vpcId)).toHaveLength(1);
  expect(world.subnets.every(({ vpcId }) => vpcId === targetGroup?.vpcId)).toBe(true);
});

test('nothing is there that the first deploy has to make', () => {
  const world = seeded();
  expect(world.logGroups).toEqual([]);
  expect(world.clusters[0]?.capacityProviders).toEqual([]);
  expect(world.services).toEqual([]);
});

test('ids do not depend on chance', () => {
  const withoutRandomness = ({ randomStates: _states, ...world }: World): object => world;
  expect(withoutRandomness(seeded(1))).toEqual(withoutRandomness(seeded(2)));
});

test('what an answer shows does not change afterwards', () => {
  const emulator = new Emulator({ world: seeded() });
  const describe = () => emulator.call('elasticloadbalancing:DescribeTargetGroups', {});
  const before = describe();
  const kept = structuredClone(before);
  emulator.world.targetGroups[0]?.loadBalancerArns.push('another');
  expect(before).toEqual(kept);
  expect(describe()).not.toEqual(kept);
});

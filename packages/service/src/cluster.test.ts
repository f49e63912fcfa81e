import { describe, expect, test } from '@jest/globals';
import { clusterResource, planCluster, type ClusterSpec } from './cluster.ts';
import { anAccount, applied, type Account } from '../test/an-account.ts';

const aCluster = (fields: Partial<ClusterSpec> = {}): ClusterSpec => ({
  name: 'shop',
  capacityProviders: [],
  tags: { team: 'shop' },
  ...fields,
});

const insights = (value: string) => [{ name: 'containerInsights' as const, value }];

describe('a cluster lacks', () => {
  test.each<{
    name: string;
    found: Parameters<typeof planCluster>[0];
    wanted: Partial<ClusterSpec>;
    action: string;
    differs: [string, unknown, unknown][];
  }>([
    { name: 'all', found: undefined, wanted: {}, action: 'create', differs: [] },
    {
      name: 'all, with what it is to have',
      found: undefined,
      wanted: { capacityProviders: ['FARGATE'], containerInsights: 'enabled' },
      action: 'create',
      differs: [
        ['capacityProviders', undefined, ['FARGATE']],
        ['settings.containerInsights', undefined, 'enabled'],
      ],
    },
    { name: 'nothing', found: {}, wanted: {}, action: 'none', differs: [] },
    {
      name: 'nothing of what is attached in another order, and more',
      found: { capacityProviders: ['mine', 'FARGATE_SPOT', 'FARGATE'] },
      wanted: { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
      action: 'none',
      differs: [],
    },
    {
      name: 'a provider; those that are attached stay',
      found: { capacityProviders: ['mine', 'FARGATE'] },
      wanted: { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
      action: 'update',
      differs: [['capacityProviders', ['mine', 'FARGATE'], ['mine', 'FARGATE', 'FARGATE_SPOT']]],
    },
    {
      name: 'insights',
      found: { settings: insights('disabled') },
      wanted: { containerInsights: 'enhanced' },
      action: 'update',
      differs: [['settings.containerInsights', 'disabled', 'enhanced']],
    },
    {
      name: 'no insights that it has',
      found: { settings: insights('enabled') },
      wanted: { containerInsights: 'enabled' },
      action: 'none',
      differs: [],
    },
    {
      name: 'nothing, where nobody says',
      found: { settings: insights('enabled') },
      wanted: {},
      action: 'none',
      differs: [],
    },
    {
      name: 'no insights, where AWS says nothing',
      found: {},
      wanted: { containerInsights: 'disabled' },
      action: 'none',
      differs: [],
    },
  ])('$name', ({ found, wanted, action, differs }) => {
    const changes = planCluster(found, aCluster(wanted));
    expect(changes.action).toBe(action);
    expect(changes.differences.map(({ path, from, to }) => [path, from, to])).toEqual(differs);
  });
});

const clusterOf = ({ emulator }: Account, name: string) =>
  emulator.world.clusters.find((cluster) => cluster.name === name);

describe('a cluster', () => {
  test('that is missing is created once, with its tags', async () => {
    const account = anAccount();
    const wanted = aCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'], containerInsights: 'enabled' });
    const first = await applied(account, clusterResource(wanted, account.aws));
    expect(first.actions).toEqual(['create']);
    expect(clusterOf(account, 'shop')).toMatchObject({
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      settings: insights('enabled'),
      tags: { team: 'shop' },
    });
    const second = await applied(account, clusterResource(wanted, account.aws));
    expect(second.actions).toEqual(['none']);
    expect(account.writes()).toEqual(['CreateCluster']);
  });

  test('that lacks something gets it, and keeps its default strategy', async () => {
    const account = anAccount();
    account.emulator.call('ecs:PutClusterCapacityProviders', {
      cluster: 'amply-prod',
      capacityProviders: ['FARGATE'],
      defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    });
    const wanted = aCluster({ name: 'amply-prod', capacityProviders: ['FARGATE_SPOT'], containerInsights: 'enhanced' });
    const { actions } = await applied(account, clusterResource(wanted, account.aws));
    expect(actions).toEqual(['update']);
    expect(clusterOf(account, 'amply-prod')).toMatchObject({
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: [expect.objectContaining({ capacityProvider: 'FARGATE', weight: 1 })],
      settings: insights('enhanced'),
    });
  });

  test('is created without tags where tagging is denied, with a notice', async () => {
    const account = anAccount({ denied: ['ecs:TagResource'] });
    const { outcomes } = await applied(account, clusterResource(aCluster(), account.aws));
    expect(outcomes).toMatchObject([{ result: 'applied' }]);
    expect(clusterOf(account, 'shop')).toMatchObject({ tags: {} });
    expect(account.denials()).toEqual(['ecs:TagResource']);
  });

  test('that may not be created fails, and says which permission is missing', async () => {
    const account = anAccount({ denied: ['ecs:CreateCluster'] });
    const { outcomes } = await applied(account, clusterResource(aCluster(), account.aws));
    expect(outcomes).toMatchObject([{ result: 'failed', error: { permission: 'ecs:CreateCluster' } }]);
  });

  test.each(['before', 'after'] as const)(
    'whose answer is lost %s it took effect is there all the same',
    async (effect) => {
      const account = anAccount({
        faults: [{ operation: 'CreateCluster', error: 'ConnectionLost', effect, times: 1 }],
      });
      const { outcomes } = await applied(account, clusterResource(aCluster(), account.aws));
      expect(outcomes).toMatchObject([{ result: 'applied' }]);
      expect(account.emulator.world.clusters.filter(({ name }) => name === 'shop')).toHaveLength(1);
    },
  );
});

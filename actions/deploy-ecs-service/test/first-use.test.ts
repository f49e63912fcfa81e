import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account, type DeployRun } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

type FirstUse = NonNullable<NonNullable<Parameters<typeof anAccount>[0]>['firstUse']>;

/** An account that has never used ECS: its network was made a moment ago, and there is no cluster. */
function aNewAccount(firstUse: FirstUse): Account {
  const account = anAccount({ firstUse });
  account.emulator.world.clusters.splice(0);
  return account;
}

const deploySeed = ({ deploy }: Account): Promise<DeployRun> =>
  deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });

const waitsIn = ({ log }: DeployRun): string[] => log.split('\n').filter((line) => line.startsWith('Waiting for'));

/** Seconds from the first to the last call of an operation. */
function secondsAsked({ calls }: DeployRun, operation: string): number {
  const times = calls.filter((call) => call.operation === operation).map(({ at }) => at);
  return Math.round(Math.max(...times) - Math.min(...times));
}

describe('the first deploy into a new account', () => {
  test('ends green, with one line for each thing that was waited for', async () => {
    const run = await deploySeed(
      aNewAccount({
        serviceLinkedRoleSeconds: 40,
        clusterSeconds: 60,
        loadBalancerSeconds: 180,
        serviceRoleSeconds: 220,
      }),
    );
    expect(waitsIn(run)).toEqual([
      'Waiting for Amazon ECS to get its service-linked role AWSServiceRoleForECS.',
      'Waiting for Amazon ECS to find the cluster amply-prod.',
      'Waiting for Amazon ECS to find a load balancer of the target group amply-api-tg.',
      'Waiting for Amazon ECS to get the role AWSServiceRoleForECS.',
    ]);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  });

  test('says nothing where nothing was refused', async () => {
    const run = await deploySeed(aNewAccount({}));
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(waitsIn(run)).toEqual([]);
  });
});

test('a cluster that somebody else made a moment ago gets the capacity providers that it lacks', async () => {
  const account = aNewAccount({ capacityProvidersSeconds: 15 });
  account.emulator.call('ecs:CreateCluster', { clusterName: 'amply-prod', capacityProviders: ['FARGATE'] });
  const run = await deploySeed(account);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(waitsIn(run)).toEqual(['Waiting for the last change of the cluster amply-prod to end.']);
  expect(account.emulator.world.clusters[0]?.capacityProviders).toEqual(['FARGATE', 'FARGATE_SPOT']);
});

describe('the same refusals where nothing is new', () => {
  test.each<{ what: string; prepare: (account: Account) => void; operation: string; says: string; hint: string }>([
    {
      what: 'a target group that no listener forwards to',
      prepare: ({ emulator }) => {
        for (const group of emulator.world.targetGroups) group.loadBalancerArns.splice(0);
      },
      operation: 'CreateService',
      says: 'does not have an associated load balancer',
      hint: 'Let a listener of a load balancer forward to the target group.',
    },
    {
      what: 'a service-linked role that ECS has not been able to assume for a year',
      prepare: ({ emulator }) => {
        // The role is made by the first call, and is then made old.
        emulator.call('ecs:CreateCluster', { clusterName: 'old' });
        const roles = emulator.world.roles.map((role) => ({ ...role, createdAt: Date.UTC(2025, 0, 1) }));
        emulator.world.roles.splice(0, Infinity, ...roles);
        emulator.world.clusters.splice(0);
        const message =
          'Unable to assume the service linked role. Please verify that the ECS service linked role exists.';
        emulator.changeScenario({
          faults: [{ operation: 'CreateCluster', error: 'InvalidParameterException', message }],
        });
      },
      operation: 'CreateCluster',
      says: 'Unable to assume the service linked role',
      hint: 'aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com',
    },
  ])('$what: red after 20 s, in the words of AWS', async ({ prepare, operation, says, hint }) => {
    const account = anAccount();
    prepare(account);
    const run = await deploySeed(account);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ severity: 'error', message: expect.stringContaining(says) }),
    );
    expect(run.log).toContain(hint);
    expect(secondsAsked(run, operation)).toBe(20);
    expect(waitsIn(run)).toHaveLength(1);
  });
});

import { isRead, type Operation } from '@fargate-actions/aws';
import { describe, expect, test } from '@jest/globals';
import { addService, deployWeb } from '../a-service.ts';
import { anAccount, type Account, type DeployRun } from '../an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** A deploy, by what it needs: any call that is not named here is one that it can do without. */
interface Deploy {
  readonly what: string;
  readonly run: (account: Account) => Promise<DeployRun>;
  readonly prepare: (account: Account) => Promise<unknown>;
  /** Without them nothing is known to be right: the run stops before any write. */
  readonly reads: readonly string[];
  /** Without them it can't be done: no service is touched. */
  readonly writes: readonly string[];
}

const stack = (...edits: Edit[]) => ({
  with: { stack: 'deploy/stack.yml', services: 'api,worker' },
  files: seedFiles(...edits),
});

const NAMES = [
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
  'elasticloadbalancing:DescribeTargetGroups',
];

const DEPLOYS: readonly Deploy[] = [
  {
    what: 'the first deploy of a stack',
    prepare: () => Promise.resolve(),
    run: ({ deploy }) => deploy(stack()),
    reads: [...NAMES, 'ecs:DescribeClusters', 'ecs:DescribeServices', 'sts:GetCallerIdentity'],
    writes: [
      'ecs:CreateService',
      'ecs:PutClusterCapacityProviders',
      'ecs:RegisterTaskDefinition',
      'ecs:UpdateClusterSettings',
      'elasticloadbalancing:ModifyTargetGroup',
      'logs:CreateLogGroup',
    ],
  },
  {
    what: 'the update of a stack',
    prepare: ({ deploy }) => deploy(stack()),
    run: ({ deploy }) => deploy(stack(['api/task-definition.yml', 'memory: 1024', 'memory: 2048'])),
    reads: [...NAMES, 'ecs:DescribeClusters', 'ecs:DescribeServices', 'sts:GetCallerIdentity'],
    writes: ['ecs:RegisterTaskDefinition', 'ecs:UpdateService'],
  },
  {
    what: 'the update of a service without a stack',
    prepare: (account) => addService(account),
    run: (account) => deployWeb(account),
    reads: ['ecs:DescribeServices'],
    writes: ['ecs:RegisterTaskDefinition', 'ecs:UpdateService'],
  },
];

/** The calls of a deploy that nothing is denied to. */
async function callsOf({ prepare, run }: Deploy): Promise<string[]> {
  const account = anAccount();
  await prepare(account);
  const { calls } = await run(account);
  return [...new Set(calls.map(({ service, operation }) => `${service}:${operation}`))].sort();
}

async function without(permission: string, { prepare, run }: Deploy): Promise<DeployRun> {
  const account = anAccount();
  await prepare(account);
  // Where it may not be checked that a log group is there, it had better be.
  if (permission === 'logs:DescribeLogGroups') addLogGroups(account);
  account.emulator.changeScenario({ denied: [permission] });
  return run(account);
}

function addLogGroups({ emulator }: Account): void {
  if (emulator.world.logGroups.length > 0) return;
  for (const name of ['api', 'worker']) emulator.call('logs:CreateLogGroup', { logGroupName: `/ecs/amply-${name}` });
}

const isOfAService = ({ operation }: { readonly operation: string }) => /^(?:Create|Update)Service$/.test(operation);

describe.each(DEPLOYS)('$what, with each of its calls denied', (deploy) => {
  test('it stops before any write, or does without by a notice, or fails by name and leaves the services alone', async () => {
    const all = await callsOf(deploy);
    // What it is said to need it calls: else nothing would be shown here.
    expect(all).toEqual(expect.arrayContaining([...deploy.reads, ...deploy.writes]));
    for (const permission of all) {
      const run = await without(permission, deploy);
      const denied = `${permission} is denied`;
      const errors = run.annotations.filter(({ severity }) => severity === 'error');
      if (deploy.reads.includes(permission)) {
        expect([permission, run.exitCode, run.writes]).toEqual([permission, 1, []]);
        for (const { message } of errors) expect(message).toContain(denied);
      } else if (deploy.writes.includes(permission)) {
        expect([permission, run.exitCode]).toEqual([permission, 1]);
        expect(errors.map(({ message }) => message).join('\n')).toContain(denied);
        const accepted = run.writes.filter(({ status }) => status === 200).filter(isOfAService);
        expect([permission, accepted]).toEqual([permission, []]);
      } else {
        const notices = annotated(run, 'aws/denied');
        expect([permission, run.exitCode, run.outputs['status']]).toEqual([permission, 0, 'deployed']);
        expect([permission, notices.map(({ message }) => message.includes(denied))]).toEqual([permission, [true]]);
      }
    }
  });

  test('all that it writes is known to be needed, or is only for people', async () => {
    const writes = (await callsOf(deploy)).filter((operation) => !isRead(operation as Operation));
    expect(writes.filter((operation) => !deploy.writes.includes(operation))).toEqual(
      writes.filter((operation) => operation === 'ecs:TagResource'),
    );
  });
});

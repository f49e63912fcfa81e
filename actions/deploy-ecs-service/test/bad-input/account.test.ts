import { describe } from '@jest/globals';
import { badDropIn, badStack, type BadInput } from '../bad-input.ts';
import type { Account } from '../an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

/** The seed deployed, so that there is something to be in a bad state. */
async function deployed(account: Account): Promise<void> {
  await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
}

describe('credentials', () => {
  const refused = (what: string, error: string, message: string): BadInput => ({
    what,
    prepare: ({ emulator }) => {
      emulator.changeScenario({ faults: [{ operation: '*', error }] });
    },
    errors: [{ rule: 'AWS credentials are missing or not valid', message }],
  });
  const cases = [
    {
      what: 'expired ones',
      prepare: ({ emulator }: Account) => {
        emulator.changeScenario({ tokensExpireAtSeconds: 0 });
      },
      errors: [{ rule: 'AWS credentials are missing or not valid', message: 'The AWS credentials have expired' }],
    },
    refused('none', 'CredentialsProviderError', 'There are no AWS credentials'),
    refused('unknown ones', 'UnrecognizedClientException', 'AWS does not accept the credentials'),
    refused('a wrong signature', 'SignatureDoesNotMatch', 'AWS does not accept the credentials'),
  ];
  badStack(...cases.map((bad) => ({ ...bad, what: `${bad.what}, with a stack` })));
  badDropIn(...cases.map((bad) => ({ ...bad, what: `${bad.what}, without a stack` })));
});

describe('a permission that nothing can be done without', () => {
  const denied = (permission: string, ...errors: BadInput['errors']): BadInput => ({
    what: permission,
    with: { services: 'worker' },
    prepare: ({ emulator }) => {
      emulator.changeScenario({ denied: [permission] });
    },
    errors,
  });
  const call = (permission: string) => ({ rule: 'AWS denied a call', message: `${permission} is denied` });
  const name = (permission: string, at: string) => ({ rule: 'names/denied', message: `${permission} is denied`, at });

  badStack(
    denied('sts:GetCallerIdentity', call('sts:GetCallerIdentity')),
    denied('ecs:DescribeClusters', call('ecs:DescribeClusters')),
    denied('ecs:DescribeServices', call('ecs:DescribeServices')),
    denied('ec2:DescribeVpcs', name('ec2:DescribeVpcs', 'deploy/stack.yml:15:5')),
    denied(
      'ec2:DescribeSubnets',
      name('ec2:DescribeSubnets', 'deploy/stack.yml:16:17'),
      name('ec2:DescribeSubnets', 'deploy/stack.yml:16:36'),
    ),
    denied('ec2:DescribeSecurityGroups', name('ec2:DescribeSecurityGroups', 'deploy/stack.yml:17:24')),
    {
      ...denied(
        'elasticloadbalancing:DescribeTargetGroups',
        name('elasticloadbalancing:DescribeTargetGroups', 'deploy/api/service.yml:16:21'),
      ),
      with: { services: 'api' },
    },
  );
  badDropIn({
    ...denied('ecs:DescribeServices', call('ecs:DescribeServices')),
    with: {},
    what: 'ecs:DescribeServices, without a stack',
  });
});

describe('AWS that does not answer', () => {
  const failing = (what: string, error: string, rule: string, message: string): BadInput => ({
    what,
    prepare: ({ emulator }) => {
      emulator.changeScenario({ faults: [{ operation: 'ecs:Describe*', error }] });
    },
    errors: [{ rule, message }],
  });
  badDropIn(
    failing(
      'throttling that does not end',
      'ThrottlingException',
      'AWS throttled the run',
      'AWS throttles ecs:Describe',
    ),
    failing('failures that do not end', 'ServerException', 'AWS did not answer', 'No answer to ecs:Describe'),
    failing('connections that break', 'ConnectionLost', 'AWS did not answer', 'No answer to ecs:Describe'),
  );
});

describe('an account that is not as the files say', () => {
  badStack(
    {
      what: 'a region in which nothing is there',
      with: { 'aws-region': 'eu-north-1', services: 'worker' },
      prepare: ({ emulator, region }) => region('eu-north-1').world.roles.push(...emulator.world.roles),
      errors: [
        { rule: 'names/vpc', message: 'There is no VPC amply.', at: 'deploy/stack.yml:4:6' },
        { rule: 'image/not-found', message: 'There is no image', at: 'deploy/worker/task-definition.yml:8:12' },
        { rule: 'names/secret', message: 'There is no secret', at: 'deploy/worker/task-definition.yml:15:20' },
      ],
    },
    {
      what: 'a service that is being deleted',
      with: { services: 'worker' },
      prepare: async (account) => {
        await deployed(account);
        account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'amply-worker', force: true });
      },
      errors: [
        {
          rule: 'service/draining',
          message: 'The service amply-worker is being deleted (DRAINING).',
          at: 'deploy/worker/service.yml:1:1',
        },
      ],
    },
    {
      what: 'a service of CodeDeploy',
      with: { services: 'worker' },
      prepare: async (account) => {
        await deployed(account);
        for (const service of account.emulator.world.services) {
          if (service.name === 'amply-worker')
            Object.assign(service.settings, { deploymentController: { type: 'CODE_DEPLOY' } });
        }
      },
      errors: [{ rule: 'service/controller', message: 'CODE_DEPLOY controller', at: 'deploy/worker/service.yml:1:1' }],
    },
    {
      what: 'a service that is scheduled in another way',
      with: { services: 'worker' },
      prepare: deployed,
      edits: [['worker/service.yml', 'launchType: FARGATE', 'launchType: FARGATE\nschedulingStrategy: DAEMON']],
      errors: [
        {
          rule: 'service/create-only',
          message: "AWS can't change schedulingStrategy of the existing service amply-worker",
          at: 'deploy/worker/service.yml:4:21',
        },
      ],
    },
    {
      what: 'a secret that was deleted',
      with: { services: 'worker' },
      prepare: ({ emulator }) => emulator.world.secrets.splice(0),
      errors: [{ rule: 'names/secret', message: 'There is no secret', at: 'deploy/worker/task-definition.yml:15:20' }],
    },
    {
      what: 'a repository that does not exist',
      with: { services: 'worker' },
      prepare: ({ emulator }) => emulator.world.repositories.splice(0),
      errors: [
        {
          rule: 'image/not-found',
          message: 'There is no image amply-backend:latest in 123456789012.dkr.ecr.eu-central-1.amazonaws.com.',
          at: 'deploy/worker/task-definition.yml:8:12',
        },
      ],
    },
    {
      what: 'a tag that does not exist',
      with: { services: 'worker' },
      prepare: ({ emulator }) => {
        for (const repository of emulator.world.repositories) Object.assign(repository, { hasAnyTag: false });
      },
      errors: [
        {
          rule: 'image/not-found',
          message: 'There is no image amply-backend:latest',
          at: 'deploy/worker/task-definition.yml:8:12',
        },
      ],
    },
  );
  badDropIn(
    {
      what: 'a cluster that does not exist',
      with: { cluster: 'amply-prdo' },
      errors: [{ rule: 'cluster/missing', message: 'There is no cluster amply-prdo in this account and region.' }],
    },
    {
      what: 'a service that does not exist',
      with: { cluster: 'amply-prod' },
      errors: [{ rule: 'service/missing', message: 'There is no service web in the cluster amply-prod.' }],
    },
    {
      what: 'a service that does not exist, in a cluster whose services can not be listed',
      with: { cluster: 'amply-prod' },
      prepare: async (account) => {
        await deployed(account);
        account.emulator.changeScenario({
          faults: [{ operation: 'ListServices', error: 'UnknownOperationException' }],
        });
      },
      errors: [{ rule: 'service/missing', message: 'There is no service web in the cluster amply-prod.' }],
    },
    {
      what: 'a service that was deleted',
      with: { cluster: 'amply-prod', service: 'amply-worker' },
      prepare: async (account) => {
        await deployed(account);
        account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'amply-worker', force: true });
        await account.wait(600);
      },
      errors: [{ rule: 'service/missing', message: 'There is no service amply-worker in the cluster amply-prod.' }],
    },
    {
      what: 'a service that is being deleted',
      with: { cluster: 'amply-prod', service: 'amply-worker' },
      prepare: async (account) => {
        await deployed(account);
        account.emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'amply-worker', force: true });
      },
      errors: [{ rule: 'service/draining', message: 'is being deleted (DRAINING)' }],
    },
    {
      what: 'another region than that of the service',
      with: { cluster: 'amply-prod', service: 'amply-worker', 'aws-region': 'eu-west-1' },
      prepare: deployed,
      errors: [{ rule: 'cluster/missing', message: 'There is no cluster amply-prod in this account and region.' }],
    },
  );
});

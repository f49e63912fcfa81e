import { beforeAll, describe, expect, test } from '@jest/globals';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

// Source of every row: contracts.md, "The seed, byte for byte".

function deploySeed(account: Account, ...edits: Edit[]): Promise<DeployRun> {
  return account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(...edits) });
}

/** What the run is stopped by, before any write: rule and position of each error. */
function stoppedBy(run: DeployRun): string[] {
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  return run.annotations.filter(({ severity }) => severity === 'error').map(({ title, at }) => `${title} ${at ?? ''}`);
}

const registered = (run: DeployRun, family: string) =>
  bodiesOf(run, 'RegisterTaskDefinition').find((body) => body['family'] === family) ?? {};

const created = (run: DeployRun, service: string) =>
  bodiesOf(run, 'CreateService').find(({ serviceName }) => serviceName === service) ?? {};

const updated = (run: DeployRun, service: string) =>
  bodiesOf(run, 'UpdateService').find((body) => body['service'] === service) ?? {};

let account: Account;
let first: DeployRun;

beforeAll(async () => {
  account = anAccount();
  first = await deploySeed(account);
});

describe('row: launchType beside capacityProviderStrategy', () => {
  test('beside a strategy of Fargate alone it is dropped, with a warning', () => {
    expect(annotated(first, 'service/launch-type-and-strategy')).toMatchObject([
      { severity: 'warning', at: 'deploy/api/service.yml:3:1' },
    ]);
    expect(created(first, 'amply-api')).toMatchObject({
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE', weight: 1, base: 2 },
        { capacityProvider: 'FARGATE_SPOT', weight: 3 },
      ],
    });
    expect(created(first, 'amply-api')).not.toHaveProperty('launchType');
  });

  test.each<Edit>([
    ['api/service.yml', 'launchType: FARGATE', 'launchType: EC2'],
    ['api/service.yml', 'capacityProvider: FARGATE_SPOT', 'capacityProvider: our-instances'],
  ])('anything else is an error: %s, %s -> %s', async (...edit) => {
    expect(stoppedBy(await deploySeed(anAccount(), edit))).toEqual([
      'service/launch-type-and-strategy deploy/api/service.yml:3:1',
    ]);
  });
});

describe('row: FARGATE_SPOT in the strategy', () => {
  test('it is attached to the cluster before a service needs it', () => {
    expect(bodiesOf(first, 'PutClusterCapacityProviders')).toMatchObject([
      { cluster: 'amply-prod', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
    ]);
    const order = first.writes.map(({ operation }) => operation);
    expect(order.indexOf('PutClusterCapacityProviders')).toBeLessThan(order.indexOf('CreateService'));
  });

  test('it is attached though stack.yml does not name it, and what is attached stays', async () => {
    const other = anAccount();
    const [cluster] = other.emulator.world.clusters;
    cluster?.capacityProviders.push('FARGATE');
    cluster?.defaultCapacityProviderStrategy.push({ capacityProvider: 'FARGATE', weight: 1 });
    const run = await deploySeed(other, ['stack.yml', ', capacityProviders: [FARGATE, FARGATE_SPOT]', '']);
    expect(run.exitCode).toBe(0);
    expect(bodiesOf(run, 'PutClusterCapacityProviders')).toEqual([
      {
        cluster: 'amply-prod',
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }],
      },
    ]);
  });

  test('a missing cluster is created with it', async () => {
    const empty = anAccount();
    empty.emulator.world.clusters.splice(0);
    const run = await deploySeed(empty);
    expect(run.exitCode).toBe(0);
    expect(bodiesOf(run, 'CreateCluster')).toMatchObject([
      { clusterName: 'amply-prod', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
    ]);
  });
});

describe('row: cpu and memory as numbers', () => {
  test('they are sent as text, silently', () => {
    expect(registered(first, 'amply-api')).toMatchObject({ cpu: '512', memory: '1024' });
    expect(first.log).not.toMatch(/task-definition\/(?:cpu|memory|type|value)/);
  });

  test("a pair that is not in Fargate's table is an error", async () => {
    const run = await deploySeed(anAccount(), ['worker/task-definition.yml', 'memory: 1024', 'memory: 8192']);
    expect(stoppedBy(run)).toEqual(['task-definition/memory deploy/worker/task-definition.yml:4:9']);
  });
});

test('row: no networkMode and requiresCompatibilities: awsvpc and FARGATE, silently', () => {
  for (const family of ['amply-api', 'amply-worker']) {
    expect(registered(first, family)).toMatchObject({ networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'] });
  }
  expect(JSON.stringify(first.annotations)).not.toMatch(/networkMode|requiresCompatibilities|awsvpc/);
});

describe('row: no executionRoleArn, and no network for worker and beat', () => {
  const NETWORK = {
    awsvpcConfiguration: {
      subnets: [expect.stringMatching(/^subnet-[0-9a-f]{17}$/), expect.stringMatching(/^subnet-[0-9a-f]{17}$/)],
      securityGroups: [expect.stringMatching(/^sg-[0-9a-f]{17}$/)],
      assignPublicIp: 'DISABLED',
    },
  };

  test('they come from the defaults of stack.yml, the role by its name', () => {
    for (const family of ['amply-api', 'amply-worker']) {
      expect(registered(first, family)['executionRoleArn']).toBe('arn:aws:iam::123456789012:role/amply-task-execution');
    }
    expect(created(first, 'amply-worker')['networkConfiguration']).toEqual(NETWORK);
  });

  test('without a default role each task definition that needs one is an error', async () => {
    const run = await deploySeed(anAccount(), ['stack.yml', '  executionRoleArn: amply-task-execution\n', '']);
    expect(stoppedBy(run).sort()).toEqual([
      'task-definition/execution-role deploy/api/task-definition.yml:7:5',
      'task-definition/execution-role deploy/beat/task-definition.yml:7:5',
      'task-definition/execution-role deploy/worker/task-definition.yml:7:5',
    ]);
  });

  test('without a default network the two services that have none are errors', async () => {
    const run = await deploySeed(anAccount(), ['stack.yml', /\n {2}networkConfiguration:[^]*?DISABLED/, '']);
    expect(stoppedBy(run).sort()).toEqual([
      'service/network-missing deploy/beat/service.yml:1:1',
      'service/network-missing deploy/worker/service.yml:1:1',
    ]);
  });
});

describe('row: awslogs without region and stream prefix (worker), no logging at all (beat)', () => {
  const logging = (family: string) =>
    expect.objectContaining({
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': `/ecs/${family}`,
          'awslogs-region': 'eu-central-1',
          'awslogs-stream-prefix': family.replace('amply-', ''),
        },
      },
    });

  test('region and stream prefix are filled in, and beat gets a group, each with a notice', () => {
    expect(registered(first, 'amply-worker')['containerDefinitions']).toEqual([logging('amply-worker')]);
    for (const rule of ['logs/awslogs-region', 'logs/awslogs-stream-prefix', 'logs/none']) {
      expect(annotated(first, rule)).toMatchObject([{ severity: 'notice' }]);
    }
  });

  test('missing log groups are there before the first task needs them', () => {
    const groups = first.writes.filter(({ operation }) => operation === 'CreateLogGroup');
    expect(groups.map(({ body }) => (body as { logGroupName: string }).logGroupName).sort()).toEqual([
      '/ecs/amply-api',
      '/ecs/amply-worker',
    ]);
    const firstTaskAt = Math.min(...account.emulator.timeline.map(({ at }) => at));
    for (const { at } of groups) expect(at).toBeLessThan(firstTaskAt);
  });
});

describe('row: secrets named as arn:aws:secretsmanager:...:NAME', () => {
  test('the name is looked up and replaced by the full ARN', () => {
    expect(registered(first, 'amply-api')['containerDefinitions']).toMatchObject([
      {
        secrets: [
          {
            valueFrom: expect.stringMatching(
              /^arn:aws:secretsmanager:eu-central-1:\d{12}:secret:amply\/database-url-\w{6}$/,
            ),
          },
          {
            valueFrom: expect.stringMatching(
              /^arn:aws:secretsmanager:eu-central-1:\d{12}:secret:amply\/stripe-secret-\w{6}$/,
            ),
          },
        ],
      },
    ]);
  });

  test('an unknown one is an error where it stands', async () => {
    const run = await deploySeed(anAccount(), [
      'worker/task-definition.yml',
      'amply/database-url',
      'amply/database-uri',
    ]);
    expect(stoppedBy(run)).toEqual(['names/secret deploy/worker/task-definition.yml:15:20']);
    expect(annotated(run, 'names/secret')[0]?.message).toContain('There is no secret amply/database-uri');
  });
});

describe('row: target group, subnets and security group by name', () => {
  test("names become ids, the security group's within the target group's VPC", () => {
    const { vpcs, subnets, securityGroups, targetGroups } = account.emulator.world;
    const vpcId = vpcs.find(({ tags }) => tags['Name'] === 'amply')?.id;
    expect(created(first, 'amply-api')).toMatchObject({
      loadBalancers: [{ targetGroupArn: targetGroups[0]?.arn, containerName: 'api', containerPort: 8000 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: subnets.map(({ id }) => id),
          securityGroups: [securityGroups.find((group) => group.vpcId === vpcId)?.id],
        },
      },
    });
    // There is another of the same name, in another VPC.
    expect(securityGroups.map(({ name }) => name)).toEqual(['sg-ecs', 'sg-ecs']);
  });

  test('where nothing tells the VPC, a name that is there twice is an error that lists both', async () => {
    const run = await deploySeed(anAccount(), ['stack.yml', /vpc: amply.*\n/, '']);
    expect(stoppedBy(run)).toEqual(['names/security-group deploy/stack.yml:16:24']);
    const { securityGroups } = account.emulator.world;
    for (const { id } of securityGroups) expect(annotated(run, 'names/security-group')[0]?.message).toContain(id);
  });

  test.each<{ edit: Edit; error: string; candidate: string }>([
    {
      edit: ['api/service.yml', 'amply-api-tg', 'amply-web-tg'],
      error: 'names/target-group deploy/api/service.yml:16:21',
      candidate: 'amply-api-tg',
    },
    {
      edit: ['api/service.yml', '- subnet-private-1a', '- subnet-private-9z'],
      error: 'names/subnet deploy/api/service.yml:9:9',
      candidate: 'subnet-private-1a',
    },
    {
      edit: ['api/service.yml', '- sg-ecs', '- sg-web'],
      error: 'names/security-group deploy/api/service.yml:12:9',
      candidate: 'sg-ecs',
    },
  ])('an unknown name is an error that lists what there is: $error', async ({ edit, error, candidate }) => {
    const run = await deploySeed(anAccount(), edit);
    expect(stoppedBy(run)).toContain(error);
    expect(annotated(run, error.split(' ')[0] ?? '')[0]?.message).toContain(candidate);
  });
});

describe('row: image xxxx.dkr.ecr.../amply-backend:latest', () => {
  test('without an image of this deploy it becomes the digest that `latest` has now', () => {
    const [repository] = account.emulator.world.repositories;
    const latest = repository?.images.find(({ tags }) => tags.includes('latest'))?.digest ?? 'no digest';
    for (const family of ['amply-api', 'amply-worker']) {
      expect(registered(first, family)['containerDefinitions']).toMatchObject([
        { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${latest}` },
      ]);
    }
  });

  test('an image that is not there is an error', async () => {
    const other = anAccount();
    other.emulator.world.repositories.splice(0);
    expect(stoppedBy(await deploySeed(other)).sort()).toEqual(['image/not-found deploy/api/task-definition.yml:8:12']);
  });
});

describe('row: amply-api has a scaling policy and desiredCount: 2', () => {
  const API_COUNT: Edit = ['api/service.yml', 'desiredCount: 2', 'desiredCount: 3'];
  const API_MEMORY: Edit = ['api/task-definition.yml', 'memory: 1024', 'memory: 2048'];
  const WORKER_COUNT: Edit = ['worker/service.yml', 'desiredCount: 2', 'desiredCount: 3'];
  /** The worker without a scaling of its own. */
  const UNSCALED: Edit = ['stack.yml', /\n {4}scaling: \{ policy: worker.*\}/, ''];

  /** An account in which the seed runs already. */
  async function deployed(): Promise<Account> {
    const other = anAccount();
    await deploySeed(other);
    return other;
  }

  test('it is sent when the service is created', () => {
    expect(created(first, 'amply-api')['desiredCount']).toBe(2);
  });

  test('another count in the file of a scaled service is no change', async () => {
    const run = await deploySeed(await deployed(), API_COUNT);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged' }, writes: [] });
  });

  test('what scaled the service stays through an update', async () => {
    const other = await deployed();
    other.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-api', desiredCount: 4 });
    await other.wait(300);
    const run = await deploySeed(other, API_MEMORY);
    expect(run.outputs['status']).toBe('deployed');
    expect(updated(run, 'amply-api')).toHaveProperty('taskDefinition');
    expect(updated(run, 'amply-api')).not.toHaveProperty('desiredCount');
    expect(other.emulator.world.services.find(({ name }) => name === 'amply-api')?.desiredCount).toBe(4);
  });

  test('without scaling in the stack it is sent on update', async () => {
    const run = await deploySeed(await deployed(), WORKER_COUNT, UNSCALED);
    expect(run.outputs['status']).toBe('deployed');
    expect(updated(run, 'amply-worker')).toMatchObject({ desiredCount: 3 });
  });

  test('a scalable target that somebody registered keeps it from being sent', async () => {
    const other = await deployed();
    other.emulator.call('application-autoscaling:RegisterScalableTarget', {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/amply-prod/amply-worker',
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: 1,
      MaxCapacity: 9,
    });
    const run = await deploySeed(other, WORKER_COUNT, UNSCALED);
    expect(run).toMatchObject({ outputs: { status: 'unchanged' }, writes: [] });
  });

  test('where scalable targets may not be read it is not sent, with one notice', async () => {
    const other = await deployed();
    other.emulator.changeScenario({ denied: ['application-autoscaling:DescribeScalableTargets'] });
    const run = await deploySeed(other, WORKER_COUNT, UNSCALED);
    expect(run).toMatchObject({ outputs: { status: 'unchanged' }, writes: [] });
    expect(annotated(run, 'aws/denied')).toMatchObject([
      {
        severity: 'notice',
        message: expect.stringContaining('application-autoscaling:DescribeScalableTargets is denied'),
      },
    ]);
  });
});

describe('row: beat desiredCount: 1 and nothing else', () => {
  test('it is left to the action that never starts a second one, with a notice', () => {
    expect(first.writes.map(({ body }) => JSON.stringify(body)).filter((body) => body.includes('beat'))).toEqual([]);
    expect(annotated(first, 'singleton/left-alone')).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('enforce-beat-singleton') },
    ]);
  });

  test.each<{ edit: Edit; error: string }>([
    {
      edit: ['beat/service.yml', 'desiredCount: 1', 'desiredCount: 2'],
      error: 'singleton/settings deploy/beat/service.yml:2:15',
    },
    {
      edit: ['beat/service.yml', 'launchType: FARGATE', 'deploymentConfiguration: { maximumPercent: 200 }'],
      error: 'singleton/settings deploy/beat/service.yml:3:44',
    },
    {
      edit: [
        'beat/service.yml',
        'launchType: FARGATE',
        'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]',
      ],
      error: 'singleton/on-demand deploy/beat/service.yml:3:27',
    },
  ])('a file that says otherwise is an error: $error', async ({ edit, error }) => {
    expect(stoppedBy(await deploySeed(anAccount(), edit))).toEqual([error]);
  });
});

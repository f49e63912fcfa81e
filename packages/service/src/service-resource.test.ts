import type { Aws } from '@fargate-actions/aws';
import { Document, type JsonObject } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { serviceResource } from './service-resource.ts';
import { anAccount, applied } from '../test/an-account.ts';
import { aService, register, RICH } from '../test/deployed-service.ts';
import { aSpec, placed } from '../test/services.ts';

/** What only the newest revision of a service tells. */
const MONITORED = `
monitoring: { metricConfigurations: [{ metricNames: [CPUUtilization], resolutionSeconds: 60 }] }
launchType: FARGATE`;

const CANARY = { strategy: 'CANARY' } as const;

describe('a service', () => {
  test('is created once, watched to its end, and then left alone', async () => {
    const { deploy, account } = await aService(RICH);
    const { actions, sent } = await deploy(RICH, 'v1');
    expect(actions).toEqual(['none']);
    expect(sent('UpdateService')).toEqual([]);
    expect(account.writes().filter((name) => name === 'CreateService')).toHaveLength(1);
  });

  test('gets what only a revision answers once, and not again', async () => {
    const { deploy } = await aService(MONITORED);
    const finer = MONITORED.replace('resolutionSeconds: 60', 'resolutionSeconds: 20');
    const update = await deploy(finer, 'v1');
    expect(update.sent('UpdateService')).toMatchObject([
      { monitoring: { metricConfigurations: [{ resolutionSeconds: 20 }] } },
    ]);
    expect((await deploy(finer, 'v1')).actions).toEqual(['none']);
  });

  test('is not updated in every run because a revision may not be read: that is said once', async () => {
    const { account, deploy } = await aService(MONITORED, { denied: ['ecs:DescribeServiceRevisions'] });
    const { actions, found } = await deploy(MONITORED, 'v1');
    expect(actions).toEqual(['none']);
    expect(placed(found)).toEqual(['notice service/not-compared 3:13']);
    expect(account.denials()).toEqual(['ecs:DescribeServiceRevisions']);
  });

  test('is not judged as what it is not, where somebody has made it another kind since the plan', async () => {
    const { deploy } = await aService('launchType: FARGATE');
    const update = (aws: Aws): Aws['services']['update'] => {
      return async (...input) => ({ ...(await aws.services.update(...input)), deploymentConfiguration: CANARY });
    };
    const { outcome } = await deploy('launchType: FARGATE', 'v2', {}, (aws) => ({
      ...aws,
      services: { ...aws.services, update: update(aws) },
    }));
    expect(outcome).toMatchObject({
      result: 'failed',
      // It was written: whoever goes back must hear of it.
      completedWrites: ['the update of the service'],
      error: { message: expect.stringMatching(/^shop-api is now deployed by the strategy CANARY, .* is not known\.$/) },
    });
  });

  test('is followed by nobody where the run does not wait', async () => {
    const { deploy } = await aService('launchType: FARGATE');
    const { outcome } = await deploy('launchType: FARGATE', 'broken', { rollout: undefined });
    expect(outcome).toMatchObject({ result: 'applied' });
    expect(outcome).not.toHaveProperty('end');
  });
});

describe('the tags of its file', () => {
  const ownTags = { team: 'shop' };

  test('are set without a deployment, once', async () => {
    const { deploy, described } = await aService('launchType: FARGATE');
    const before = described().deployments?.[0]?.id;
    const run = await deploy('launchType: FARGATE', 'v1', { ownTags });
    expect(run.outcome).toMatchObject({ result: 'applied' });
    expect(run.sent('UpdateService')).toEqual([]);
    expect(run.sent('TagResource')).toMatchObject([{ tags: [{ key: 'team', value: 'shop' }] }]);
    expect(described().deployments?.map(({ id }) => id)).toEqual([before]);
    expect((await deploy('launchType: FARGATE', 'v1', { ownTags })).actions).toEqual(['none']);
  });

  test('are set while a deployment that nobody saw to its end is watched', async () => {
    const { deploy } = await aService('launchType: FARGATE');
    await deploy('launchType: FARGATE', 'v2', { rollout: undefined });
    const run = await deploy('launchType: FARGATE', 'v2', { ownTags });
    expect(run.sent('TagResource')).toHaveLength(1);
    expect(run.status).toBe('deployed');
  });

  test('are done without, with one notice, where tagging is denied', async () => {
    const { account, deploy } = await aService('launchType: FARGATE');
    account.emulator.changeScenario({ denied: ['ecs:TagResource'] });
    const run = await deploy('launchType: FARGATE', 'v1', { ownTags });
    expect(run.outcome).toMatchObject({ result: 'applied' });
    expect(account.denials()).toEqual(['ecs:TagResource']);
  });
});

describe('where a new service runs', () => {
  async function created(text: string, strategy: readonly string[], definition: JsonObject = {}) {
    const account = anAccount();
    account.emulator.call('ecs:PutClusterCapacityProviders', {
      cluster: 'amply-prod',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultCapacityProviderStrategy: strategy.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
    });
    const network = `networkConfiguration: { awsvpcConfiguration: { subnets: [${account.emulator.world.subnets[0]?.id}] } }`;
    const taskDefinition = register(account, 'v1');
    const spec = {
      ...aSpec(`${network}\n${text}`, { cluster: 'amply-prod', taskDefinition }),
      render: () => Promise.resolve(new Document(definition, new Map())),
    };
    const { aws, clock } = account;
    const run = await applied(account, serviceResource(spec, { aws, clock, progress: () => undefined }));
    return { ...run, writes: account.writes().filter((name) => name === 'CreateService') };
  }

  test.each([
    { name: 'its launch type', text: 'launchType: FARGATE', strategy: [], found: [] },
    {
      name: 'the default strategy of its cluster',
      text: '',
      strategy: ['FARGATE_SPOT'],
      found: ['notice service/launch-type-missing 1:1'],
    },
  ])('is told by $name', async ({ text, strategy, found }) => {
    const run = await created(text, strategy);
    expect(placed(run.found)).toEqual(found);
    expect(run.writes).toEqual(['CreateService']);
  });

  test('is not Spot for Windows containers, whose file leaves it to the cluster', async () => {
    const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
    const run = await created('', ['FARGATE', 'FARGATE_SPOT'], windows);
    expect(placed(run.found)).toEqual(['error service/not-in-task-definition 1:1']);
    expect(run.found.all[0]).toMatchObject({
      message: expect.stringContaining('the default strategy of the cluster amply-prod has FARGATE_SPOT'),
      hint: 'Add `launchType: FARGATE`.',
    });
    expect(run.writes).toEqual([]);
    expect(placed((await created('', ['FARGATE'], windows)).found)).toEqual(['notice service/launch-type-missing 1:1']);
  });

  test('must be told where the cluster has no default strategy: AWS would take EC2', async () => {
    const run = await created('', []);
    expect(placed(run.found)).toEqual(['error service/launch-type-missing 1:1']);
    expect(run.found.all[0]).toMatchObject({ hint: expect.stringContaining('`launchType: FARGATE`') });
    expect(run.writes).toEqual([]);
  });

  test('is not asked of one that is there', async () => {
    const { deploy } = await aService('launchType: FARGATE');
    expect((await deploy('', 'v2')).status).toBe('deployed');
  });
});

describe('going back by an update of our own', () => {
  // Without the service deployments there is nothing to stop.
  const BLIND = { denied: ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments'] };

  test('restores what only its deployment tells', async () => {
    const { deploy, described } = await aService(RICH, BLIND);
    const before = described().deployments?.[0];
    const other = RICH.replace('namespace: shop', 'namespace: other')
      .replace('sizeInGiB: 10', 'sizeInGiB: 20')
      .replace('targetgroup/tg-1', 'targetgroup/tg-2');
    const run = await deploy(other, 'broken');
    expect(run.status).toBe('rolled-back');
    const { taskDefinition, serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations } =
      before ?? {};
    const back = { taskDefinition, serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations };
    expect(run.sent('UpdateService')).toMatchObject([{}, back]);
    expect(described().deployments?.[0]).toMatchObject(back);
    expect((await deploy(RICH, 'v1')).actions).toEqual(['none']);
  });

  test('restores what only its revision tells', async () => {
    const { deploy } = await aService(MONITORED, BLIND);
    const run = await deploy(MONITORED.replace('resolutionSeconds: 60', 'resolutionSeconds: 20'), 'broken');
    expect(run.sent('UpdateService')).toMatchObject([
      {},
      { monitoring: { metricConfigurations: [{ resolutionSeconds: 60 }] } },
    ]);
    expect((await deploy(MONITORED, 'v1')).actions).toEqual(['none']);
  });

  test('takes off what the service did not have', async () => {
    const { deploy, described } = await aService('launchType: FARGATE', BLIND, ['broken']);
    const run = await deploy(RICH, 'broken');
    expect(run.status).toBe('rolled-back');
    expect(run.sent('UpdateService')[1]).toMatchObject({
      serviceConnectConfiguration: { enabled: false },
      volumeConfigurations: [],
      vpcLatticeConfigurations: [],
    });
    expect(described().deployments?.[0]).not.toHaveProperty('volumeConfigurations');
  });

  test('takes off what the deployment configuration did not have', async () => {
    const { deploy } = await aService('launchType: FARGATE', BLIND);
    const breaker = 'deploymentCircuitBreaker: { enable: true, rollback: false }';
    const run = await deploy(`launchType: FARGATE\ndeploymentConfiguration: { ${breaker} }`, 'broken');
    expect(run.sent('UpdateService')[1]).toMatchObject({
      deploymentConfiguration: { maximumPercent: 200, deploymentCircuitBreaker: { enable: false, rollback: false } },
    });
  });

  const SPOT = 'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]';
  const ON_DEMAND = 'capacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 1 }]';

  test.each([
    { from: 'launchType: FARGATE', to: SPOT, sends: [] },
    { from: SPOT, to: 'launchType: FARGATE', sends: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }] },
    { from: ON_DEMAND, to: SPOT, sends: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }] },
  ])('returns from $to to $from', async ({ from, to, sends }) => {
    const { deploy, described } = await aService(from, BLIND);
    const { launchType, capacityProviderStrategy } = described();
    const run = await deploy(to, 'broken');
    expect(run.status).toBe('rolled-back');
    expect(run.sent('UpdateService')[1]).toMatchObject({ capacityProviderStrategy: sends, forceNewDeployment: true });
    expect({
      launchType: described().launchType,
      capacityProviderStrategy: described().capacityProviderStrategy,
    }).toEqual({ launchType, capacityProviderStrategy });
  });

  test('leaves the count alone: it may have been scaled since', async () => {
    const { deploy } = await aService('launchType: FARGATE\ndesiredCount: 1', BLIND);
    const run = await deploy('launchType: FARGATE\ndesiredCount: 2', 'broken');
    expect(run.sent('UpdateService')[1]).not.toHaveProperty('desiredCount');
  });
});

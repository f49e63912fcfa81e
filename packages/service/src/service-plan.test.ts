import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { Diagnostics } from '@fargate-actions/documents';
import { KnownAfterApply, type Changes } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { OFF_HOURS_TAG } from './off-hours-mark.ts';
import { cleanService } from './service-file.ts';
import { planService, type ServiceRequest } from './service-plan.ts';
import type { ServiceWanted } from './service-spec.ts';
import type { ServiceState } from './service-state.ts';
import { aDeployment, aDocument, aSpec, aState, placed, RUNNING, WANTED } from '../test/services.ts';

interface Planned {
  readonly changes: Changes<ServiceRequest>;
  readonly found: readonly string[];
  readonly diagnostics: Diagnostics;
  /** `path: from -> to`, each. */
  readonly differs: readonly string[];
  /** What UpdateService is sent, besides the names. */
  readonly sends: Omit<UpdateServiceCommandInput, 'cluster' | 'service'> | undefined;
}

/** Plans a service of a file's text against what was found. */
function planned(
  found: ServiceState | undefined,
  text: string,
  spec: Partial<ServiceWanted> = {},
  taskDefinition: string | KnownAfterApply = RUNNING,
): Planned {
  const diagnostics = new Diagnostics();
  const document = cleanService(aDocument(text), diagnostics);
  const changes = planService(found, aSpec('{}', { document, ...spec }), taskDefinition, diagnostics);
  const { request } = changes;
  const shown = (value: unknown): string =>
    value instanceof KnownAfterApply ? String(value) : value === undefined ? 'absent' : JSON.stringify(value);
  const update = request?.kind === 'update' ? request.input : undefined;
  if (update) expect(update).toMatchObject({ cluster: 'shop-prod', service: 'shop-api' });
  const { cluster: _cluster, service: _service, ...sends } = update ?? { service: '' };
  return {
    changes,
    diagnostics,
    found: placed(diagnostics).filter((one) => !one.startsWith('notice')),
    differs: changes.differences.map(({ path, from, to }) => `${path}: ${shown(from)} -> ${shown(to)}`),
    sends: update && sends,
  };
}

/** What DescribeServices may answer another day. */
const ANSWERED_TOMORROW: object = { warpSpeed: 8 };

const NETWORK =
  'networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-b, subnet-a], securityGroups: [sg-a] } }';

describe('a service that does not exist', () => {
  test('is created with all that its file says', () => {
    const { changes, differs } = planned(
      undefined,
      `desiredCount: 3\nlaunchType: FARGATE\nwarpSpeed: 9\n${NETWORK}`,
      { tags: { team: 'shop' } },
      new KnownAfterApply('task definition shop-api.arn'),
    );
    expect(changes).toMatchObject({ action: 'create', request: { kind: 'create' } });
    expect(changes.request?.kind === 'create' && changes.request.input).toEqual({
      cluster: 'shop-prod',
      serviceName: 'shop-api',
      desiredCount: 3,
      launchType: 'FARGATE',
      warpSpeed: 9,
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-b', 'subnet-a'], securityGroups: ['sg-a'] } },
      tags: [{ key: 'team', value: 'shop' }],
    });
    expect(differs[0]).toBe('taskDefinition: absent -> (known after apply)');
    expect(differs).toContain('desiredCount: absent -> 3');
  });

  test.each([
    { name: 'one task, without a count', text: 'launchType: FARGATE', input: { desiredCount: 1 } },
    { name: 'no task, when the file says so', text: 'desiredCount: 0', input: { desiredCount: 0 } },
    {
      name: 'its count, though it will be scaled',
      text: 'desiredCount: 3',
      spec: { countPolicy: 'left alone' as const },
      input: { desiredCount: 3 },
    },
    {
      name: 'no rebalancing where no task more may run: AWS refuses its own default there',
      text: 'deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 }',
      input: { availabilityZoneRebalancing: 'DISABLED' },
    },
  ])('has $name', ({ text, spec, input }) => {
    const { changes } = planned(undefined, text, spec);
    expect(changes.request).toMatchObject({ kind: 'create', input });
  });

  test('has the rebalancing that AWS chooses, where there is room', () => {
    const { changes } = planned(undefined, 'deploymentConfiguration: { maximumPercent: 200 }');
    expect(changes.request).not.toHaveProperty('input.availabilityZoneRebalancing');
  });

  test('is an error without a stack, which would have all that it takes', () => {
    const { changes, found } = planned(undefined, 'desiredCount: 1', { createWhenMissing: false });
    expect(changes.action).toBe('none');
    expect(found).toEqual(['error service/missing 1:1']);
  });

  test.each([
    { text: 'deploymentController: { type: CODE_DEPLOY }', found: ['error service/controller 1:31'] },
    { text: 'deploymentController: { type: EXTERNAL }', found: ['error service/controller 1:31'] },
    { text: 'deploymentController: { type: ECS }', found: [] },
    { text: 'schedulingStrategy: DAEMON', found: ['error service/daemon 1:21'] },
    { text: 'schedulingStrategy: REPLICA', found: [] },
  ])('with $text: $found', ({ text, found }) => {
    expect(planned(undefined, text).found).toEqual(found);
  });
});

describe('a service that is as wanted', () => {
  test.each<{ name: string; text: string; found?: ServiceState }>([
    { name: 'by a file that says nothing', text: '{}' },
    { name: 'by its count', text: 'desiredCount: 2' },
    { name: 'by its network, in another order and with the default', text: NETWORK },
    {
      name: 'by its network, of which AWS does not say that it has no public addresses',
      text: NETWORK.replace(' } }', ', assignPublicIp: DISABLED } }'),
      found: aState({
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'] } },
      }),
    },
    { name: 'by its controller', text: 'deploymentController: { type: ECS }' },
    { name: 'by part of its configuration', text: 'deploymentConfiguration: { maximumPercent: 200 }' },
    { name: 'by its launch type', text: 'launchType: FARGATE' },
    { name: 'by its version', text: 'platformVersion: LATEST' },
    { name: 'by empty lists', text: 'loadBalancers: []\nserviceRegistries: []' },
    {
      name: 'by its defaults',
      text: 'propagateTags: NONE\nenableExecuteCommand: false\nhealthCheckGracePeriodSeconds: 0',
    },
    { name: 'by its scheduling', text: 'schedulingStrategy: REPLICA' },
  ])('$name is left alone', ({ text, found = aState() }) => {
    expect(planned(found, text)).toMatchObject({ changes: { action: 'none' }, found: [], differs: [] });
  });

  test('by a strategy that AWS tells in full', () => {
    const found = aState({
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE_SPOT', weight: 3, base: 0 },
        { capacityProvider: 'FARGATE', weight: 1, base: 2 },
      ],
    });
    const text =
      'capacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 1, base: 2 }, { capacityProvider: FARGATE_SPOT, weight: 3 }]';
    expect(planned(found, text).changes.action).toBe('none');
  });

  test('by what stands only at its newest deployment', () => {
    const found = aState({
      deployments: [aDeployment({ serviceConnectConfiguration: { enabled: true, namespace: 'shop' } })],
    });
    expect(planned(found, 'serviceConnectConfiguration: { enabled: true }').changes.action).toBe('none');
  });

  test('whose deployment is under way is watched to its end', () => {
    const found = aState({ deployments: [aDeployment({ rolloutState: 'IN_PROGRESS' })] });
    const { changes } = planned(found, 'desiredCount: 2');
    expect(changes).toMatchObject({ action: 'watch', differences: [], request: { kind: 'watch' } });
    expect(changes.note).toBe('a deployment of this revision is under way (ecs-svc/1) and is watched to its end');
  });
});

describe('a field of which nobody tells what it is now', () => {
  test.each([
    { name: 'which AWS has added since', text: 'warpSpeed: 9', found: aState({}, { revision: {} }) },
    { name: 'whose revision may not be read', text: 'monitoring: {}', found: aState() },
  ])('is no change by itself, and said to be none: one $name', ({ text, found }) => {
    const { changes, diagnostics } = planned(found, text);
    expect(changes.action).toBe('none');
    expect(placed(diagnostics).filter((one) => one.includes('not-compared'))).toHaveLength(1);
  });

  test('is sent by a forced deployment', () => {
    const { sends } = planned(aState(), 'warpSpeed: 9', { forceNewDeployment: true });
    expect(sends).toEqual({ forceNewDeployment: true, warpSpeed: 9 });
  });
});

describe('the tags of its file', () => {
  const spec = { ownTags: { team: 'shop', cost: '7' }, tags: { team: 'shop', cost: '7', run: '1' } };
  const withTags = (tags: { key: string; value: string }[]) => aState({ tags });

  test.each([
    { name: 'it lacks', tags: [{ key: 'team', value: 'shop' }], differs: ['tags.cost: absent -> "7"'] },
    {
      name: 'it has with another value, beside others that stay',
      tags: [
        { key: 'team', value: 'shop' },
        { key: 'cost', value: '6' },
        { key: 'mine', value: 'x' },
      ],
      differs: ['tags.cost: "6" -> "7"'],
    },
  ])('which $name are set without a deployment', ({ tags, differs }) => {
    const plan = planned(withTags(tags), '{}', spec);
    expect(plan.changes).toMatchObject({ action: 'update', request: { kind: 'tag' } });
    expect(plan.differs).toEqual(differs);
  });

  test('make no difference where they are as they should be, nor do those of the run', () => {
    const tags = Object.entries(spec.ownTags).map(([key, value]) => ({ key, value }));
    expect(planned(withTags(tags), '{}', spec).changes.action).toBe('none');
  });

  test('make none where AWS does not tell them', () => {
    expect(planned(aState(), '{}', spec).changes.action).toBe('none');
  });

  test('are shown beside what else changes, and sent apart', () => {
    const plan = planned(withTags([]), 'desiredCount: 5', { ...spec, ownTags: { team: 'shop' } });
    expect(plan.differs).toEqual(['desiredCount: 2 -> 5', 'tags.team: absent -> "shop"']);
    expect(plan.sends).toEqual({ desiredCount: 5 });
  });
});

describe('a service in its off-hours', () => {
  const off = aState({ desiredCount: 0, tags: [{ key: OFF_HOURS_TAG, value: 'desired=2' }] });

  test.each([
    { name: 'its file', spec: {} },
    { name: 'the input', spec: { countPolicy: 'as given' as const } },
  ])('stays without tasks, whatever count $name gives, and it is said', ({ spec }) => {
    const { changes, diagnostics } = planned(off, 'desiredCount: 2', spec);
    expect(changes.action).toBe('none');
    expect(placed(diagnostics)).toEqual(['notice service/off-hours 1:15']);
  });

  test('is deployed all the same', () => {
    expect(planned(off, 'desiredCount: 2\nenableExecuteCommand: true').sends).toEqual({ enableExecuteCommand: true });
  });

  test('with no count of its own is spoken of as well: nothing runs that would show whether it works', () => {
    const { diagnostics } = planned(off, '{}');
    expect(diagnostics.all).toMatchObject([{ rule: 'service/off-hours' }]);
    expect(diagnostics.all[0]?.message).toContain('deployed without a task');
  });

  test('that somebody woke keeps its tasks', () => {
    const woken = aState({ desiredCount: 3, tags: [{ key: OFF_HOURS_TAG, value: 'desired=2' }] });
    expect(planned(woken, 'desiredCount: 2').diagnostics.all[0]?.message).toContain('keeps the 3 tasks');
  });

  test('by its schedule is spoken of, unless it gets a count', () => {
    const held = aState({ desiredCount: 0 }, { isScaled: true, isHeldAtZero: true });
    expect(placed(planned(held, '{}').diagnostics)).toEqual(['notice service/off-hours 1:1']);
    expect(planned(held, 'desiredCount: 2', { countPolicy: 'as given' }).diagnostics.all).toEqual([]);
  });
});

describe('an update sends only what differs', () => {
  test.each<{ name: string; text: string; found?: ServiceState; differs: string[]; sends: object }>([
    {
      name: 'a flag',
      text: 'enableExecuteCommand: true\ndesiredCount: 2',
      differs: ['enableExecuteCommand: false -> true'],
      sends: { enableExecuteCommand: true },
    },
    { name: 'a count', text: 'desiredCount: 5', differs: ['desiredCount: 2 -> 5'], sends: { desiredCount: 5 } },
    { name: 'a count of none', text: 'desiredCount: 0', differs: ['desiredCount: 2 -> 0'], sends: { desiredCount: 0 } },
    {
      name: 'one of its percentages, the other as it is: AWS would reset it',
      text: 'deploymentConfiguration: { minimumHealthyPercent: 50 }',
      differs: ['deploymentConfiguration.minimumHealthyPercent: 100 -> 50'],
      sends: {
        deploymentConfiguration: {
          minimumHealthyPercent: 50,
          maximumPercent: 200,
          strategy: 'ROLLING',
          bakeTimeInMinutes: 0,
        },
      },
    },
    {
      name: 'a circuit breaker, with all that stands beside it',
      text: 'deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } }',
      differs: ['deploymentConfiguration.deploymentCircuitBreaker: absent -> {"enable":true,"rollback":true}'],
      sends: {
        deploymentConfiguration: {
          deploymentCircuitBreaker: { enable: true, rollback: true },
          minimumHealthyPercent: 100,
          maximumPercent: 200,
          strategy: 'ROLLING',
          bakeTimeInMinutes: 0,
        },
      },
    },
    {
      name: 'what AWS knows and we do not, beside it',
      found: aState({ deploymentConfiguration: { maximumPercent: 200, ...{ warp: { a: 1 } } } }),
      text: 'deploymentConfiguration: { maximumPercent: 150 }',
      differs: ['deploymentConfiguration.maximumPercent: 200 -> 150'],
      sends: { deploymentConfiguration: { maximumPercent: 150, warp: { a: 1 } } },
    },
    {
      name: 'its subnets, with the security groups as they are',
      text: 'networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-c] } }',
      differs: ['networkConfiguration.awsvpcConfiguration.subnets: ["subnet-a","subnet-b"] -> ["subnet-c"]'],
      sends: {
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-c'], securityGroups: ['sg-a'], assignPublicIp: 'DISABLED' },
        },
      },
    },
    {
      name: 'load balancers that are taken away',
      found: aState({ loadBalancers: [{ targetGroupArn: 't', containerName: 'c', containerPort: 80 }] }),
      text: 'loadBalancers: []',
      differs: ['loadBalancers: [{"targetGroupArn":"t","containerName":"c","containerPort":80}] -> []'],
      sends: { loadBalancers: [] },
    },
    {
      name: 'a field that AWS has added since and answers',
      found: aState(ANSWERED_TOMORROW),
      text: 'warpSpeed: 9',
      differs: ['warpSpeed: 8 -> 9'],
      sends: { warpSpeed: 9 },
    },
    {
      name: 'what only a revision answers',
      found: aState(
        {},
        { revision: { monitoring: { metricConfigurations: [{ metricNames: ['A'], resolutionSeconds: 60 }] } } },
      ),
      text: 'monitoring: { metricConfigurations: [{ metricNames: [A], resolutionSeconds: 20 }] }',
      differs: ['monitoring.metricConfigurations[0].resolutionSeconds: 60 -> 20'],
      sends: { monitoring: { metricConfigurations: [{ metricNames: ['A'], resolutionSeconds: 20 }] } },
    },
    {
      name: 'what a revision could answer, and does not have',
      found: aState({}, { revision: {} }),
      text: 'gatewayConnectors: [{ connectorName: a }]',
      differs: ['gatewayConnectors: absent -> [{"connectorName":"a"}]'],
      sends: { gatewayConnectors: [{ connectorName: 'a' }] },
    },
    {
      name: 'along with it what nobody answers',
      text: 'warpSpeed: 9\nenableExecuteCommand: true',
      differs: ['enableExecuteCommand: false -> true'],
      sends: { enableExecuteCommand: true, warpSpeed: 9 },
    },
    {
      name: 'no rebalancing, where the new maximum leaves it no room',
      text: 'deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 }\ndesiredCount: 2',
      differs: [
        'availabilityZoneRebalancing: "ENABLED" -> "DISABLED"',
        'deploymentConfiguration.minimumHealthyPercent: 100 -> 0',
        'deploymentConfiguration.maximumPercent: 200 -> 100',
      ],
      sends: {
        availabilityZoneRebalancing: 'DISABLED',
        deploymentConfiguration: {
          minimumHealthyPercent: 0,
          maximumPercent: 100,
          strategy: 'ROLLING',
          bakeTimeInMinutes: 0,
        },
      },
    },
  ])('$name', ({ text, found = aState(), differs, sends }) => {
    const plan = planned(found, text);
    expect(plan.found).toEqual([]);
    expect(plan.differs).toEqual(differs);
    expect(plan.sends).toEqual(sends);
    expect(plan.changes.request).toMatchObject({ kind: 'update', sendsTaskDefinition: false });
  });

  test.each([
    { name: 'another revision', taskDefinition: WANTED, to: `"${WANTED}"` },
    {
      name: 'one that is yet to be registered',
      taskDefinition: new KnownAfterApply('x.arn'),
      to: '(known after apply)',
    },
  ])('$name, when it is known', ({ taskDefinition, to }) => {
    const plan = planned(aState(), 'desiredCount: 2', {}, taskDefinition);
    expect(plan.differs).toEqual([`taskDefinition: "${RUNNING}" -> ${to}`]);
    expect(plan.changes.request).toMatchObject({ kind: 'update', sendsTaskDefinition: true });
    expect(plan.sends).toEqual({});
    expect(plan.changes.note).toBeUndefined();
  });
});

describe('desiredCount', () => {
  test.each<{ name: string; rule: ServiceWanted['countPolicy']; isScaled: boolean; isSent: boolean }>([
    { name: 'of a file, where nothing scales', rule: 'from the file unless scaled', isScaled: false, isSent: true },
    { name: 'of a file, where something scales', rule: 'from the file unless scaled', isScaled: true, isSent: false },
    { name: 'that was given', rule: 'as given', isScaled: true, isSent: true },
    { name: 'where the stack scales', rule: 'left alone', isScaled: false, isSent: false },
  ])('$name: sent $isSent', ({ rule, isScaled, isSent }) => {
    const { sends } = planned(aState({}, { isScaled }), 'desiredCount: 9\nenableExecuteCommand: true', {
      countPolicy: rule,
    });
    expect(sends).toEqual({ enableExecuteCommand: true, ...(isSent && { desiredCount: 9 }) });
  });

  test('that alone differs and is not sent is no change', () => {
    expect(planned(aState({}, { isScaled: true }), 'desiredCount: 9').changes.action).toBe('none');
  });
});

describe('where tasks run', () => {
  const onStrategy = aState({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1, base: 0 }] });
  const { launchType: _, ...service } = onStrategy.service;
  const strategy: ServiceState = { ...onStrategy, service };

  test.each<{ name: string; found: ServiceState; text: string; differs: string[]; sends: object | undefined }>([
    {
      name: 'moves from the launch type to a strategy, with a new deployment',
      found: aState(),
      text: 'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT }]',
      differs: ['capacityProviderStrategy: absent -> [{"capacityProvider":"FARGATE_SPOT"}]'],
      sends: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT' }], forceNewDeployment: true },
    },
    {
      name: 'moves back to the launch type by an empty strategy, with a new deployment',
      found: strategy,
      text: 'launchType: FARGATE',
      differs: ['launchType: absent -> "FARGATE"'],
      sends: { capacityProviderStrategy: [], forceNewDeployment: true },
    },
    {
      name: 'moves back by a file that empties the strategy, with a new deployment',
      found: strategy,
      text: 'capacityProviderStrategy: []',
      differs: ['capacityProviderStrategy: [{"capacityProvider":"FARGATE","weight":1,"base":0}] -> []'],
      sends: { capacityProviderStrategy: [], forceNewDeployment: true },
    },
    {
      name: 'changes with the strategy, which AWS accepts with a new deployment only',
      found: strategy,
      text: 'capacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 2 }]',
      differs: [
        'capacityProviderStrategy: [{"capacityProvider":"FARGATE","weight":1,"base":0}] -> [{"capacityProvider":"FARGATE","weight":2}]',
      ],
      sends: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 2 }], forceNewDeployment: true },
    },
    {
      name: 'stays, and so does the strategy that the file does not name',
      found: strategy,
      text: 'enableExecuteCommand: true',
      differs: ['enableExecuteCommand: false -> true'],
      sends: { enableExecuteCommand: true },
    },
    {
      name: 'stays with the strategy, though something else changes',
      found: strategy,
      text: 'capacityProviderStrategy: [{ capacityProvider: FARGATE, weight: 1 }]\nenableExecuteCommand: true',
      differs: ['enableExecuteCommand: false -> true'],
      sends: { enableExecuteCommand: true },
    },
    {
      name: 'stays without a strategy, though something else changes',
      found: aState(),
      text: 'capacityProviderStrategy: []\nenableExecuteCommand: true',
      differs: ['enableExecuteCommand: false -> true'],
      sends: { enableExecuteCommand: true },
    },
    {
      name: 'stays with an empty strategy',
      found: aState(),
      text: 'capacityProviderStrategy: []',
      differs: [],
      sends: undefined,
    },
  ])('$name', ({ found, text, differs, sends }) => {
    const plan = planned(found, text);
    expect({ differs: plan.differs, sends: plan.sends, found: plan.found }).toEqual({ differs, sends, found: [] });
  });
});

describe('what AWS can’t change in place is refused', () => {
  test.each([
    { name: 'the launch type', text: 'launchType: EC2', found: ['error service/create-only 1:13'] },
    { name: 'the scheduling', text: 'schedulingStrategy: DAEMON', found: ['error service/create-only 1:21'] },
    { name: 'a role that there was none of', text: 'role: deploy', found: ['error service/create-only 1:7'] },
  ])('$name', ({ text, found }) => {
    expect(planned(aState(), text).found).toEqual(found);
  });

  test.each([
    { name: 'its ARN', role: 'arn:aws:iam::1:role/path/deploy', found: [] },
    { name: 'its name', role: 'deploy', found: [] },
    { name: 'another', role: 'other', found: ['error service/create-only 1:7'] },
  ])('the role is known by $name', ({ role, found }) => {
    const state = aState({ roleArn: 'arn:aws:iam::1:role/path/deploy' });
    expect(planned(state, `role: ${role}`)).toMatchObject({ found, changes: { action: 'none' } });
  });

  test('with what is there and what to do', () => {
    expect(planned(aState(), 'launchType: EC2').diagnostics.all[0]).toMatchObject({
      message: 'AWS can\'t change launchType of the existing service shop-api (now "FARGATE").',
      hint: 'Put launchType back, or delete the service and deploy again.',
    });
  });

  test.each([
    { type: 'CODE_DEPLOY' as const, text: '{}', found: ['error service/controller 1:1'] },
    { type: 'EXTERNAL' as const, text: '{}', found: ['error service/controller 1:1'] },
    {
      type: 'CODE_DEPLOY' as const,
      text: 'deploymentController: { type: ECS }',
      found: ['error service/controller 1:31'],
    },
  ])('the controller $type with the file $text: $found', ({ type, text, found }) => {
    expect(planned(aState({ deploymentController: { type } }), text).found).toEqual(found);
  });

  test.each([
    { live: 'ROLLING', text: 'deploymentConfiguration: { strategy: BLUE_GREEN }', found: ['1:38'] },
    { live: 'ROLLING', text: 'deploymentConfiguration: { strategy: LINEAR }', found: ['1:38'] },
    { live: 'ROLLING', text: 'deploymentConfiguration: { strategy: CANARY }', found: ['1:38'] },
    { live: 'BLUE_GREEN', text: '{}', found: ['1:1'] },
    { live: 'CANARY', text: 'desiredCount: 3', found: ['1:1'] },
    { live: 'BLUE_GREEN', text: 'deploymentConfiguration: { strategy: ROLLING }', found: [] },
    { live: undefined, text: '{}', found: [] },
  ] as const)('the strategy $live with the file $text: $found', ({ live, text, found }) => {
    const service = { deploymentConfiguration: { strategy: live } };
    expect(planned(aState(service), text).found).toEqual(found.map((at) => `error service/deployment-strategy ${at}`));
  });

  test('anything, of a service that is being deleted', () => {
    const { found, changes } = planned(aState({ status: 'DRAINING' }), 'desiredCount: 5');
    expect(found).toEqual(['error service/draining 1:1']);
    expect(changes.action).toBe('none');
  });
});

describe('what is right in the file and in the service, but not together, is refused', () => {
  const tight = aState({
    deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 100 },
    availabilityZoneRebalancing: 'DISABLED',
  });

  test.each([
    {
      name: 'rebalancing, where the service leaves no room',
      state: tight,
      text: 'availabilityZoneRebalancing: ENABLED',
      found: ['error service/rebalancing 1:30'],
    },
    {
      name: 'a minimum above the maximum of the service',
      state: tight,
      text: 'deploymentConfiguration: { minimumHealthyPercent: 150 }',
      found: expect.arrayContaining(['error service/percents 1:26']),
    },
    {
      name: 'a count with which the service could not be deployed',
      state: aState({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 150 } }),
      text: 'desiredCount: 1',
      found: ['error service/cannot-deploy 1:1'],
    },
    { name: 'but nothing that does not change', state: tight, text: 'enableExecuteCommand: true', found: [] },
  ])('$name', ({ state, text, found }) => {
    expect(planned(state, text).found).toEqual(found);
  });
});

describe('a deployment is forced', () => {
  const moved = { kind: 'moved', image: 'registry/app:latest' } as const;
  const unknown = { kind: 'unknown', because: 'nobody says' } as const;
  const failed = { deployments: [aDeployment({ rolloutState: 'FAILED' })] };

  test.each<{ name: string; found: ServiceState; spec?: Partial<ServiceWanted>; note: string }>([
    {
      name: 'when it is asked for',
      found: aState(),
      spec: { forceNewDeployment: true },
      note: 'a new deployment is forced, as asked',
    },
    {
      name: 'when an image has moved',
      found: aState({}, { images: moved }),
      note: 'registry/app:latest has moved to another image, so a new deployment is forced',
    },
    {
      name: 'when nobody knows whether an image has moved',
      found: aState({}, { images: unknown }),
      note: 'whether anything changed is not known (nobody says), so a new deployment is forced',
    },
    {
      name: 'when the last one failed',
      found: aState(failed),
      note: 'the last deployment of this revision failed, so a new deployment is forced',
    },
  ])('$name', ({ found, spec, note }) => {
    const { changes, sends, differs } = planned(found, 'desiredCount: 2', spec);
    expect({ sends, differs, note: changes.note }).toEqual({ sends: { forceNewDeployment: true }, differs: [], note });
  });

  test.each<{
    name: string;
    found: ServiceState;
    text?: string;
    taskDefinition?: string;
    spec?: Partial<ServiceWanted>;
    isForced: boolean;
  }>([
    {
      name: 'another revision is deployed anyway',
      found: aState({}, { images: moved }),
      taskDefinition: WANTED,
      isForced: false,
    },
    {
      name: 'another revision, of images nobody knows',
      found: aState({}, { images: unknown }),
      taskDefinition: WANTED,
      isForced: false,
    },
    { name: 'another revision after one that failed', found: aState(failed), taskDefinition: WANTED, isForced: false },
    {
      name: 'another revision, as asked',
      found: aState(),
      taskDefinition: WANTED,
      spec: { forceNewDeployment: true },
      isForced: true,
    },
    {
      name: 'a count, with an image that moved',
      found: aState({}, { images: moved }),
      text: 'desiredCount: 5',
      isForced: true,
    },
  ])('beside $name: $isForced', ({ found, text = 'desiredCount: 2', taskDefinition, spec, isForced }) => {
    const { sends } = planned(found, text, spec, taskDefinition);
    expect(sends?.forceNewDeployment).toBe(isForced ? true : undefined);
  });
});

describe('while somebody else’s deployment is under way', () => {
  const underWay = aState({ deployments: [aDeployment({ rolloutState: 'IN_PROGRESS' })] });

  test.each<{ onConflict: ServiceWanted['onConflict']; action: string; found: string[] }>([
    { onConflict: 'wait', action: 'update', found: [] },
    { onConflict: 'replace', action: 'update', found: [] },
    { onConflict: 'fail', action: 'none', found: ['error service/deployment-under-way 1:1'] },
  ])('on-conflict $onConflict: $action', ({ onConflict, action, found }) => {
    const plan = planned(underWay, 'desiredCount: 2', { onConflict }, WANTED);
    expect({ action: plan.changes.action, found: plan.found }).toEqual({ action, found });
  });

  test('and nothing differs, it is only watched, whatever on-conflict says', () => {
    expect(planned(underWay, 'desiredCount: 2', { onConflict: 'fail' })).toMatchObject({
      changes: { action: 'watch' },
      found: [],
    });
  });
});

import { Diagnostics } from '@fargate-actions/documents';
import { addressText, planAll, Values } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { serviceResource } from '@fargate-actions/service';
import type { StackRendering } from './render-stack.ts';
import { stackResources } from './stack-resources.ts';
import type { Stack, StackService } from './stack.ts';
import { anAccount } from '../test/an-account.ts';
import { aDocument, aStack, aStackService, placed } from '../test/stacks.ts';

const awslogs = (group: string, more = '') =>
  `logConfiguration: { logDriver: awslogs, options: { awslogs-group: ${group}${more} } }`;

/** A rendered service of the given key: its name is `shop-KEY`, its family the same. */
function rendered(key: string, containers = '[]', fields: Partial<StackService> = {}): StackRendering {
  const taskDefinition = aDocument(`family: shop-${key}\ncontainerDefinitions: ${containers}`, `${key}/task.yml`);
  return {
    service: aStackService({ key, name: `shop-${key}`, ...fields }),
    family: `shop-${key}`,
    taskDefinition,
    render: () => Promise.resolve({ document: taskDefinition, found: [] }),
  };
}

function resources(services: readonly StackRendering[], stack: Partial<Stack> = {}) {
  const account = anAccount();
  const diagnostics = new Diagnostics();
  const all = stackResources(
    aStack(stack),
    services,
    { tags: { team: 'shop' }, forceNewDeployment: false, onConflict: 'wait', rollout: undefined },
    account,
    diagnostics,
    (spec) => serviceResource(spec, { ...account, progress: () => undefined }),
  );
  return {
    all,
    account,
    addresses: all.map(({ address }) => addressText(address)),
    after: Object.fromEntries(all.map(({ address, after }) => [addressText(address), after.map(addressText)])),
    needs: Object.fromEntries(all.map(({ address, needs }) => [addressText(address), needs.map(String)])),
    found: placed(diagnostics),
  };
}

describe('the resources of a stack', () => {
  test('are the cluster, the log groups, the task definitions and the services', () => {
    const { addresses, needs, found } = resources([
      rendered('api', `[{ name: web, image: a, ${awslogs('/ecs/api')} }]`),
      rendered('worker', `[{ name: app, image: a, ${awslogs('/ecs/worker')} }]`),
    ]);
    expect(addresses).toEqual([
      'cluster shop-prod',
      'log group /ecs/api',
      'log group /ecs/worker',
      'task definition shop-api',
      'task definition shop-worker',
      'service shop-api',
      'service shop-worker',
    ]);
    expect(needs['service shop-api']).toEqual(['task definition shop-api.arn for shop-api']);
    expect(found).toEqual([]);
  });

  test('with a target group’s file have that too, before its service', () => {
    const { addresses, after } = resources([
      rendered('api', '[]', { targetGroup: aDocument('healthCheckPath: /health') }),
    ]);
    expect(addresses).toContain('target group of shop-api');
    expect(after['service shop-api']).toContain('target group of shop-api');
  });

  test.each([
    { name: 'one group of several services', groups: ['/ecs/shop', '/ecs/shop'], expected: ['log group /ecs/shop'] },
    { name: 'one that the driver creates itself', groups: ['/ecs/a, awslogs-create-group: "true"'], expected: [] },
    {
      name: 'one that the driver does not create',
      groups: ['/ecs/a, awslogs-create-group: "false"'],
      expected: ['log group /ecs/a'],
    },
  ])('have each log group once: $name', ({ groups, expected }) => {
    const services = groups.map((group, index) =>
      rendered(`s${index}`, `[{ name: app, image: a, ${awslogs(group)} }]`),
    );
    expect(resources(services).addresses.filter((address) => address.startsWith('log group'))).toEqual(expected);
  });

  test('have the log groups of all containers of a service before it', () => {
    const { after } = resources([
      rendered(
        'api',
        `[{ name: web, image: a, ${awslogs('/ecs/web')} }, { name: proxy, image: b, ${awslogs('/ecs/proxy')} }]`,
      ),
    ]);
    expect(after['service shop-api']).toEqual(['cluster shop-prod', 'log group /ecs/web', 'log group /ecs/proxy']);
  });

  test('follow `after`, by the names in ECS', () => {
    const { after } = resources([rendered('api'), rendered('beat', '[]', { after: ['api', 'worker'] })]);
    // The worker is not part of this run: nothing to wait for.
    expect(after['service shop-beat']).toEqual(['cluster shop-prod', 'service shop-api']);
  });

  test('with one task definition for two services register it once', () => {
    const api = rendered('api');
    const other = { ...api, service: rendered('other').service };
    const { addresses, found } = resources([api, other]);
    expect(addresses.filter((address) => address.startsWith('task definition'))).toEqual(['task definition shop-api']);
    expect(found).toEqual([]);
  });

  test('with two task definitions of one family are an error', async () => {
    const other = { ...rendered('other', '[{ name: x, image: y }]'), family: 'shop-api' };
    const { all, account } = resources([rendered('api'), other]);
    const { diagnostics } = await account.clock.run(planAll(all));
    expect(placed(diagnostics)).toContain('error stack/same-family other/task.yml:1:9');
  });
});

describe('the cluster', () => {
  const withStrategy = (key: string, ...providers: string[]) =>
    rendered(key, '[]', {
      service: aDocument(
        `networkConfiguration: { awsvpcConfiguration: { subnets: [a] } }\ncapacityProviderStrategy: [${providers
          .map((provider) => `{ capacityProvider: ${provider}, weight: 1 }`)
          .join(', ')}]`,
      ),
    });

  test.each([
    { name: 'of none', stack: undefined, services: [rendered('api')], expected: [] },
    { name: 'of the stack', stack: ['FARGATE'], services: [rendered('api')], expected: ['FARGATE'] },
    {
      name: 'of the services',
      stack: undefined,
      services: [withStrategy('api', 'FARGATE', 'FARGATE_SPOT'), withStrategy('worker', 'FARGATE_SPOT')],
      expected: ['FARGATE', 'FARGATE_SPOT'],
    },
    {
      name: 'of both',
      stack: ['FARGATE'],
      services: [withStrategy('api', 'FARGATE_SPOT')],
      expected: ['FARGATE', 'FARGATE_SPOT'],
    },
  ])('has the capacity providers $name', async ({ stack, services, expected }) => {
    const { all, account } = resources(services, {
      cluster: { name: 'new', ...(stack && { capacityProviders: stack }) },
    });
    const [cluster] = all;
    const planned = cluster?.resolve(new Diagnostics()).then((resolved) => resolved.read());
    const read = await account.clock.run(planned ?? Promise.reject(new Error('There is one.')));
    const { changes } = read.plan(new Values(), new Diagnostics());
    expect(changes.action).toBe('create');
    expect(changes.differences).toEqual(
      expected.length > 0 ? [{ path: 'capacityProviders', from: undefined, to: expected }] : [],
    );
  });
});

test('a service file’s own tags go along, and ours win', async () => {
  const service = aDocument(
    'launchType: FARGATE\nnetworkConfiguration: { awsvpcConfiguration: { subnets: [a] } }\ntags: [{ key: owner, value: us }, { key: team, value: other }]',
  );
  const { all, account } = resources([rendered('api', '[]', { service })]);
  const resource = all.find(({ address }) => addressText(address) === 'service shop-api');
  const reading = resource?.resolve(new Diagnostics()).then((resolved) => resolved.read());
  const read = await account.clock.run(reading ?? Promise.reject(new Error('There is one.')));
  const { changes } = read.plan(new Values(), new Diagnostics());
  expect(changes.request).toMatchObject({
    input: {
      tags: [
        { key: 'owner', value: 'us' },
        { key: 'team', value: 'shop' },
      ],
    },
  });
});

test('what services lack or contradict is found for all of them', () => {
  const bare = aDocument('launchType: FARGATE');
  const { found } = resources([rendered('api', '[]', { service: bare }), rendered('worker', '[]', { service: bare })]);
  expect(found).toEqual([
    'error service/network-missing service.yml:1:1',
    'error service/network-missing service.yml:1:1',
  ]);
});

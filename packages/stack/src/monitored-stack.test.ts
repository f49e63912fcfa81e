import { describe, expect, test } from '@jest/globals';
import { monitoredStack } from './monitored-stack.ts';
import { loaded, STACK } from '../test/stacks.ts';

const WORKER = '  worker: { taskDefinition: worker/task.yml, service: worker/service.yml';
const FILES = {
  'stack.yml': `${STACK.replace('{ name: shop-prod }', '{ name: shop-prod, containerInsights: enhanced }')}${WORKER}, scaling: { policy: worker/scaling.yml, maxCapacity: 9 } }
  beat: { taskDefinition: beat/task.yml, service: beat/service.yml, singleton: true }
monitoring: { notify: alerts }
environments:
  staging: { production: false, cluster: { name: shop-staging }, offHours: { stop: '20:00', start: '07:00' } }
  preview: { production: false, cluster: { name: shop-preview } }
  second: { cluster: { name: shop-second } }
`,
  'api/task.yml':
    'family: shop-api\ncontainerDefinitions: [{ name: web, image: web }, { name: proxy, image: proxy }]\n',
  'api/service.yml':
    'serviceName: shop-api\ndesiredCount: 3\nloadBalancers: [{ targetGroupArn: shop-tg, containerName: web, containerPort: 80 }]\n',
  'worker/service.yml': 'serviceName: shop-worker\ndesiredCount: 2\n',
  'worker/scaling.yml':
    'scalableTarget: { minCapacity: 4 }\nbacklogPerTask: { queue: jobs, acceptableLatencySeconds: 60, secondsPerMessage: 1 }\n',
  'beat/task.yml': 'family: shop-beat\ncontainerDefinitions: [{ name: beat, image: web }]\n',
  'beat/service.yml': 'serviceName: shop-beat\n',
} as const;

async function monitored(environment?: string, files: Readonly<Record<string, string>> = {}) {
  const { stack, found } = await loaded(
    { ...FILES, ...files },
    { readsMonitoring: true, ...(environment !== undefined && { environment }) },
  );
  if (!stack) throw new Error(found.join('\n'));
  return monitoredStack(stack);
}

describe('a stack is told to its monitoring', () => {
  test('with what its files say of each service', async () => {
    expect(await monitored()).toEqual({
      name: 'shop',
      environment: undefined,
      region: 'eu-central-1',
      cluster: 'shop-prod',
      containerInsights: 'enhanced',
      hasOffHours: false,
      notify: { topic: 'alerts', at: { file: 'stack.yml', line: 8, column: 23 } },
      services: [
        {
          key: 'api',
          name: 'shop-api',
          cluster: 'shop-prod',
          logGroups: ['/ecs/shop-api'],
          leastTasks: 3,
          targetGroups: ['shop-tg'],
          queue: undefined,
          isSingleton: false,
          at: { file: 'stack.yml', line: 5, column: 8 },
        },
        {
          key: 'worker',
          name: 'shop-worker',
          cluster: 'shop-prod',
          logGroups: [],
          leastTasks: 4,
          targetGroups: [],
          queue: 'jobs',
          isSingleton: false,
          at: { file: 'stack.yml', line: 6, column: 11 },
        },
        {
          key: 'beat',
          name: 'shop-beat',
          cluster: 'shop-prod',
          logGroups: ['/ecs/shop-beat'],
          leastTasks: 1,
          targetGroups: [],
          queue: undefined,
          isSingleton: true,
          at: { file: 'stack.yml', line: 7, column: 9 },
        },
      ],
    });
  });

  test('in the environment that is selected', async () => {
    expect(await monitored('staging')).toMatchObject({
      environment: 'staging',
      cluster: 'shop-staging',
      hasOffHours: true,
      services: [{ cluster: 'shop-staging' }, { cluster: 'shop-staging' }, { cluster: 'shop-staging' }],
    });
  });

  test.each([
    { environment: 'preview', hasOffHours: true },
    { environment: 'second', hasOffHours: false },
  ])('with hours of rest, if only by hand, where it is not production: $environment', async (wanted) => {
    expect((await monitored(wanted.environment)).hasOffHours).toBe(wanted.hasOffHours);
  });

  test('with the log groups that its tasks create themselves', async () => {
    const options = "{ awslogs-group: /shop/web, awslogs-stream-prefix: web, awslogs-create-group: 'true' }";
    const { services } = await monitored(undefined, {
      'api/task.yml': `family: shop-api
containerDefinitions: [{ name: web, image: web, logConfiguration: { logDriver: awslogs, options: ${options} } }]
`,
    });
    expect(services[0]).toMatchObject({ logGroups: ['/shop/web'] });
  });

  test('with both target groups of a service that is deployed blue/green', async () => {
    const { services } = await monitored(undefined, {
      'api/service.yml':
        'serviceName: shop-api\nloadBalancers: [{ targetGroupArn: blue, containerName: web, containerPort: 80, advancedConfiguration: { alternateTargetGroupArn: green } }]\n',
    });
    expect(services[0]?.targetGroups).toEqual(['blue', 'green']);
  });

  test('also where its scaling is wrong, which is for others to tell', async () => {
    const { services } = await monitored(undefined, {
      'worker/scaling.yml': 'scalableTarget: { minCapacity: many }\n',
    });
    expect(services[1]).toMatchObject({ leastTasks: 2, queue: undefined });
  });
});

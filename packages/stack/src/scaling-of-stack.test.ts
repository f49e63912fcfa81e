import { Diagnostics, type Json } from '@fargate-actions/documents';
import { addressText } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { inOwnCluster, scaledService } from './scaled-service.ts';
import { scalingOfStack } from './scaling-of-stack.ts';
import { anAccount } from '../test/an-account.ts';
import { loaded, placed, STACK } from '../test/stacks.ts';

const FILES = {
  'stack.yml': `${STACK.replace('service: api/service.yml', 'service: api/service.yml, scaling: { policy: api/scaling.yml, minCapacity: 2 }')}environments:
  staging:
    production: false
    cluster: { name: shop-staging }
    nameSuffix: -staging
    offHours: { stop: '20:00', start: '07:00', timezone: '\${ZONE:-Europe/Berlin}' }
`,
  'api/service.yml': `serviceName: shop-api
desiredCount: 3
loadBalancers: [{ targetGroupArn: shop-api-tg, containerName: web, containerPort: 80 }]
`,
} as const;

const POLICY =
  'scalingPolicy: { targetValue: 70, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }\n';

/** The shop's API with a scaling file, in an environment or none. */
async function scaling(text: string, environment?: string) {
  const { stack, found, diagnostics } = await loaded(
    { ...FILES, 'api/scaling.yml': text },
    environment === undefined ? {} : { environment },
  );
  const [service] = stack?.services ?? [];
  if (!stack || !service?.scaling) throw new Error(found.join('\n'));
  return { stack, service, file: service.scaling.policy, found, diagnostics };
}

test('a service is told to its scaling as the stack has it', async () => {
  const { stack, service } = await scaling(POLICY);
  expect(scaledService(service, stack)).toEqual({
    name: 'shop-api',
    cluster: 'shop-prod',
    stack: 'shop',
    desiredCount: 3,
    minCapacity: 2,
    maxCapacity: undefined,
    targetGroups: ['shop-api-tg'],
    isSingleton: false,
    at: { file: 'stack.yml', line: 5, column: 75 },
  });
});

describe('the resource of the base environment', () => {
  test.each<{ what: string; text: string; environment?: string; value: Json; notices: readonly string[] }>([
    {
      what: 'stays in the base',
      text: 'scalableTarget: { resourceId: service/shop-prod/shop-api }',
      value: { scalableTarget: { resourceId: 'service/shop-prod/shop-api' } },
      notices: [],
    },
    {
      what: 'becomes that of another one',
      text: 'scalableTarget: { resourceId: service/shop-prod/shop-api }',
      environment: 'staging',
      value: { scalableTarget: { resourceId: 'service/shop-staging/shop-api' } },
      notices: ['notice scaling/resource-id api/scaling.yml:1:31'],
    },
    {
      what: 'becomes it in lists, and in the words of the SDK',
      text: 'ScalableTargets: [{ ResourceId: service/shop-prod/shop-api }]',
      environment: 'staging',
      value: { ScalableTargets: [{ ResourceId: 'service/shop-staging/shop-api' }] },
      notices: ['notice scaling/resource-id api/scaling.yml:1:33'],
    },
    {
      what: 'of another service is left for the room to refuse',
      text: 'scalableTarget: { resourceId: service/shop-prod/shop-worker }',
      environment: 'staging',
      value: { scalableTarget: { resourceId: 'service/shop-prod/shop-worker' } },
      notices: [],
    },
  ])('$what', async ({ text, environment, value, notices }) => {
    const { stack, service, file } = await scaling(text, environment);
    const diagnostics = new Diagnostics();
    expect(inOwnCluster(file, scaledService(service, stack), stack, diagnostics).value).toEqual(value);
    expect(placed(diagnostics)).toEqual(notices);
  });
});

describe('what a scaling file must not name', () => {
  const inDimensions = (cluster: string) =>
    `customizedMetricSpecification: { dimensions: [{ name: ClusterName, value: ${cluster} }] }`;

  test.each([
    { what: 'the cluster of another environment', text: inDimensions('shop-prod'), at: '1:75' },
    { what: 'an ARN of another region', text: 'roleARN: arn:aws:iam:us-east-1:123456789012:role/x', at: '1:10' },
  ])('$what', async ({ text, at }) => {
    const { found } = await scaling(text, 'staging');
    expect(found).toEqual([`error environment/reaches-into-another api/scaling.yml:${at}`]);
  });

  test('and may: its own cluster', async () => {
    expect((await scaling(inDimensions('shop-staging'), 'staging')).found).toEqual([]);
  });
});

describe('the off-hours of an environment', () => {
  test('are its own, with its variables', async () => {
    const { stack } = await scaling(POLICY, 'staging');
    expect(stack.offHours?.value).toEqual({ stop: '20:00', start: '07:00', timezone: 'Europe/Berlin' });
    expect((await scaling(POLICY)).stack.offHours).toBeUndefined();
  });

  test('have names that no action of a file may have', async () => {
    const action = (name: string) =>
      `scheduledAction: { scheduledActionName: ${name}, schedule: rate(1 day), scalableTargetAction: { minCapacity: 1 } }\n`;
    const clash = action('fargate-actions-shop-shop-api-off-hours-stop');
    const { stack } = await scaling(`${POLICY}${clash}scalableTarget: { maxCapacity: 4 }\n`, 'staging');
    const diagnostics = new Diagnostics();
    scalingOfStack(stack, stack.services, { prune: false, tags: {}, now: 0 }, anAccount().aws, diagnostics);
    expect(placed(diagnostics)).toContain('error scaling/same-name api/scaling.yml:2:18');
  });

  test('become scheduled actions of the services that scale', async () => {
    const { stack } = await scaling(`${POLICY}scalableTarget: { maxCapacity: 4 }\n`, 'staging');
    const diagnostics = new Diagnostics();
    const { resources } = scalingOfStack(
      stack,
      stack.services,
      { prune: false, tags: {}, now: 0 },
      anAccount().aws,
      diagnostics,
    );
    expect(placed(diagnostics).filter((one) => one.startsWith('error'))).toEqual([]);
    expect(resources.map(({ address }) => addressText(address))).toEqual([
      'scalable target of shop-api',
      'other scaling of shop-api',
      'scaling policy fargate-actions-shop-shop-api-ECSServiceAverageCPUUtilization of shop-api',
      'scheduled action fargate-actions-shop-shop-api-off-hours-stop of shop-api',
      'scheduled action fargate-actions-shop-shop-api-off-hours-start of shop-api',
    ]);
  });
});

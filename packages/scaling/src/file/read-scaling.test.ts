import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { ScaledService } from '../scaled-service.ts';
import { CPU, read } from '../../test/files.ts';

const seed = (service: string) =>
  readFileSync(new URL(`../../../../examples/amply/deploy/${service}/scaling.yml`, import.meta.url), 'utf8');

const TRACKING = 'targetTrackingScalingPolicyConfiguration';

describe("the seed's files", () => {
  const facts = { stack: 'amply', cluster: 'amply-prod' };

  test('of the API are read as they are', () => {
    const { scaling, found } = read(seed('api'), { ...facts, name: 'amply-api', targetGroups: ['amply-api-tg'] });
    expect(found).toEqual([]);
    expect(scaling).toMatchObject({
      target: { minCapacity: 2, maxCapacity: 10 },
      policies: [
        {
          name: 'fargate-actions-amply-amply-api-ECSServiceAverageCPUUtilization',
          fields: { policyType: 'TargetTrackingScaling', [TRACKING]: { targetValue: 70, scaleInCooldown: 300 } },
        },
      ],
    });
  });

  test('of the worker are wrapped, its limits come from desiredCount and stack.yml, and its queue depth is explained', () => {
    const { scaling, found } = read(seed('worker'), { ...facts, name: 'amply-worker' });
    expect(found).toEqual([
      'notice scaling/flat-policy scaling.yml:4:3',
      'notice scaling/raw-queue-depth scaling.yml:5:5',
    ]);
    expect(scaling).toMatchObject({
      target: { minCapacity: 2, maxCapacity: 10 },
      policies: [
        {
          name: 'fargate-actions-amply-amply-worker-ApproximateNumberOfMessagesVisible',
          fields: {
            policyType: 'TargetTrackingScaling',
            [TRACKING]: { targetValue: 100, customizedMetricSpecification: { namespace: 'AWS/SQS' } },
          },
        },
      ],
    });
  });

  test('of the worker need a maximum from stack.yml', () => {
    const { scaling, found } = read(seed('worker'), { ...facts, maxCapacity: undefined });
    expect(found).toContain('error scaling/max-capacity scaling.yml:2:1');
    expect(scaling).toBeUndefined();
  });
});

describe('the same policy is read from every shape in which people keep it', () => {
  const fields = { policyType: 'TargetTrackingScaling', [TRACKING]: { targetValue: 70, scaleInCooldown: 60 } };
  test.each([
    { name: 'under a key', text: `scalingPolicy: { targetValue: 70, scaleInCooldown: 60, ${CPU} }` },
    { name: 'a list under a key', text: `scalingPolicies: [{ targetValue: 70, scaleInCooldown: 60, ${CPU} }]` },
    { name: 'the file itself', text: `{ targetValue: 70, scaleInCooldown: 60, ${CPU} }` },
    { name: 'the file itself, a list', text: `- { targetValue: 70, scaleInCooldown: 60, ${CPU} }` },
    {
      name: 'what the AWS CLI takes',
      text: JSON.stringify({
        PolicyName: '',
        PolicyType: 'TargetTrackingScaling',
        ServiceNamespace: 'ecs',
        ResourceId: 'service/shop-prod/shop-worker',
        ScalableDimension: 'ecs:service:DesiredCount',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 70.0,
          ScaleInCooldown: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      }),
    },
    {
      name: 'what was described',
      text: JSON.stringify({
        ScalingPolicies: [
          {
            PolicyARN: 'arn:aws:autoscaling:eu-central-1:123456789012:scalingPolicy:1',
            PolicyType: 'TargetTrackingScaling',
            CreationTime: 1,
            Alarms: [],
            TargetTrackingScalingPolicyConfiguration: {
              TargetValue: '70',
              ScaleInCooldown: 60,
              PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
            },
          },
        ],
        NextToken: '',
      }),
    },
  ])('$name', ({ text }) => {
    const { scaling, diagnostics } = read(text);
    expect(diagnostics.hasErrors).toBe(false);
    expect(scaling?.policies).toMatchObject([
      { name: 'fargate-actions-shop-shop-worker-ECSServiceAverageCPUUtilization', fields },
    ]);
  });
});

describe('limits', () => {
  test.each<{ name: string; text?: string; facts: Partial<ScaledService>; limits?: number[]; found?: string[] }>([
    { name: 'from desiredCount and stack.yml', facts: { desiredCount: 3, maxCapacity: 7 }, limits: [3, 7] },
    { name: 'from the file', text: 'minCapacity: 4', facts: { maxCapacity: 7 }, limits: [4, 7] },
    { name: "stack.yml's before the file's", text: 'minCapacity: 4', facts: { minCapacity: 1 }, limits: [1, 10] },
    { name: 'no minimum', facts: { desiredCount: undefined }, found: ['error scaling/min-capacity scaling.yml:1:1'] },
    { name: 'no maximum', facts: { maxCapacity: undefined }, found: ['error scaling/max-capacity scaling.yml:1:1'] },
    {
      name: 'a single task behind a load balancer',
      facts: { desiredCount: 1, targetGroups: ['tg'] },
      limits: [1, 10],
      found: ['warning scaling/availability scaling.yml:1:1'],
    },
    {
      name: 'a minimum of stack.yml above its maximum',
      facts: { minCapacity: 11 },
      limits: [11, 10],
      found: ['error scaling/min-above-max stack.yml:5:14'],
    },
    { name: 'a singleton', facts: { isSingleton: true }, found: ['error singleton/scaling stack.yml:5:14'] },
  ])('$name', ({ text, facts, limits, found = [] }) => {
    const { scaling, found: all } = read(text ?? `scalingPolicies: []`, facts);
    expect(all).toEqual(found);
    expect(scaling && [scaling.target.minCapacity, scaling.target.maxCapacity]).toEqual(limits);
  });
});

describe('backlogPerTask', () => {
  const metricsOf = (facts: Partial<ScaledService>) =>
    read(
      'backlogPerTask: { queue: jobs, acceptableLatencySeconds: 60, secondsPerMessage: 0.5, scaleInCooldown: 120 }',
      facts,
    ).scaling?.policies[0]?.fields[TRACKING];

  test('is target tracking of what one task works off in time', () => {
    expect(metricsOf({})).toMatchObject({
      targetValue: 120,
      scaleInCooldown: 120,
      customizedMetricSpecification: {
        metrics: [
          { id: 'm1', returnData: false, metricStat: { stat: 'Sum', metric: { dimensions: [{ value: 'jobs' }] } } },
          {
            id: 'm2',
            returnData: false,
            metricStat: { stat: 'Average', metric: { dimensions: [{ value: 'shop-prod' }, { value: 'shop-worker' }] } },
          },
          { id: 'e1', returnData: true, expression: 'IF(m1 >= 0 AND m2 >= 0, IF(m2 > 0, m1 / m2, m1))' },
        ],
      },
    });
  });

  test('counts a missing number of tasks as none where there may be none', () => {
    expect(metricsOf({ minCapacity: 0 })).toMatchObject({
      customizedMetricSpecification: {
        metrics: [{}, {}, { expression: 'IF(FILL(m2, 0) > 0 AND m1 >= 0, m1 / m2, m1)' }],
      },
    });
  });

  test('keeps what stands beside it in a policy', () => {
    const { scaling, found } = read(
      `scalingPolicies:
  - policyName: jobs
    policyType: TargetTrackingScaling
    backlogPerTask: { queue: jobs, acceptableLatencySeconds: 60, secondsPerMessage: 1, scaleOutCooldown: 30 }
    scaleInCooldown: 90
    disableScaleIn: true
`,
    );
    expect(found).toEqual([]);
    expect(scaling?.policies).toMatchObject([
      { name: 'jobs', fields: { [TRACKING]: { scaleOutCooldown: 30, scaleInCooldown: 90, disableScaleIn: true } } },
    ]);
  });

  test.each([
    'arn:aws:sqs:eu-central-1:123456789012:jobs',
    'arn:aws:sqs:...:jobs',
    'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs',
    'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs/',
    'https://eu-central-1.queue.amazonaws.com/123456789012/jobs',
    'http://localhost:9324/000000000000/jobs',
  ])('takes the queue %s by its name', (queue) => {
    const { scaling } = read(
      `backlogPerTask: { queue: "${queue}", acceptableLatencySeconds: 60, secondsPerMessage: 1 }`,
    );
    expect(JSON.stringify(scaling?.policies[0]?.fields)).toContain('{"name":"QueueName","value":"jobs"}');
  });
});

describe('names', () => {
  const action = (min: number, name = '') =>
    `  - { ${name}schedule: rate(1 day), scalableTargetAction: { minCapacity: ${min} } }\n`;
  const namesIn = (...actions: readonly string[]) => {
    const { scaling, found } = read(`scheduledActions:\n${actions.join('')}`);
    return { names: scaling?.actions.map(({ name }) => name), found };
  };
  const DEFAULT = 'fargate-actions-shop-shop-worker-scheduled';

  test('stay as they are when values change, and when another one goes', () => {
    const named = action(2, 'scheduledActionName: evening, ');
    for (const actions of [
      [action(1), named],
      [action(5), named],
      [named, action(1)],
    ]) {
      expect(namesIn(...actions).names?.toSorted()).toEqual(['evening', DEFAULT]);
    }
    expect(namesIn(action(1))).toEqual({ names: [DEFAULT], found: [] });
  });

  test('are asked for where two are for the same', () => {
    expect(namesIn(action(1), action(2)).found).toEqual(['error scaling/needs-name scaling.yml:3:5']);
    const policies = `scalingPolicies:
  - { targetValue: 1, customizedMetricSpecification: { metricName: Depth, namespace: One, statistic: Sum } }
  - { targetValue: 1, customizedMetricSpecification: { metricName: Depth, namespace: Two, statistic: Sum } }
`;
    expect(read(policies).found).toContain('error scaling/needs-name scaling.yml:3:5');
  });

  test('of a service with a long one say what they are for all the same', () => {
    const { scaling } = read(`scheduledAction: { schedule: rate(1 day), scalableTargetAction: { minCapacity: 1 } }`, {
      name: 'w'.repeat(255),
    });
    const name = scaling?.actions[0]?.name ?? '';
    expect([name.length, name.slice(-12)]).toEqual([256, 'ww-scheduled']);
  });
});

test.each(['2027-01-01T00:00:00Z', '2027-01-01T00:00:00', '2027-01-01T01:00:00+01:00', '1798761600', '1798761600.0'])(
  'a start %s is the same moment, wherever the runner stands',
  (startTime) => {
    const { scaling, found } = read(
      `scheduledAction: { schedule: rate(1 day), startTime: ${startTime}, scalableTargetAction: { minCapacity: 1 } }`,
    );
    expect(found).toEqual([]);
    expect(scaling?.actions[0]?.fields['startTime']).toBe('2027-01-01T00:00:00.000Z');
  },
);

test('a mistyped field of a flat policy is told with the one that was meant', () => {
  const { diagnostics } = read(`scalingPolicy: { targetValue: 70, scaleInCooldwon: 60, ${CPU} }`);
  expect(diagnostics.all).toContainEqual(
    expect.objectContaining({ rule: 'scaling/unknown-field', hint: 'Did you mean scaleInCooldown?' }),
  );
});

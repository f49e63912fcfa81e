import { describe, expect, test } from '@jest/globals';
import { wrongIn } from '../../test/files.ts';

describe('what is no scaling file, or no target', () => {
  test.each([
    {
      name: "a typing error in a part's key",
      text: 'scalingPolcy: { policyType: StepScaling }',
      found: ['error scaling/unknown-key 1:1'],
    },
    {
      name: 'an unknown key beside a part',
      text: ['scalableTarget: { minCapacity: 1 }', 'scaling: {}'].join('\n'),
      found: ['error scaling/unknown-key 2:1'],
    },
    { name: 'a file that is no part', text: 'foo: 1', found: ['error scaling/unknown-part 1:1'] },
    { name: 'a part that is text', text: 'scalingPolicy: CPU', found: ['error scaling/type 1:16'] },
    { name: 'a list of texts', text: '- cpu', found: ['error scaling/type 1:3'] },
    {
      name: 'an unknown field',
      text: ['scalableTarget:', '  minCapacity: 1', '  maxCapcity: 3'].join('\n'),
      found: ['warning scaling/unknown-field 3:3'],
    },
    {
      name: 'a policy that is indented into the target',
      text: ['scalableTarget:', '  maxCapacity: 3', '  scalingPolicy:', '    targetValue: 70'].join('\n'),
      found: ['error scaling/misplaced-part 3:3', 'notice scaling/unknown-field 3:3'],
    },
    {
      name: 'a backlog that is indented into the target',
      text: [
        'scalableTarget:',
        '  maxCapacity: 3',
        '  backlogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }',
      ].join('\n'),
      found: ['error scaling/misplaced-part 3:3', 'notice scaling/unknown-field 3:3'],
    },
    {
      name: 'a minimum that is text',
      text: ['scalableTarget:', '  minCapacity: two'].join('\n'),
      found: ['error scaling/type 2:16'],
    },
    {
      name: 'a minimum with a fraction',
      text: ['scalableTarget:', '  minCapacity: 1.5'].join('\n'),
      found: ['error scaling/type 2:16'],
    },
    {
      name: 'a negative minimum',
      text: ['scalableTarget:', '  minCapacity: -1'].join('\n'),
      found: ['error scaling/bounds 2:16'],
    },
    {
      name: 'a minimum above the maximum',
      text: ['scalableTarget:', '  minCapacity: 20'].join('\n'),
      found: ['error scaling/min-above-max 2:16'],
    },
    {
      name: 'two targets',
      text: ['scalableTargets:', '  - minCapacity: 1', '  - minCapacity: 2'].join('\n'),
      found: ['error scaling/two-targets 3:5'],
    },
    {
      name: "another cluster's resource",
      text: ['scalableTarget:', '  resourceId: service/other/shop-worker'].join('\n'),
      found: ['error scaling/other-resource 2:15'],
    },
    {
      name: 'another namespace',
      text: ['scalableTarget:', '  serviceNamespace: dynamodb'].join('\n'),
      found: ['error scaling/other-resource 2:21'],
    },
    {
      name: 'another dimension',
      text: ['scalableTarget:', '  scalableDimension: "ecs:service:Count"'].join('\n'),
      found: ['error scaling/other-resource 2:22'],
    },
    {
      name: 'a suspended state that is no flag',
      text: ['scalableTarget:', '  suspendedState: { dynamicScalingInSuspended: maybe }'].join('\n'),
      found: ['error scaling/type 2:48'],
    },
    {
      name: 'no type and no configuration',
      text: ['scalingPolicy:', '  policyName: cpu'].join('\n'),
      found: ['error scaling/policy-type 2:3'],
    },
    {
      name: 'a type that is misspelt',
      text: ['scalingPolicy:', '  policyType: TargetTrackingScalling'].join('\n'),
      found: ['error scaling/value 2:15'],
    },
    {
      name: 'a type that is not known',
      text: ['scalingPolicy:', '  policyType: Magic'].join('\n'),
      found: ['notice scaling/value 2:15', 'error scaling/policy-type 2:15'],
    },
    {
      name: 'the configuration of another type',
      text: [
        'scalingPolicy:',
        '  policyType: TargetTrackingScaling',
        '  targetTrackingScalingPolicyConfiguration:',
        '    targetValue: 70',
        '    predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }',
        '  stepScalingPolicyConfiguration: {}',
      ].join('\n'),
      found: ['error scaling/configuration 6:35'],
    },
    {
      name: 'a type without its configuration',
      text: ['scalingPolicy:', '  policyType: StepScaling'].join('\n'),
      found: ['error scaling/configuration 2:3'],
    },
    {
      name: 'a field both inside and outside of the configuration',
      text: [
        'scalingPolicy:',
        '  policyType: TargetTrackingScaling',
        '  targetTrackingScalingPolicyConfiguration:',
        '    targetValue: 70',
        '    predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }',
        '  targetValue: 60',
      ].join('\n'),
      found: ['error scaling/twice 6:3'],
    },
    {
      name: 'two policies on one metric',
      text: [
        'scalingPolicies:',
        '  - { targetValue: 70, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }',
        '  - { targetValue: 60, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }',
      ].join('\n'),
      found: ['error scaling/needs-name 3:5', 'error scaling/same-metric 3:5'],
    },
    {
      name: 'two policies of one name',
      text: [
        'scalingPolicies:',
        '  - { policyName: a, targetValue: 70, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }',
        '  - { policyName: a, targetValue: 1, customizedMetricSpecification: { metricName: A, namespace: B, statistic: Sum } }',
      ].join('\n'),
      found: ['error scaling/same-name 3:5'],
    },
    {
      name: 'a name with a line break',
      text: [
        'scalingPolicy:',
        '  policyName: "a\\nb"',
        '  targetValue: 70',
        '  predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }',
      ].join('\n'),
      found: ['error scaling/name 2:15'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});

describe('backlogPerTask', () => {
  test.each([
    {
      name: 'a backlog without a queue',
      text: ['backlogPerTask:', '  acceptableLatencySeconds: 60', '  secondsPerMessage: 1'].join('\n'),
      found: ['error scaling/backlog-per-task 2:3'],
    },
    {
      name: 'a backlog without time',
      text: ['backlogPerTask:', '  queue: q', '  acceptableLatencySeconds: 0', '  secondsPerMessage: 1'].join('\n'),
      found: ['error scaling/backlog-per-task 3:29'],
    },
    {
      name: 'a field that it has not',
      text: ['backlogPerTask:', '  queue: q', '  acceptableLatency: 1', '  secondsPerMessage: 1'].join('\n'),
      found: ['error scaling/unknown-field 3:3', 'error scaling/backlog-per-task 2:3'],
    },
    ...[
      'jobs/',
      'https://sqs.eu-central-1.amazonaws.com/123456789012/',
      'arn:aws:sns:eu-central-1:123456789012:jobs',
    ].map((queue) => ({
      name: `a queue called ${queue}`,
      text: `backlogPerTask: { queue: "${queue}", acceptableLatencySeconds: 60, secondsPerMessage: 1 }`,
      found: ['error scaling/queue 1:26'],
    })),
    {
      name: 'a target beside it',
      text: [
        'scalingPolicy:',
        '  targetValue: 70',
        '  backlogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }',
      ].join('\n'),
      found: ['error scaling/backlog-per-task 2:3'],
    },
    {
      name: 'another type beside it',
      text: [
        'scalingPolicy:',
        '  policyType: StepScaling',
        '  backlogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }',
      ].join('\n'),
      found: ['error scaling/backlog-per-task 2:3'],
    },
    {
      name: 'a cooldown in it and beside it',
      text: [
        'scalingPolicy:',
        '  scaleInCooldown: 70',
        '  backlogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1, scaleInCooldown: 60 }',
      ].join('\n'),
      found: ['error scaling/twice 2:3'],
    },
    { name: 'no mapping', text: 'scalingPolicy: { backlogPerTask: q }', found: ['error scaling/type 1:34'] },
    {
      name: 'a name with a line break',
      text: 'backlogPerTask: { policyName: "a\\nb", queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }',
      found: ['error scaling/name 1:31'],
    },
    {
      name: 'a latency below the work',
      text: 'backlogPerTask: { queue: q, acceptableLatencySeconds: 1, secondsPerMessage: 2 }',
      found: ['warning scaling/latency-below-work 1:55'],
    },
  ])('$name', ({ text, found }) => {
    expect(wrongIn(text)).toEqual(found);
  });
});

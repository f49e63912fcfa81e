import { describe } from '@jest/globals';
import { badStack, type BadInput } from '../bad-input.ts';

const API = 'api/service.yml';
const WORKER = 'worker/service.yml';

describe('a service file that AWS would refuse', () => {
  const wrong = (
    what: string,
    path: string,
    [from, to]: readonly [string, string],
    [rule, message, at]: readonly [string, string, string],
  ): BadInput => ({ what, edits: [[path, from, to]], errors: [{ rule, message, at: `deploy/${path}:${at}` }] });

  badStack(
    wrong(
      'a desired count that is a word',
      WORKER,
      ['desiredCount: 2', 'desiredCount: two'],
      ['service/type', 'desiredCount must be a whole number, and here is "two".', '2:15'],
    ),
    wrong(
      'a desired count that is negative',
      WORKER,
      ['desiredCount: 2', 'desiredCount: -1'],
      ['service/desired-count', "desiredCount can't be negative", '2:15'],
    ),
    wrong(
      'a network without subnets',
      API,
      ['    subnets:\n      - subnet-private-1a\n      - subnet-private-1b\n', ''],
      ['service/subnets', 'at least one subnet', '8:5'],
    ),
    wrong(
      'an unknown enum value for the public IP',
      API,
      ['assignPublicIp: DISABLED', 'assignPublicIp: NO'],
      ['service/assign-public-ip', 'assignPublicIp is ENABLED or DISABLED.', '13:21'],
    ),
    {
      what: 'percentages that leave no room, merged from two files',
      edits: [['api/deployment.yml', 'maximumPercent: 200', 'maximumPercent: 100']],
      errors: [
        {
          rule: 'service/cannot-deploy',
          message: 'ECS may neither stop an old task nor start a new one',
          at: `deploy/${API}:21:3`,
        },
      ],
    },
    wrong(
      'a circuit breaker without its switch',
      WORKER,
      ['deploymentConfiguration:\n', 'deploymentConfiguration:\n  deploymentCircuitBreaker: { rollback: true }\n'],
      ['service/circuit-breaker', 'deploymentCircuitBreaker needs `enable`', '8:29'],
    ),
    {
      what: 'rebalancing without room for one task more',
      edits: [
        [WORKER, 'launchType: FARGATE', 'launchType: FARGATE\navailabilityZoneRebalancing: ENABLED'],
        [WORKER, 'maximumPercent: 200', 'maximumPercent: 100'],
      ],
      errors: [
        { rule: 'service/rebalancing', message: 'which maximumPercent 100 forbids', at: `deploy/${WORKER}:4:30` },
      ],
    },
    wrong(
      'load balancers that are no list',
      API,
      ['  - targetGroupArn:', '    targetGroupArn:'],
      ['service/type', 'loadBalancers must be a list', '16:5'],
    ),
    wrong(
      'the controller of CodeDeploy',
      'api/deployment.yml',
      ['type: ECS', 'type: CODE_DEPLOY'],
      [
        'service/controller',
        'amply-api asks for the "CODE_DEPLOY" controller, which this version does not support.',
        '3:9',
      ],
    ),
    wrong(
      'an external controller',
      'api/deployment.yml',
      ['type: ECS', 'type: EXTERNAL'],
      ['service/controller', '"EXTERNAL"', '3:9'],
    ),
    wrong(
      'a launch type and a strategy that contradict each other',
      API,
      ['launchType: FARGATE', 'launchType: EXTERNAL'],
      ['service/launch-type-and-strategy', 'AWS refuses launchType beside capacityProviderStrategy', '3:1'],
    ),
    wrong(
      'a service that is a list',
      WORKER,
      ['serviceName: amply-worker', '- amply-worker'],
      ['files/indentation', '', '2:1'],
    ),
    wrong(
      'another name in the place of the target group',
      API,
      ['amply-api-tg', 'amply-tg'],
      ['names/target-group', 'There is no target group amply-tg.\nThere are: amply-api-tg.', '16:21'],
    ),
    wrong(
      'a health check of the target group that it does not have',
      'api/target-group.yml',
      ['healthCheckIntervalSeconds: 30', 'healthCheckIntervalSeconds: often'],
      ['target-group/bounds', 'healthCheckIntervalSeconds', '3:29'],
    ),
    {
      what: 'a service file that is a list',
      files: { 'deploy/worker/service.yml': '- serviceName: amply-worker\n' },
      errors: [
        {
          rule: 'service/not-an-object',
          message: 'A service definition is a mapping',
          at: 'deploy/worker/service.yml:1:1',
        },
      ],
    },
    {
      what: 'a VPC that does not exist',
      edits: [
        ['stack.yml', 'vpc: amply ', 'vpc: amply-vpc '],
        ['stack.yml', '      securityGroups: [sg-ecs]\n', ''],
      ],
      errors: [{ rule: 'names/vpc', message: 'There is no VPC amply-vpc.', at: 'deploy/stack.yml:4:6' }],
    },
  );
});

describe('a singleton that is to be none', () => {
  badStack(
    {
      what: 'more than one task',
      edits: [['beat/service.yml', 'desiredCount: 1', 'desiredCount: 3']],
      errors: [
        {
          rule: 'singleton/settings',
          message: 'desiredCount must be 1, and here is 3',
          at: 'deploy/beat/service.yml:2:15',
        },
      ],
    },
    {
      what: 'a rollback by the circuit breaker',
      edits: [
        [
          'beat/service.yml',
          'launchType: FARGATE',
          'launchType: FARGATE\ndeploymentConfiguration:\n  deploymentCircuitBreaker: { enable: true, rollback: true }',
        ],
      ],
      errors: [
        {
          rule: 'singleton/settings',
          message: 'deploymentConfiguration.deploymentCircuitBreaker.rollback must be false',
          at: 'deploy/beat/service.yml:5:55',
        },
      ],
    },
    {
      what: 'Spot',
      edits: [
        [
          'beat/service.yml',
          'launchType: FARGATE',
          'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT, weight: 1 }]',
        ],
      ],
      errors: [
        { rule: 'singleton/on-demand', message: 'must run on FARGATE alone', at: 'deploy/beat/service.yml:3:27' },
      ],
    },
  );
});

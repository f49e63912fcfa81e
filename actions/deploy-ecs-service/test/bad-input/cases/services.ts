import type { Account } from '../../an-account.ts';
import type { Edit } from '@fargate-actions/stack/testing';
import type { Wrong, WrongOnes } from '../../stopped.ts';

const API = 'api/service.yml';
const WORKER = 'worker/service.yml';
const BEAT = 'beat/service.yml';
const TARGET_GROUP = 'api/target-group.yml';

/** A file of the seed, put differently in one place. */
const saying = (what: string, edit: Edit, ...by: Wrong['by']): Wrong => ({ what, edits: [edit], by });

/** The beat's service file, which says one thing more. */
const beat = (what: string, more: string, ...by: Wrong['by']): Wrong =>
  saying(what, [BEAT, 'launchType: FARGATE', `launchType: FARGATE\n${more}`], ...by);

/** The worker's service file, which says one thing more. */
const worker = (what: string, more: string, ...by: Wrong['by']): Wrong =>
  saying(what, [WORKER, 'launchType: FARGATE', `launchType: FARGATE\n${more}`], ...by);

const NETWORK = 'networkConfiguration: { awsvpcConfiguration:';

/** A second one of a name in the VPC. */
const twice = (list: 'subnets' | 'securityGroups') => (account: Account) => {
  const all = account.emulator.world[list];
  const first = all.find(({ vpcId }) => vpcId === account.emulator.world.subnets[0]?.vpcId);
  if (first) (all as object[]).push({ ...first, id: `${first.id.slice(0, -4)}0000` });
};

/** Service files that AWS would refuse or that contradict themselves, and names in them that nothing has. */
export const SERVICES: readonly WrongOnes[] = [
  {
    kind: 'a field of a service of the wrong kind',
    form: 'a stack',
    cases: [
      saying(
        'half a task',
        [WORKER, 'desiredCount: 2', 'desiredCount: 1.5'],
        ['service/type', 'desiredCount must be a whole number, and here is 1.5.', 'deploy/worker/service.yml:2:15'],
      ),
      saying(
        'a name that is a list',
        [WORKER, 'serviceName: amply-worker', 'serviceName: [amply-worker]'],
        ['service/type', 'serviceName must be text, and here is ["amply-worker"].', 'deploy/worker/service.yml:1:14'],
      ),
      worker('a grace period that is a text', 'healthCheckGracePeriodSeconds: 30s', [
        'service/type',
        'healthCheckGracePeriodSeconds must be a whole number, and here is "30s".',
        'deploy/worker/service.yml:4:32',
      ]),
      worker('exec that is switched on', 'enableExecuteCommand: on', [
        'service/type',
        'enableExecuteCommand must be true or false, and here is "on".',
        'deploy/worker/service.yml:4:23',
      ]),
      worker('a strategy that is a provider', 'capacityProviderStrategy: FARGATE', [
        'service/type',
        'capacityProviderStrategy must be a list, and here is "FARGATE".',
        'deploy/worker/service.yml:4:27',
      ]),
      worker('a controller that is a type', 'deploymentController: ECS', [
        'service/type',
        'deploymentController must be a mapping, and here is "ECS".',
        'deploy/worker/service.yml:4:23',
      ]),
      worker('a network that is a list of subnets', 'networkConfiguration: [subnet-private-1a]', [
        'service/type',
        'networkConfiguration must be a mapping, and here is ["subnet-private-1a"].',
        'deploy/worker/service.yml:4:23',
      ]),
      worker('tags that are a map', 'tags: { team: backend }', [
        'service/type',
        'tags must be a list, and here is {"team":"backend"}.',
        'deploy/worker/service.yml:4:7',
      ]),
      saying(
        'a configuration that is a percentage',
        [WORKER, /deploymentConfiguration:[^]*/, 'deploymentConfiguration: 100\n'],
        [
          'service/type',
          'deploymentConfiguration must be a mapping, and here is 100.',
          'deploy/worker/service.yml:7:26',
        ],
      ),
    ],
  },
  {
    kind: 'a service that ECS would refuse',
    form: 'a stack',
    cases: [
      worker('no subnet at all', `${NETWORK} { subnets: [] } }`, [
        'service/subnets',
        'networkConfiguration needs awsvpcConfiguration with at least one subnet.',
        'deploy/worker/service.yml:4:46',
      ]),
      worker(
        'seventeen subnets',
        `${NETWORK} { subnets: [${Array.from({ length: 17 }, (_, index) => `subnet-0000000${index % 10}`).join(', ')}] } }`,
        ['service/too-many', 'A service takes at most 16 subnets, and here are 17.', 'deploy/worker/service.yml:4:57'],
      ),
      worker(
        'six security groups',
        `${NETWORK} { subnets: [subnet-private-1a], securityGroups: [a, b, c, d, e, f] } }`,
        [
          'service/too-many',
          'A service takes at most 5 security groups, and here are 6.',
          'deploy/worker/service.yml:4:94',
        ],
      ),
      saying(
        'rebalancing beside one task at most',
        [WORKER, 'maximumPercent: 200', 'maximumPercent: 100\navailabilityZoneRebalancing: ENABLED'],
        [
          'service/rebalancing',
          'Rebalancing across availability zones starts a task before it stops one, which maximumPercent 100 forbids.',
          'deploy/worker/service.yml:10:30',
        ],
      ),
      saying(
        'one task that may neither stop nor be joined',
        [
          WORKER,
          /desiredCount: 2([^]*)50([^]*)200/,
          'desiredCount: 1\ndeploymentConfiguration:\n  minimumHealthyPercent: 100\n  maximumPercent: 150',
        ],
        [
          'service/cannot-deploy',
          'With 1 task, minimumHealthyPercent 100 and maximumPercent 150, ECS may neither stop an old task nor start a new one.',
          'deploy/worker/service.yml:4:3',
        ],
      ),
      saying(
        'EC2 beside a strategy of Fargate',
        [API, 'launchType: FARGATE', 'launchType: EC2'],
        [
          'service/launch-type-and-strategy',
          'AWS refuses launchType beside capacityProviderStrategy, and launchType "EC2" does not say the same as the strategy.',
          'deploy/api/service.yml:3:1',
        ],
      ),
      saying(
        'no network',
        ['stack.yml', /networkConfiguration:\n(?: {4}.*\n)+/, '\n'],
        [
          'service/network-missing',
          'amply-beat has no networkConfiguration, and a task on Fargate needs subnets.',
          'deploy/beat/service.yml:1:1',
        ],
        [
          'service/network-missing',
          'amply-worker has no networkConfiguration, and a task on Fargate needs subnets.',
          'deploy/worker/service.yml:1:1',
        ],
      ),
    ],
  },
  {
    kind: 'a name in a service that nothing has',
    form: 'a stack',
    cases: [
      saying(
        'a subnet',
        ['stack.yml', 'subnet-private-1b]', 'subnet-private-1c]'],
        ['names/subnet', 'There is no subnet subnet-private-1c in vpc-0a845810d997f3045.', 'deploy/stack.yml:16:36'],
      ),
      saying(
        'a security group',
        ['stack.yml', 'securityGroups: [sg-ecs]', 'securityGroups: [sg-esc]'],
        [
          'names/security-group',
          'There is no security group sg-esc in vpc-0a845810d997f3045.',
          'deploy/stack.yml:17:24',
        ],
      ),
      saying(
        'a subnet of another VPC',
        ['stack.yml', 'vpc: amply ', 'vpc: legacy '],
        ['names/subnet', 'There is no subnet subnet-private-1a in vpc-0e4a14aa213604e77.', 'deploy/stack.yml:16:17'],
        ['names/subnet', 'There is no subnet subnet-private-1b in vpc-0e4a14aa213604e77.', 'deploy/stack.yml:16:36'],
      ),
      {
        what: 'a subnet that two have',
        prepare: twice('subnets'),
        by: [
          [
            'names/subnet',
            'The subnet subnet-private-1a in vpc-0a845810d997f3045 is ambiguous: subnet-05fca7f579afaa99e, subnet-05fca7f579afa0000.',
            'deploy/api/service.yml:9:9',
          ],
          [
            'names/subnet',
            'The subnet subnet-private-1a in vpc-0a845810d997f3045 is ambiguous: subnet-05fca7f579afaa99e, subnet-05fca7f579afa0000.',
            'deploy/stack.yml:16:17',
          ],
        ],
      },
      {
        what: 'a security group that two have, where no VPC is named',
        edits: [['stack.yml', /vpc: amply .*/, '']],
        by: [
          [
            'names/security-group',
            'The security group sg-ecs is ambiguous: sg-028209c68bfbd2fda, sg-073450fae6ec080cb.',
            'deploy/stack.yml:17:24',
          ],
        ],
      },
      {
        what: 'a VPC that two have',
        with: { services: 'worker' },
        prepare: ({ emulator: { world } }) => {
          for (const { tags } of world.vpcs) tags['Name'] = 'amply';
        },
        by: [
          [
            'names/vpc',
            'The VPC amply is ambiguous: vpc-0a845810d997f3045, vpc-0e4a14aa213604e77.',
            'deploy/stack.yml:4:6',
          ],
        ],
      },
      {
        what: 'a target group that is gone',
        with: { services: 'api' },
        prepare: ({ emulator }) => emulator.world.targetGroups.splice(0),
        by: [['names/target-group', 'There is no target group amply-api-tg.', 'deploy/api/service.yml:16:21']],
      },
      {
        what: 'an execution role that is gone',
        with: { services: 'worker' },
        prepare: ({ emulator }) => emulator.world.roles.splice(0),
        by: [
          [
            'names/role',
            'There is no IAM role amply-task-execution in this account and region.',
            'deploy/stack.yml:13:21',
          ],
        ],
      },
      {
        what: 'everything at once, in an account with nothing in it',
        with: { services: 'api' },
        prepare: ({ emulator: { world } }) => {
          for (const list of [
            'vpcs',
            'subnets',
            'securityGroups',
            'targetGroups',
            'secrets',
            'roles',
            'repositories',
          ] as const)
            world[list].splice(0);
        },
        by: [
          ['names/target-group', 'There is no target group amply-api-tg.', 'deploy/api/service.yml:16:21'],
          [
            'image/not-found',
            'There is no image amply-backend:latest in 123456789012.dkr.ecr.eu-central-1.amazonaws.com.',
            'deploy/api/task-definition.yml:8:12',
          ],
          [
            'names/secret',
            'There is no secret amply/database-url in this account and region.',
            'deploy/api/task-definition.yml:17:20',
          ],
          [
            'names/secret',
            'There is no secret amply/stripe-secret in this account and region.',
            'deploy/api/task-definition.yml:19:20',
          ],
          ['names/vpc', 'There is no VPC amply.', 'deploy/stack.yml:4:6'],
          [
            'names/role',
            'There is no IAM role amply-task-execution in this account and region.',
            'deploy/stack.yml:13:21',
          ],
        ],
      },
    ],
  },
  {
    kind: 'a singleton that two of would run',
    form: 'a stack',
    cases: [
      beat('room for a second', 'deploymentConfiguration: { maximumPercent: 200 }', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.maximumPercent must be 100, and here is 200.',
        'deploy/beat/service.yml:4:44',
      ]),
      beat('the old one kept until the new one is healthy', 'deploymentConfiguration: { minimumHealthyPercent: 100 }', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.minimumHealthyPercent must be 0, and here is 100.',
        'deploy/beat/service.yml:4:51',
      ]),
      beat('rebalancing', 'availabilityZoneRebalancing: ENABLED', [
        'singleton/settings',
        'amply-beat is a singleton: availabilityZoneRebalancing must be "DISABLED", and here is "ENABLED".',
        'deploy/beat/service.yml:4:30',
      ]),
      beat('blue and green', 'deploymentConfiguration: { strategy: BLUE_GREEN }', [
        'singleton/settings',
        'amply-beat is a singleton: deploymentConfiguration.strategy must be "ROLLING", and here is "BLUE_GREEN".',
        'deploy/beat/service.yml:4:38',
      ]),
      beat('one on each host', 'schedulingStrategy: DAEMON', [
        'singleton/settings',
        'amply-beat is a singleton: schedulingStrategy must be "REPLICA", and here is "DAEMON".',
        'deploy/beat/service.yml:4:21',
      ]),
      saying(
        'hosts of our own',
        [BEAT, 'launchType: FARGATE', 'launchType: EC2'],
        [
          'singleton/settings',
          'amply-beat is a singleton: launchType must be "FARGATE", and here is "EC2".',
          'deploy/beat/service.yml:3:13',
        ],
      ),
      saying(
        'none',
        [BEAT, 'desiredCount: 1', 'desiredCount: 0'],
        [
          'singleton/settings',
          'amply-beat is a singleton: desiredCount must be 1, and here is 0.',
          'deploy/beat/service.yml:2:15',
        ],
      ),
      beat(
        'a breaker that is off',
        'deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } }',
        [
          'singleton/settings',
          'amply-beat is a singleton: deploymentConfiguration.deploymentCircuitBreaker.enable must be true, and here is false.',
          'deploy/beat/service.yml:4:64',
        ],
      ),
    ],
  },
  {
    kind: 'the file of a target group',
    form: 'a stack',
    cases: [
      saying(
        'a path without its slash',
        [TARGET_GROUP, 'healthCheckPath: /health', 'healthCheckPath: health'],
        [
          'target-group/path',
          'healthCheckPath begins with a slash, and here is "health".',
          'deploy/api/target-group.yml:2:18',
        ],
      ),
      saying(
        'a path that is a number',
        [TARGET_GROUP, 'healthCheckPath: /health', 'healthCheckPath: 8000'],
        ['target-group/type', 'healthCheckPath is text, and here is 8000.', 'deploy/api/target-group.yml:2:18'],
      ),
      saying(
        'checks more often than AWS does',
        [TARGET_GROUP, 'IntervalSeconds: 30', 'IntervalSeconds: 1'],
        [
          'target-group/bounds',
          'healthCheckIntervalSeconds is a whole number from 5 to 300, and here is 1.',
          'deploy/api/target-group.yml:3:29',
        ],
        [
          'target-group/timeout',
          'healthCheckTimeoutSeconds (5) must be less than healthCheckIntervalSeconds (1).',
          'deploy/api/target-group.yml:4:28',
        ],
      ),
      saying(
        'checks in half seconds',
        [TARGET_GROUP, 'IntervalSeconds: 30', 'IntervalSeconds: 7.5'],
        [
          'target-group/bounds',
          'healthCheckIntervalSeconds is a whole number from 5 to 300, and here is 7.5.',
          'deploy/api/target-group.yml:3:29',
        ],
      ),
      saying(
        'one check as proof of health',
        [TARGET_GROUP, '\nhealthyThresholdCount: 2', '\nhealthyThresholdCount: 1'],
        [
          'target-group/bounds',
          'healthyThresholdCount is a whole number from 2 to 10, and here is 1.',
          'deploy/api/target-group.yml:5:24',
        ],
      ),
      saying(
        'eleven failures',
        [TARGET_GROUP, 'unhealthyThresholdCount: 3', 'unhealthyThresholdCount: 11'],
        [
          'target-group/bounds',
          'unhealthyThresholdCount is a whole number from 2 to 10, and here is 11.',
          'deploy/api/target-group.yml:6:26',
        ],
      ),
      saying(
        'a check that takes until the next',
        [TARGET_GROUP, 'TimeoutSeconds: 5', 'TimeoutSeconds: 30'],
        [
          'target-group/timeout',
          'healthCheckTimeoutSeconds (30) must be less than healthCheckIntervalSeconds (30).',
          'deploy/api/target-group.yml:4:28',
        ],
      ),
      saying(
        'a check that is on, in words',
        [TARGET_GROUP, '# ALB', 'healthCheckEnabled: sometimes\n# ALB'],
        [
          'target-group/type',
          'healthCheckEnabled is true or false, and here is "sometimes".',
          'deploy/api/target-group.yml:1:21',
        ],
      ),
      saying(
        'a matcher that is a code',
        [TARGET_GROUP, '# ALB', 'matcher: 200\n# ALB'],
        [
          'target-group/type',
          'matcher is a mapping, such as `matcher: { httpCode: "200-299" }`.',
          'deploy/api/target-group.yml:1:10',
        ],
      ),
      saying(
        'a field that it does not have',
        [TARGET_GROUP, 'healthCheckPath:', 'healthChekPath:'],
        [
          'target-group/unknown-field',
          'healthChekPath is not a setting of a target group that can be changed.',
          'deploy/api/target-group.yml:2:1',
        ],
      ),
      saying(
        'a field that nobody can change',
        [TARGET_GROUP, '# ALB', 'port: 80\n# ALB'],
        [
          'target-group/unknown-field',
          'port is not a setting of a target group that can be changed.',
          'deploy/api/target-group.yml:1:1',
        ],
      ),
      saying(
        'attributes that are a text',
        [TARGET_GROUP, '# ALB', 'attributes: deregistration_delay\n# ALB'],
        ['target-group/attributes', 'attributes are pairs of a key and a value.', 'deploy/api/target-group.yml:1:13'],
      ),
      saying(
        'an attribute without its value',
        [TARGET_GROUP, '# ALB', 'attributes: [{ key: a }]\n# ALB'],
        ['target-group/attributes', 'attributes are pairs of a key and a value.', 'deploy/api/target-group.yml:1:13'],
      ),
      {
        what: 'a list',
        files: { [`deploy/${TARGET_GROUP}`]: '- healthCheckPath: /health\n' },
        by: [
          [
            'target-group/not-an-object',
            'A target group file is a mapping of fields, such as `healthCheckPath: /health`.',
            'deploy/api/target-group.yml:1:1',
          ],
        ],
      },
      saying(
        'one for a service without a load balancer',
        [
          'stack.yml',
          'service: worker/service.yml',
          'service: worker/service.yml\n    targetGroup: api/target-group.yml',
        ],
        [
          'target-group/which',
          'amply-worker has a targetGroup file in stack.yml, but 0 target groups in its loadBalancers: which one is meant is not clear.',
          'deploy/worker/service.yml:1:1',
        ],
      ),
      saying(
        'one for a service with two',
        [
          API,
          '    containerPort: 8000\n',
          '    containerPort: 8000\n  - { targetGroupArn: amply-api-tg, containerName: api, containerPort: 8001 }\n',
        ],
        [
          'target-group/which',
          'amply-api has a targetGroup file in stack.yml, but 2 target groups in its loadBalancers: which one is meant is not clear.',
          'deploy/api/service.yml:16:3',
        ],
      ),
    ],
  },
];

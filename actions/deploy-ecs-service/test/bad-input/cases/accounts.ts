import { addService } from '../../a-service.ts';
import type { Account } from '../../an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';
import type { Wrong, WrongOnes } from '../../stopped.ts';

type Fault = NonNullable<Parameters<Account['emulator']['changeScenario']>[0]['faults']>[number];

/** An account that answers otherwise. */
const answering = (what: string, fault: Fault, ...by: Wrong['by']): Wrong => ({
  what,
  prepare: ({ emulator }) => {
    emulator.changeScenario({ faults: [fault] });
  },
  by,
});

/** The same, with the service `web` in it. */
const withService = (wrong: Wrong): Wrong => ({
  ...wrong,
  prepare: async (account) => {
    await addService(account);
    await wrong.prepare?.(account);
  },
});

/** Credentials that are good for so many calls. */
const expiring = (calls: number): Wrong =>
  answering(`after ${calls} calls`, { operation: '*', error: 'ExpiredTokenException', afterCalls: calls }, [
    'AWS credentials are missing or not valid',
    /^The AWS credentials have expired \([a-z0-9]+:\w+\)\.$/,
  ]);

/** A permission that is missing. */
const denied = (permission: string, ...by: Wrong['by']): Wrong => ({
  what: permission,
  prepare: ({ emulator }) => {
    emulator.changeScenario({ denied: [permission] });
  },
  by,
});

async function seedDeployed({ deploy }: Account): Promise<void> {
  await deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
}

/** The seed's stack is deployed, and then something happens to it. */
const seedDeployedThen =
  (happens: (account: Account) => void) =>
  async (account: Account): Promise<void> => {
    await seedDeployed(account);
    happens(account);
  };

/** The service `web` is there, and then something happens to it. */
const serviceThen =
  (happens: (account: Account) => void) =>
  async (account: Account): Promise<void> => {
    await addService(account);
    happens(account);
  };

const controlledBy =
  (type: string) =>
  ({ emulator }: Account): void => {
    for (const { settings } of emulator.world.services) Object.assign(settings, { deploymentController: { type } });
  };

/** A later commit is deployed. */
const newerDeployed =
  (services: string) =>
  async ({ deploy }: Account): Promise<void> => {
    await deploy({ with: { stack: 'deploy/stack.yml', services, ...NEWER }, files: seedFiles() });
  };

/** Nothing scales the worker: whether something else does is asked. */
const UNSCALED: Edit = ['stack.yml', '    scaling: { policy: worker/scaling.yml, maxCapacity: 10 }\n', ''];

const OLDER = { 'commit-sha': 'a'.repeat(40), 'github-token': 'a token' };
const NEWER = { 'commit-sha': 'b'.repeat(40) };

/** Accounts that refuse, that do not answer, or that are not as the files say. */
export const ACCOUNTS: readonly WrongOnes[] = [
  {
    kind: 'credentials that expire while a stack is planned',
    form: 'a stack',
    cases: [expiring(1), expiring(3), expiring(5), expiring(8), expiring(12), expiring(14)],
  },
  {
    kind: 'credentials that expire while a service is planned',
    form: 'a service',
    cases: [withService(expiring(1))],
  },
  {
    kind: 'a region',
    form: 'a service',
    cases: [
      answering('that nobody names', { operation: '*', error: 'Error', message: 'Region is missing' }, [
        'AWS credentials are missing or not valid',
        'No AWS region is set.',
      ]),
      answering(
        'that does not exist',
        { operation: '*', error: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND ecs.eu-middle-1.amazonaws.com' },
        [
          'AWS did not answer',
          /^No answer to ecs:\w+ \(ENOTFOUND: getaddrinfo ENOTFOUND ecs\.eu-middle-1\.amazonaws\.com\)\.$/,
        ],
      ),
      answering('that the account has not switched on', { operation: '*', error: 'UnrecognizedClientException' }, [
        'AWS credentials are missing or not valid',
        'AWS does not accept the credentials (UnrecognizedClientException: The security token included in the request is invalid.).',
      ]),
      {
        what: 'that is another one',
        with: { 'aws-region': 'eu-west-1' },
        prepare: (account) => addService(account),
        by: [['cluster/missing', 'There is no cluster default in this account and region.']],
      },
    ],
  },
  {
    kind: 'AWS that does not answer to a stack',
    form: 'a stack',
    cases: [
      answering('sts', { operation: 'sts:*', error: 'ServiceUnavailable' }, [
        'AWS did not answer',
        'No answer to sts:GetCallerIdentity (ServiceUnavailable: The service is unavailable.).',
      ]),
      answering('ec2', { operation: 'ec2:*', error: 'RequestLimitExceeded', message: 'Request limit exceeded.' }, [
        'AWS throttled the run',
        /^AWS throttles ec2:\w+: Request limit exceeded\.$/,
      ]),
      answering(
        'elasticloadbalancing',
        { operation: 'elasticloadbalancing:*', error: 'Throttling', message: 'Rate exceeded' },
        ['AWS throttled the run', 'AWS throttles elasticloadbalancing:DescribeTargetGroups: Rate exceeded'],
      ),
      answering('logs', { operation: 'logs:*', error: 'ServiceUnavailable' }, [
        'AWS did not answer',
        'No answer to logs:DescribeLogGroups (ServiceUnavailable: The service is unavailable.).',
      ]),
      answering('ecs, of clusters', { operation: 'ecs:DescribeClusters', error: 'ServerException' }, [
        'AWS did not answer',
        'No answer to ecs:DescribeClusters (ServerException: Service Unavailable. Please try again later.).',
      ]),
      answering('ecs, of services', { operation: 'ecs:DescribeServices', error: 'ConnectionLost', effect: 'after' }, [
        'AWS did not answer',
        'No answer to ecs:DescribeServices (TimeoutError: socket hang up).',
      ]),
      {
        ...answering('application-autoscaling', { operation: 'application-autoscaling:*', error: 'InternalFailure' }, [
          'AWS did not answer',
          'No answer to application-autoscaling:DescribeScalableTargets (InternalFailure: The request processing has failed because of an unknown error.).',
        ]),
        with: { services: 'worker' },
        edits: [UNSCALED],
        prepare: seedDeployedThen(({ emulator }) => {
          emulator.changeScenario({ faults: [{ operation: 'application-autoscaling:*', error: 'InternalFailure' }] });
        }),
      },
    ],
  },
  {
    kind: 'AWS that says what nobody expects',
    form: 'a service',
    cases: [
      answering(
        'an error that is not known',
        { operation: 'ecs:DescribeServices', error: 'QuantumException', message: 'The cat is both.' },
        ['AWS refused a call', 'ecs:DescribeServices was refused: QuantumException: The cat is both.'],
      ),
      answering(
        'an invalid parameter',
        { operation: 'ecs:DescribeServices', error: 'InvalidParameterException', message: 'service can not be blank' },
        ['AWS refused a call', 'ecs:DescribeServices was refused: InvalidParameterException: service can not be blank'],
      ),
      answering(
        'a limit',
        { operation: 'ecs:DescribeServices', error: 'LimitExceededException', message: 'Too much.' },
        [
          'AWS refused a call',
          'ecs:DescribeServices was refused, because a limit of the account is reached: Too much.',
        ],
      ),
      answering(
        'an error without a message',
        { operation: 'ecs:DescribeServices', error: 'ClientException', message: '' },
        ['AWS refused a call', 'ecs:DescribeServices was refused: ClientException: no message'],
      ),
    ].map(withService),
  },
  {
    kind: 'a permission that a stack can not be planned without',
    form: 'a stack',
    cases: [
      denied('sts:GetCallerIdentity', ['AWS denied a call', 'sts:GetCallerIdentity is denied on *.']),
      denied('ec2:DescribeVpcs', [
        'names/denied',
        "This name can't be looked up: ec2:DescribeVpcs is denied on *.",
        'deploy/stack.yml:15:5',
      ]),
      denied(
        'ec2:DescribeSubnets',
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSubnets is denied on *.",
          'deploy/api/service.yml:9:9',
        ],
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSubnets is denied on *.",
          'deploy/api/service.yml:10:9',
        ],
        ['names/denied', "This name can't be looked up: ec2:DescribeSubnets is denied on *.", 'deploy/stack.yml:16:17'],
        ['names/denied', "This name can't be looked up: ec2:DescribeSubnets is denied on *.", 'deploy/stack.yml:16:36'],
      ),
      denied(
        'ec2:DescribeSecurityGroups',
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSecurityGroups is denied on *.",
          'deploy/api/service.yml:12:9',
        ],
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSecurityGroups is denied on *.",
          'deploy/stack.yml:17:24',
        ],
      ),
      denied('elasticloadbalancing:DescribeTargetGroups', [
        'names/denied',
        "This name can't be looked up: elasticloadbalancing:DescribeTargetGroups is denied on *.",
        'deploy/api/service.yml:16:21',
      ]),
      denied('ecs:DescribeClusters', ['AWS denied a call', 'ecs:DescribeClusters is denied on *.']),
      denied('ecs:DescribeServices', [
        'AWS denied a call',
        /^ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service\/amply-prod\/amply-\w+\.$/,
      ]),
      denied(
        'ec2:*',
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSubnets is denied on *.",
          'deploy/api/service.yml:9:9',
        ],
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSubnets is denied on *.",
          'deploy/api/service.yml:10:9',
        ],
        [
          'names/denied',
          "This name can't be looked up: ec2:DescribeSecurityGroups is denied on *.",
          'deploy/api/service.yml:12:9',
        ],
        ['names/denied', "This name can't be looked up: ec2:DescribeVpcs is denied on *.", 'deploy/stack.yml:15:5'],
      ),
      denied('ecs:*', ['AWS denied a call', /^ecs:Describe\w+ is denied on \S+\.$/]),
      denied('*', ['AWS denied a call', 'sts:GetCallerIdentity is denied on *.']),
      {
        ...denied('elasticloadbalancing:DescribeTargetGroupAttributes', [
          'AWS denied a call',
          'elasticloadbalancing:DescribeTargetGroupAttributes is denied on arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/amply-api-tg/10c43b2ef5a8ef3e.',
        ]),
        with: { services: 'api' },
        edits: [['api/target-group.yml', '# ALB', 'attributes: { deregistration_delay.timeout_seconds: 30 }\n# ALB']],
      },
    ],
  },
  {
    kind: 'a permission that a service can not be planned without',
    form: 'a service',
    cases: [
      denied('ecs:DescribeServices', [
        'AWS denied a call',
        'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/default/web.',
      ]),
      denied('ecs:*', [
        'AWS denied a call',
        'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/default/web.',
      ]),
      denied('*', [
        'AWS denied a call',
        'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/default/web.',
      ]),
    ].map(withService),
  },
  {
    kind: 'a service that is not as it was',
    form: 'a service',
    cases: [
      {
        what: 'of CodeDeploy',
        prepare: serviceThen(controlledBy('CODE_DEPLOY')),
        by: [
          ['service/controller', 'web is deployed by the CODE_DEPLOY controller, which this version does not support.'],
        ],
      },
      {
        what: 'of something else',
        prepare: serviceThen(controlledBy('EXTERNAL')),
        by: [
          ['service/controller', 'web is deployed by the EXTERNAL controller, which this version does not support.'],
        ],
      },
      {
        what: 'of something that nobody knows yet',
        prepare: serviceThen(controlledBy('QUANTUM')),
        by: [['service/controller', 'web is deployed by the QUANTUM controller, which this version does not support.']],
      },
      {
        what: 'with a deployment under way, and on-conflict: fail',
        with: { 'on-conflict': 'fail' },
        prepare: serviceThen(({ emulator }) => {
          emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', forceNewDeployment: true });
        }),
        by: [
          ['service/deployment-under-way', 'A deployment of web is under way (ecs-svc/*), and on-conflict is `fail`.'],
        ],
      },
      {
        what: 'in another cluster',
        prepare: (account) => addService(account, { cluster: 'prod' }),
        by: [['cluster/missing', 'There is no cluster default in this account and region.']],
      },
    ],
  },
  {
    kind: 'a service of a stack that is not as it was',
    form: 'a stack',
    cases: [
      {
        what: 'of CodeDeploy',
        with: { services: 'worker' },
        prepare: seedDeployedThen(controlledBy('CODE_DEPLOY')),
        by: [
          [
            'service/controller',
            'amply-worker is deployed by the CODE_DEPLOY controller, which this version does not support.',
            'deploy/worker/service.yml:1:1',
          ],
        ],
      },
      {
        what: 'all of them being deleted',
        prepare: seedDeployedThen(({ emulator }) => {
          for (const { name } of emulator.world.services)
            emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: name, force: true });
        }),
        by: [
          ['service/draining', 'The service amply-api is being deleted (DRAINING).', 'deploy/api/service.yml:1:1'],
          [
            'service/draining',
            'The service amply-worker is being deleted (DRAINING).',
            'deploy/worker/service.yml:1:1',
          ],
        ],
      },
      {
        what: 'with another role for its load balancer',
        with: { services: 'worker' },
        prepare: seedDeployed,
        edits: [['worker/service.yml', 'launchType: FARGATE', 'launchType: FARGATE\nrole: amply-load-balancer']],
        by: [
          [
            'service/create-only',
            "AWS can't change role of the existing service amply-worker (now null).",
            'deploy/worker/service.yml:4:7',
          ],
        ],
      },
      {
        what: 'with deployments under way, and on-conflict: fail',
        with: { 'on-conflict': 'fail', 'force-new-deployment': 'true' },
        prepare: seedDeployedThen(({ emulator }) => {
          for (const { name } of emulator.world.services)
            emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: name, forceNewDeployment: true });
        }),
        by: [
          [
            'service/deployment-under-way',
            'A deployment of amply-api is under way (ecs-svc/*), and on-conflict is `fail`.',
            'deploy/api/service.yml:1:1',
          ],
          [
            'service/deployment-under-way',
            'A deployment of amply-worker is under way (ecs-svc/*), and on-conflict is `fail`.',
            'deploy/worker/service.yml:1:1',
          ],
        ],
      },
    ],
  },
  {
    kind: 'a commit that the running one contains already',
    form: 'a stack',
    cases: [
      {
        what: 'of one service',
        with: { ...OLDER, services: 'worker' },
        prepare: newerDeployed('worker'),
        commit: 'behind',
        by: [
          [
            'deploy/older',
            'amply-worker runs commit bbbbbbb, which already contains aaaaaaa: this deploy would go back.',
          ],
        ],
      },
      {
        what: 'of all services',
        with: OLDER,
        prepare: newerDeployed(''),
        commit: 'behind',
        by: [
          ['deploy/older', 'amply-api runs commit bbbbbbb, which already contains aaaaaaa: this deploy would go back.'],
          [
            'deploy/older',
            'amply-worker runs commit bbbbbbb, which already contains aaaaaaa: this deploy would go back.',
          ],
        ],
      },
      {
        what: 'of one of two',
        with: { ...OLDER, services: 'worker,api' },
        prepare: newerDeployed('worker'),
        commit: 'behind',
        by: [
          [
            'deploy/older',
            'amply-worker runs commit bbbbbbb, which already contains aaaaaaa: this deploy would go back.',
          ],
        ],
      },
      {
        what: 'in a dry run',
        with: { ...OLDER, services: 'worker', 'dry-run': 'true' },
        prepare: newerDeployed('worker'),
        commit: 'behind',
        by: [
          [
            'deploy/older',
            'amply-worker runs commit bbbbbbb, which already contains aaaaaaa: this deploy would go back.',
          ],
        ],
      },
    ],
  },
];

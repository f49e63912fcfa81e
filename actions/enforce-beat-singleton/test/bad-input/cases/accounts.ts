import {
  all,
  another,
  denied,
  deployed,
  happens,
  locked,
  runsOn,
  withDeployment,
  withSettings,
  withShortArn,
} from '../../live.ts';
import type { Account } from '../../an-account.ts';
import type { Wrong, WrongOnes } from '../../stopped.ts';

type Fault = NonNullable<Parameters<Account['emulator']['changeScenario']>[0]['faults']>[number];

const answering = (what: string, fault: Fault, ...by: Wrong['by']): Wrong => ({
  what,
  prepare: ({ emulator }) => {
    emulator.changeScenario({ faults: [fault] });
  },
  by,
});

/** A permission that nothing can be done without. */
const without = (permission: string, ...by: Wrong['by']): Wrong => ({
  what: permission,
  prepare: denied(permission),
  by,
});

const deleted = ({ emulator }: Account): void => {
  emulator.call('ecs:DeleteService', { cluster: 'amply-prod', service: 'amply-beat', force: true });
};

/** Live services that can be no singletons; whoever deploys or repairs them is told so before anything is written. */
const LIVE: readonly Wrong[] = [
  {
    what: 'that is a daemon',
    prepare: withSettings({ schedulingStrategy: 'DAEMON' }),
    by: [
      [
        'singleton/daemon',
        'amply-beat has the scheduling strategy DAEMON: one task on every instance, and none on Fargate.',
      ],
    ],
  },
  {
    what: 'that is deployed blue/green',
    prepare: withDeployment({ strategy: 'BLUE_GREEN' }),
    by: [['singleton/strategy', 'amply-beat deploys by the strategy BLUE_GREEN, which runs both revisions at once.']],
  },
  {
    what: 'that is deployed in linear steps',
    prepare: withDeployment({ strategy: 'LINEAR' }),
    by: [['singleton/strategy', 'amply-beat deploys by the strategy LINEAR, which runs both revisions at once.']],
  },
  {
    what: 'that is deployed with canaries',
    prepare: withDeployment({ strategy: 'CANARY' }),
    by: [['singleton/strategy', 'amply-beat deploys by the strategy CANARY, which runs both revisions at once.']],
  },
  {
    what: 'whose deployments end early',
    prepare: withDeployment({ earlySuccessCriteria: { enable: true, sourceServiceRevisionCleanup: 'DEFERRED' } }),
    by: [
      [
        'singleton/early-success',
        'amply-beat has earlySuccessCriteria: a deployment counts as done while the old task still runs.',
      ],
    ],
  },
  {
    what: 'with lifecycle hooks',
    prepare: withDeployment({ lifecycleHooks: [{ hookTargetArn: 'x', roleArn: 'y', lifecycleStages: [] }] }),
    by: [
      [
        'singleton/hooks',
        'amply-beat has lifecycle hooks, which can have ECS roll back: the old beat would start beside the new one.',
      ],
    ],
  },
  {
    what: 'on Spot',
    prepare: runsOn('FARGATE_SPOT'),
    by: [
      [
        'singleton/spot',
        "amply-beat runs on FARGATE_SPOT: Spot stops tasks with two minutes' notice, and ECS starts another beside the one that stops.",
      ],
    ],
  },
  {
    what: "on Spot, by the cluster's default",
    prepare: all(happens('default-strategy'), runsOn()),
    by: [
      [
        'singleton/spot',
        'amply-beat names neither launchType nor strategy, and the default strategy of amply-prod has FARGATE_SPOT.',
      ],
    ],
  },
  {
    what: 'beside a second one',
    prepare: happens('second-service'),
    by: [['singleton/second-service', 'The service amply-beat-second runs beat as well (1 running).']],
  },
  {
    what: 'beside workers with a beat in each',
    prepare: another(['celery', '-A', 'amply', 'worker', '-B']),
    by: [['singleton/second-service', 'The service shop-worker runs beat as well (2 running).']],
  },
  {
    what: 'that ECS does not tag',
    prepare: withShortArn,
    by: [
      [
        'singleton/short-arn',
        'amply-beat has a short ARN (arn:aws:ecs:eu-central-1:123456789012:service/amply-beat), and ECS does not tag such a service: a replacement could not be marked on it.',
      ],
    ],
  },
  {
    what: 'that another run replaces, for which nobody waits',
    with: { 'wait-for-other-minutes': '0' },
    prepare: locked,
    by: [
      [
        'singleton/locked',
        'amply-beat is being replaced by the run run-7-other, which has the lock, and it was not done after 0 minutes.',
      ],
    ],
  },
];

/** What the plan of every service says, and what a repair would mend. */
const LIVE_TO_DEPLOY: readonly Wrong[] = [
  {
    what: 'of CodeDeploy',
    prepare: withSettings({ deploymentController: { type: 'CODE_DEPLOY' } }),
    by: [
      [
        'service/controller',
        'amply-beat is deployed by the CODE_DEPLOY controller, which this version does not support.',
      ],
    ],
  },
  {
    what: 'of another controller',
    prepare: withSettings({ deploymentController: { type: 'EXTERNAL' } }),
    by: [
      ['service/controller', 'amply-beat is deployed by the EXTERNAL controller, which this version does not support.'],
    ],
  },
  {
    what: 'that is being deleted',
    prepare: deleted,
    by: [['service/draining', 'The service amply-beat is being deleted (DRAINING).']],
  },
  {
    what: 'that is scaled',
    prepare: happens('scalable-target'),
    by: [
      [
        'singleton/scalable-target',
        'Application Auto Scaling scales amply-beat from 1 to 4 tasks, also during deployments.',
      ],
    ],
  },
  {
    what: 'that is held at one task',
    prepare: happens('scalable-target', { input: { MinCapacity: 1, MaxCapacity: 1 } }),
    by: [
      [
        'singleton/scalable-target',
        'Application Auto Scaling holds amply-beat at 1 task, also while its old task must be gone: it would set the count that a deploy takes to 0 back to 1.',
      ],
    ],
  },
  {
    what: 'beside a beat that somebody started',
    prepare: happens('run-task'),
    by: [['singleton/stray', "The task TASK (family:amply-beat) runs beat, and is not the service's."]],
  },
];

/** The same, where nothing is deployed. */
const LIVE_TO_REPAIR: readonly Wrong[] = [
  {
    what: 'of CodeDeploy',
    prepare: withSettings({ deploymentController: { type: 'CODE_DEPLOY' } }),
    by: [
      [
        'singleton/controller',
        'amply-beat is deployed by the CODE_DEPLOY controller, which runs the old and the new beat at once.',
      ],
    ],
  },
  {
    what: 'of another controller',
    prepare: withSettings({ deploymentController: { type: 'EXTERNAL' } }),
    by: [
      [
        'singleton/controller',
        'amply-beat is deployed by the EXTERNAL controller, which runs the old and the new beat at once.',
      ],
    ],
  },
  {
    what: 'that is being deleted',
    prepare: deleted,
    by: [['singleton/service-missing', 'amply-beat is DRAINING: it is being deleted.']],
  },
];

/** Accounts that refuse, that do not answer, or in which something can be no singleton. */
export const ACCOUNTS: readonly WrongOnes[] = [
  { kind: 'to deploy a service', form: 'a task definition', prepare: deployed, cases: [...LIVE, ...LIVE_TO_DEPLOY] },
  { kind: 'to repair a service', form: 'a service', prepare: deployed, cases: [...LIVE, ...LIVE_TO_REPAIR] },
  {
    kind: 'to deploy a stack whose beat is',
    form: 'a stack',
    prepare: deployed,
    cases: [
      {
        what: 'being deleted',
        prepare: deleted,
        by: [
          ['service/draining', 'The service amply-beat is being deleted (DRAINING).', 'deploy/beat/service.yml:1:1'],
        ],
      },
      {
        what: 'of CodeDeploy',
        prepare: withSettings({ deploymentController: { type: 'CODE_DEPLOY' } }),
        by: [
          [
            'service/controller',
            'amply-beat is deployed by the CODE_DEPLOY controller, which this version does not support.',
            'deploy/beat/service.yml:1:1',
          ],
        ],
      },
      {
        what: 'wrong in several ways',
        prepare: all(withDeployment({ strategy: 'BLUE_GREEN' }), happens('scalable-target'), happens('run-task')),
        by: [
          ['singleton/strategy', 'amply-beat deploys by the strategy BLUE_GREEN, which runs both revisions at once.'],
          [
            'singleton/scalable-target',
            'Application Auto Scaling scales amply-beat from 1 to 4 tasks, also during deployments.',
          ],
          ['singleton/stray', "The task TASK (family:amply-beat) runs beat, and is not the service's."],
        ],
      },
    ],
  },
  {
    kind: 'a new stack, where there is already',
    form: 'a stack',
    cases: [
      {
        what: 'a worker with a beat in it',
        prepare: another(['celery', '-A', 'amply', 'worker', '--beat']),
        by: [['singleton/second-service', 'The service shop-worker runs beat as well (2 running).']],
      },
    ],
  },
  {
    kind: 'a name that nothing has',
    form: 'a service',
    prepare: deployed,
    cases: [
      {
        what: 'the service',
        with: { service: 'amply-beet' },
        by: [['singleton/service-missing', 'There is no service amply-beet in the cluster amply-prod.']],
      },
      {
        what: 'the service, to audit',
        with: { service: 'amply-beet', mode: 'audit' },
        by: [['singleton/service-missing', 'There is no service amply-beet in the cluster amply-prod.']],
      },
      {
        what: 'the cluster',
        with: { cluster: 'amply-prd' },
        by: [['singleton/cluster-missing', 'There is no cluster amply-prd in this account and region.']],
      },
      {
        what: 'the cluster, to audit',
        with: { cluster: 'amply-prd', mode: 'audit' },
        by: [['singleton/cluster-missing', 'There is no cluster amply-prd in this account and region.']],
      },
      {
        what: 'the service, to deploy',
        with: { service: 'amply-beet', mode: 'deploy', 'task-definition': 'beat.json' },
        by: [['service/missing', 'There is no service amply-beet in the cluster amply-prod.']],
      },
      {
        what: 'the cluster, to deploy',
        with: { cluster: 'amply-prd', mode: 'deploy', 'task-definition': 'beat.json' },
        by: [['cluster/missing', 'There is no cluster amply-prd in this account and region.']],
      },
    ],
  },
  {
    kind: 'credentials',
    form: 'a task definition',
    prepare: deployed,
    cases: [
      answering('that are not there', { operation: '*', error: 'CredentialsProviderError' }, [
        'AWS credentials are missing or not valid',
        'There are no AWS credentials.',
      ]),
      answering('that have expired', { operation: '*', error: 'ExpiredTokenException' }, [
        'AWS credentials are missing or not valid',
        'The AWS credentials have expired (ecs:ListServices).',
      ]),
      answering('that are unknown', { operation: '*', error: 'UnrecognizedClientException' }, [
        'AWS credentials are missing or not valid',
        'AWS does not accept the credentials (UnrecognizedClientException: The security token included in the request is invalid.).',
      ]),
      answering('that expire while it is looked', { operation: '*', error: 'ExpiredTokenException', afterCalls: 6 }, [
        'AWS credentials are missing or not valid',
        'The AWS credentials have expired (ecs:ListTasks).',
      ]),
    ],
  },
  {
    kind: 'AWS, while it is looked',
    form: 'a task definition',
    prepare: deployed,
    cases: [
      answering('does not answer', { operation: 'ecs:ListTasks', error: 'ServerException' }, [
        'AWS did not answer',
        'No answer to ecs:ListTasks (ServerException: Service Unavailable. Please try again later.).',
      ]),
      answering('throttles', { operation: 'ecs:DescribeServices', error: 'ThrottlingException' }, [
        'AWS throttled the run',
        'AWS throttles ecs:DescribeServices: Rate exceeded',
      ]),
    ],
  },
  {
    kind: 'a permission to look, for a deploy',
    form: 'a task definition',
    prepare: deployed,
    cases: [
      without('ecs:DescribeServices', [
        'AWS denied a call',
        'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-beat.',
      ]),
      without('ecs:ListTasks', [
        'AWS denied a call',
        'ecs:ListTasks is denied on arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-beat.',
      ]),
      without('ecs:DescribeTasks', [
        'AWS denied a call',
        'ecs:DescribeTasks is denied on arn:aws:ecs:eu-central-1:123456789012:cluster/amply-prod.',
      ]),
    ],
  },
  {
    kind: 'a permission to look, for a repair',
    form: 'a service',
    prepare: deployed,
    cases: [
      without('ecs:DescribeServices', [
        'AWS denied a call',
        'ecs:DescribeServices is denied on arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-beat.',
      ]),
      without('ecs:ListTasks', [
        'amply-beat could not be checked',
        'ecs:ListTasks is denied on arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-beat.',
      ]),
      without('ecs:DescribeTasks', [
        'amply-beat could not be checked',
        'ecs:DescribeTasks is denied on arn:aws:ecs:eu-central-1:123456789012:cluster/amply-prod.',
      ]),
    ],
  },
];

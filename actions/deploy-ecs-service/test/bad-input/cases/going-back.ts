import { addService, aTaskDefinition } from '../../a-service.ts';
import type { Account } from '../../an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';
import type { Wrong, WrongOnes } from '../../stopped.ts';

/** Going back to something, with a service `web` that runs its first revision. */
const back = (what: string, to: string, ...by: Wrong['by']): Wrong => ({
  what,
  with: { 'task-definition': '', 'rollback-to': to },
  prepare: (account) => addService(account),
  by,
});

/** A second revision of `web` is deployed. */
async function twoRevisions(account: Account): Promise<void> {
  await addService(account);
  const { emulator } = account;
  emulator.call('ecs:RegisterTaskDefinition', JSON.parse(aTaskDefinition()) as object);
  emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', taskDefinition: 'web:2' });
  await account.wait(600);
}

/** The same, and then something is taken away. */
const twoRevisionsWithout =
  (take: (account: Account) => unknown) =>
  async (account: Account): Promise<void> => {
    await twoRevisions(account);
    take(account);
  };

const deregister = ({ emulator }: Account): unknown =>
  emulator.call('ecs:DeregisterTaskDefinition', { taskDefinition: 'web:1' });

const deny =
  (...denied: string[]) =>
  ({ emulator }: Account): void => {
    emulator.changeScenario({ denied });
  };

async function seedDeployed({ deploy }: Account): Promise<void> {
  await deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
}

/** A going back that nothing can be gone back to by, or that more is asked of than it does. */
export const GOING_BACK: readonly WrongOnes[] = [
  {
    kind: 'rollback-to that is malformed',
    form: 'a service',
    cases: [
      back('a word', 'latest', [
        'rollback/malformed',
        "rollback-to is `latest`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('a family without its revision', 'web', [
        'rollback/malformed',
        "rollback-to is `web`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('a revision that is a word', 'web:latest', [
        'rollback/malformed',
        "rollback-to is `web:latest`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('a revision that is missing', 'web:', [
        'rollback/malformed',
        "rollback-to is `web:`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('a revision below all', '-1', [
        'rollback/malformed',
        "rollback-to is `-1`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('a version', '1.0', [
        'rollback/malformed',
        "rollback-to is `1.0`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('previous in capitals', 'Previous', [
        'rollback/malformed',
        "rollback-to is `Previous`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
      back('an image', '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v1', [
        'rollback/malformed',
        "rollback-to is `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v1`; it takes `previous`, a revision's number, or `family:revision`.",
      ]),
    ],
  },
  {
    kind: 'rollback-to that leads nowhere',
    form: 'a service',
    cases: [
      back('a revision that there never was', '99', ['rollback/not-active', 'There is no task definition web:99.']),
      back('a revision of no number', '0', ['rollback/not-active', 'There is no task definition web:0.']),
      back('a family that there is not', 'api:1', ['rollback/not-active', 'There is no task definition api:1.']),
      back('an ARN of nothing', 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:99', [
        'rollback/not-active',
        'There is no task definition arn:aws:ecs:eu-central-1:123456789012:task-definition/web:99.',
      ]),
      back('previous, of a service that was deployed once', 'previous', [
        'rollback/no-previous',
        'web has no earlier deployment to go back to that succeeded and whose task definition is still ACTIVE.',
      ]),
      {
        ...back('a revision that is deregistered', '1', [
          'rollback/not-active',
          "web:1 is INACTIVE: it can't be deployed.",
        ]),
        prepare: twoRevisionsWithout(deregister),
      },
      {
        ...back('previous, where it is deregistered', 'previous', [
          'rollback/no-previous',
          'web has no earlier deployment to go back to that succeeded and whose task definition is still ACTIVE.',
        ]),
        prepare: twoRevisionsWithout(deregister),
      },
      {
        ...back('previous, where neither deployments nor revisions may be listed', 'previous', [
          'AWS denied a call',
          'ecs:ListTaskDefinitions is denied on *.',
        ]),
        prepare: twoRevisionsWithout(deny('ecs:ListServiceDeployments', 'ecs:ListTaskDefinitions')),
      },
      {
        ...back('a number, where revisions may not be described', '1', [
          'AWS denied a call',
          'ecs:DescribeTaskDefinition is denied on *.',
        ]),
        prepare: twoRevisionsWithout(deny('ecs:DescribeTaskDefinition')),
      },
      {
        ...back('a service that there is not', 'previous', [
          'cluster/missing',
          'There is no cluster default in this account and region.',
        ]),
        prepare: () => undefined,
      },
      {
        ...back('a service that is being deleted', 'previous', [
          'service/draining',
          "The service web is being deleted (DRAINING): it can't go back.",
        ]),
        prepare: twoRevisionsWithout(({ emulator }) =>
          emulator.call('ecs:DeleteService', { cluster: 'default', service: 'web', force: true }),
        ),
      },
      {
        ...back('a service of CodeDeploy', '1', [
          'service/controller',
          'web is deployed by the CODE_DEPLOY controller, which this version does not support.',
        ]),
        prepare: twoRevisionsWithout(({ emulator }) => {
          for (const { settings } of emulator.world.services)
            Object.assign(settings, { deploymentController: { type: 'CODE_DEPLOY' } });
        }),
      },
      {
        ...back('a service with a deployment under way, and on-conflict: fail', '1', [
          'service/deployment-under-way',
          'A deployment of web is under way (ecs-svc/*), and on-conflict is `fail`.',
        ]),
        with: { 'task-definition': '', 'rollback-to': '1', 'on-conflict': 'fail' },
        prepare: twoRevisionsWithout(({ emulator }) =>
          emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', forceNewDeployment: true }),
        ),
      },
    ],
  },
  {
    kind: 'rollback-to beside what it leaves alone',
    form: 'a service',
    cases: [
      {
        what: 'propagate-tags',
        with: { 'task-definition': '', 'rollback-to': '1', 'propagate-tags': 'SERVICE' },
        by: [
          [
            'inputs/combination',
            'The inputs `rollback-to` and `propagate-tags` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
        ],
      },
      {
        what: 'enable-ecs-managed-tags',
        with: { 'task-definition': '', 'rollback-to': '1', 'enable-ecs-managed-tags': 'true' },
        by: [
          [
            'inputs/combination',
            'The inputs `rollback-to` and `enable-ecs-managed-tags` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
        ],
      },
      {
        what: 'a volume',
        with: {
          'task-definition': '',
          'rollback-to': '1',
          'service-managed-ebs-volume-name': 'data',
          'service-managed-ebs-volume': '{}',
        },
        by: [
          [
            'inputs/combination',
            'The inputs `rollback-to` and `service-managed-ebs-volume-name` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
          [
            'inputs/combination',
            'The inputs `rollback-to` and `service-managed-ebs-volume` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
        ],
      },
    ],
  },
  {
    kind: 'rollback-to with a stack',
    form: 'a stack',
    cases: [
      {
        what: 'one revision for all services',
        with: { 'rollback-to': '1' },
        prepare: seedDeployed,
        by: [['rollback/one-service', 'rollback-to `1` names one revision, but 2 services are to go back.']],
      },
      {
        what: 'one of a family for two',
        with: { 'rollback-to': 'amply-api:1', services: 'api,worker' },
        prepare: seedDeployed,
        by: [['rollback/one-service', 'rollback-to `amply-api:1` names one revision, but 2 services are to go back.']],
      },
      {
        what: 'previous, where there is none of any',
        with: { 'rollback-to': 'previous' },
        prepare: seedDeployed,
        by: [
          [
            'rollback/no-previous',
            'amply-api has no earlier deployment to go back to that succeeded and whose task definition is still ACTIVE.',
          ],
          [
            'rollback/no-previous',
            'amply-worker has no earlier deployment to go back to that succeeded and whose task definition is still ACTIVE.',
          ],
        ],
      },
      {
        what: 'services that were never deployed',
        with: { 'rollback-to': 'previous' },
        by: [
          ['service/missing', 'There is no service amply-api in the cluster amply-prod.'],
          ['service/missing', 'There is no service amply-worker in the cluster amply-prod.'],
        ],
      },
      {
        what: 'a service that the stack does not have',
        with: { 'rollback-to': 'previous', services: 'apis' },
        by: [['inputs/unknown-service', 'The stack amply has no service `apis`.']],
      },
      {
        what: 'task-definitions',
        with: { 'rollback-to': 'previous', 'task-definitions': '{"api": "api.json"}' },
        by: [
          [
            'inputs/combination',
            'The inputs `rollback-to` and `task-definitions` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
        ],
      },
      {
        what: 'a task definition of the official kind',
        with: { 'rollback-to': 'previous', 'task-definition': 'web.json' },
        by: [
          [
            'inputs/combination',
            'The inputs `rollback-to` and `task-definition` exclude each other: going back deploys a revision that is registered, and changes nothing else.',
          ],
          [
            'inputs/combination',
            'The inputs `stack` and `task-definition` exclude each other: with a stack, its files say it.',
          ],
        ],
      },
    ],
  },
];

import { deployed } from '../../live.ts';
import { aFile, type Wrong, type WrongOnes } from '../../stopped.ts';
import type { Edit } from '@fargate-actions/stack/testing';

const inStack = (from: string, to: string): { readonly edits: readonly Edit[] } => ({
  edits: [['stack.yml', from, to]],
});
const inTask = (from: string, to: string): { readonly edits: readonly Edit[] } => ({
  edits: [['beat/task-definition.yml', from, to]],
});
const inService = (more: string): { readonly edits: readonly Edit[] } => ({
  edits: [['beat/service.yml', 'launchType: FARGATE', `launchType: FARGATE\n${more}`]],
});
const logging = (options: string) => `    logConfiguration: { logDriver: awslogs, options: { ${options} } }\n`;

const OF_STACK: readonly Wrong[] = [
  {
    what: 'after an unknown service',
    ...inStack('after: [worker]', 'after: [wroker]'),
    by: [['stack/unknown-service', '`after` of beat names an unknown service: wroker.', 'deploy/stack.yml:35:13']],
  },
  {
    what: 'after one that comes after it',
    ...inStack('    service: worker/service.yml\n', '    service: worker/service.yml\n    after: [beat]\n'),
    by: [
      ['stack/cycle', 'These services wait for each other: worker -> beat -> worker.', 'deploy/stack.yml:30:12'],
      ['stack/cycle', 'These services wait for each other: beat -> worker -> beat.', 'deploy/stack.yml:36:12'],
    ],
  },
  {
    what: 'in the account of somebody else',
    ...inStack('region: eu-central-1', 'region: eu-central-1\naccount: "999988887777"'),
    by: [
      [
        'stack/account',
        'The credentials of this run are for the account 123456789012, but this environment is in 999988887777.',
        'deploy/stack.yml:4:10',
      ],
    ],
  },
  {
    what: 'behind a load balancer for another container',
    ...inService('loadBalancers: [{ targetGroupArn: amply-api-tg, containerName: api, containerPort: 8000 }]'),
    by: [
      [
        'service/not-in-task-definition',
        'A load balancer names the container api, which the task definition does not have.',
        'deploy/beat/service.yml:4:64',
      ],
    ],
  },
  {
    what: 'with a volume of nobody',
    ...inService(
      'volumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: "arn:aws:iam::123456789012:role/ebs", sizeInGiB: 10 } }]',
    ),
    by: [
      [
        'service/not-in-task-definition',
        'A volume configuration names the volume data, which the task definition does not have.',
        'deploy/beat/service.yml:4:32',
      ],
    ],
  },
  {
    what: 'with a log group that is not to be created',
    ...inTask('    command:', `${logging('awslogs-group: /ecs/x, awslogs-create-group: "false"')}    command:`),
    by: [
      [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "false": AWS refuses any other value.',
        'deploy/beat/task-definition.yml:9:101',
      ],
    ],
  },
  {
    what: 'with a service file that is a list',
    edits: [['beat/service.yml', /[^]*/, '- desiredCount: 1\n']],
    by: [
      [
        'service/not-an-object',
        'A service definition is a mapping of fields, such as `serviceName: api`.',
        'deploy/beat/service.yml:1:1',
      ],
    ],
  },
  {
    what: 'with a key twice',
    ...inTask('cpu: 256', 'cpu: 256\ncpu: 512'),
    by: [['files/duplicate-key', 'Duplicate key cpu: line 3 has it already.', 'deploy/beat/task-definition.yml:4:1']],
  },
];

const OF_TASK_DEFINITION: readonly Wrong[] = [
  {
    what: 'with a volume that the service does not configure',
    files: {
      'beat.json': aFile().replace(
        '"cpu": "256"',
        '"volumes": [{ "name": "data", "configuredAtLaunch": true }],\n  "cpu": "256"',
      ),
    },
    by: [
      [
        'service/not-in-task-definition',
        'The task definition leaves the volume data to the service (configuredAtLaunch), and amply-beat does not configure it.',
      ],
    ],
  },
  {
    what: 'with a health check that never ends',
    files: { 'beat.json': aFile({ healthCheck: { command: ['CMD', 'true'], timeout: 120 } }) },
    by: [
      [
        'task-definition/health-check',
        'healthCheck.timeout of the container beat must be from 2 to 60 seconds, got 120.',
        'beat.json:26:20',
      ],
    ],
  },
  {
    what: 'with more seconds to stop than Fargate waits',
    files: { 'beat.json': aFile({ stopTimeout: 300 }) },
    by: [
      [
        'task-definition/stop-timeout',
        'stopTimeout of the container beat must be from 2 to 120 seconds on Fargate, got 300.',
        'beat.json:21:22',
      ],
    ],
  },
];

/** What is wrong in a file of beat's, each at its place. */
export const PLACES: readonly WrongOnes[] = [
  { kind: 'a stack whose beat is', form: 'a stack', cases: OF_STACK },
  { kind: 'a task definition of beat', form: 'a task definition', prepare: deployed, cases: OF_TASK_DEFINITION },
];

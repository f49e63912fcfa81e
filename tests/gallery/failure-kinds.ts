import type { Behaviour, Emulator, ImageBehaviour, ScenarioChange } from '@fargate-actions/emulator';
import { CONFIG_ERROR, STARTED, TRACEBACK } from './container-logs.ts';
import type { FailureKind } from './failure-kind.ts';

const TASK_DEFINITION = 'api/task-definition.yml';
const DEPLOYMENT = 'api/deployment.yml';

/** What the image that is deployed does. */
function image(behaviour: Behaviour, more: Omit<ImageBehaviour, 'behaviour'> = {}): ScenarioChange {
  return { images: { '*:v2': { behaviour, ...more } } };
}

/** So many seconds from now, as the world counts them. */
function secondsFromNow({ world }: Emulator, seconds: number): number {
  return (world.now - world.startAt) / 1000 + seconds;
}

/** A kind with what most have in common: the service ran before, and nothing else is special. */
function kind(
  title: string,
  story: string,
  scenario: FailureKind['scenario'] | ScenarioChange,
  more: Partial<FailureKind> = {},
): FailureKind {
  return {
    title,
    story,
    ranBefore: true,
    scenario: typeof scenario === 'function' ? scenario : () => scenario,
    edits: [],
    with: {},
    ...more,
  };
}

/** Every way of failing that the page shows. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  kind(
    'Image not found',
    'The image was there when the deployment began, and has been removed since: by a lifecycle policy, for example.',
    image('pull-error'),
  ),
  kind(
    'Repository missing',
    'The task definition names a repository that does not exist.',
    {},
    { edits: [[TASK_DEFINITION, 'amply-backend:v2', `amply-backnd@sha256:${'5e'.repeat(32)}`]] },
  ),
  kind(
    'Secret missing',
    'The secret was deleted after the plan was made.',
    image('secret-missing', {
      reason:
        "unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-95kFGw from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    }),
  ),
  kind('Secret denied', 'The execution role may not read one of the secrets.', image('secret-denied')),
  kind('Log group missing', 'Somebody deleted the log group while the deployment began.', image('log-group-missing')),
  kind(
    'Subnets without a route',
    'The tasks run in subnets that have neither a NAT gateway nor VPC endpoints.',
    image('secret-missing', {
      reason:
        'unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-95kFGw from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded',
    }),
  ),
  kind(
    'A variable is missing',
    'The program reads a variable at import that the task definition does not give it.',
    image('crash', { exitCode: 1, logs: TRACEBACK }),
  ),
  kind(
    'Settings that do not validate',
    'The settings of the program are a pydantic model, and two of its fields are missing.',
    image('crash', { exitCode: 1, logs: CONFIG_ERROR }),
  ),
  kind('Crash without a log line', 'The program ends at once and says nothing.', image('crash', { exitCode: 1 })),
  kind(
    'Crash after a while',
    'The program runs for 45 seconds, then it ends: before the load balancer has called it healthy.',
    image('crash-late', {
      exitCode: 1,
      afterSeconds: 45,
      logs: [...STARTED, 'redis.exceptions.ConnectionError: Error 111 connecting to cache:6379. Connection refused.'],
    }),
  ),
  kind('Out of memory', 'The program needs more memory than its task has.', image('oom', { logs: STARTED })),
  kind(
    'Command not found, exit code 127',
    'A shell in the container does not know the command.',
    image('crash', { exitCode: 127, logs: ['/bin/sh: 1: uvicorn: not found'] }),
  ),
  kind(
    'Command not in the image',
    'The container runtime does not find the program.',
    image('secret-missing', {
      reason:
        'failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "uvicorn": executable file not found in $PATH: unknown',
    }),
  ),
  kind(
    'Built for another processor',
    'The image was built on an ARM machine, and the task runs on X86_64.',
    image('crash', { exitCode: 1, logs: ['exec /usr/local/bin/uvicorn: exec format error'] }),
  ),
  kind(
    'Container health check fails',
    "The program runs, but the command of the container's health check fails.",
    image('unhealthy-container', { logs: STARTED }),
  ),
  kind(
    'Target unhealthy',
    'The program runs, but does not answer the load balancer as it should.',
    image('unhealthy-target', { logs: STARTED }),
  ),
  kind(
    'No capacity until the time is up',
    'AWS has no capacity for the new tasks for longer than the run waits.',
    image('no-capacity'),
    { with: { 'wait-for-minutes': '10' } },
  ),
  kind(
    'Circuit breaker without rollback',
    'The service has a circuit breaker that does not roll back, the run is told to leave failures as they are and to give nothing up itself.',
    image('crash', { exitCode: 1, logs: TRACEBACK }),
    {
      with: { 'on-failure': 'leave', 'fail-fast-after': '0' },
      edits: [[DEPLOYMENT, 'rollback: true', 'rollback: false']],
    },
  ),
  kind(
    'First deployment of a service',
    'There is nothing to go back to.',
    image('crash', { exitCode: 1, logs: TRACEBACK }),
    { ranBefore: false },
  ),
  kind('Cancelled', 'Somebody cancels the workflow run.', {}, { cancelAtSeconds: 40 }),
  kind(
    'Cancelled, with a rollback',
    'Somebody cancels the workflow run, which was told to roll back then.',
    {},
    { cancelAtSeconds: 40, with: { 'on-cancel': 'rollback' } },
  ),
  kind('Superseded', 'Somebody else deploys the same service meanwhile.', {
    happenings: [{ atSeconds: 30, happens: 'update', name: 'amply-api', input: { taskDefinition: 'amply-api:1' } }],
  }),
  kind('Service deleted meanwhile', 'Somebody deletes the service.', {
    happenings: [{ atSeconds: 30, happens: 'delete', name: 'amply-api' }],
  }),
  kind(
    'Alarm',
    'An alarm of the deployment goes off while the new tasks come up.',
    ({ world }) => {
      world.alarms.push({ name: 'amply-api-5xx', state: 'OK' });
      return { happenings: [{ atSeconds: 100, happens: 'alarm', name: 'amply-api-5xx' }] };
    },
    {
      edits: [
        [
          DEPLOYMENT,
          'maximumPercent: 200',
          'maximumPercent: 200\n  alarms: { alarmNames: [amply-api-5xx], enable: true, rollback: true }',
        ],
      ],
    },
  ),
  kind(
    'Permissions missing while watching',
    'The new image crashes, and the role of the job may neither see service deployments, nor tasks, nor logs.',
    {
      ...image('crash', { exitCode: 1, logs: TRACEBACK }),
      denied: [
        'ecs:ListServiceDeployments',
        'ecs:DescribeServiceDeployments',
        'ecs:ListTasks',
        'ecs:DescribeTasks',
        'logs:GetLogEvents',
      ],
    },
  ),
  kind('Credentials expire while watching', 'The credentials of the job last for one more minute.', (emulator) => ({
    tokensExpireAtSeconds: secondsFromNow(emulator, 60),
  })),
];

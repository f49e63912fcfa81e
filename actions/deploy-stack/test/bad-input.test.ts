import { expect, test } from '@jest/globals';
import type { Edit } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';

/** What is wrong in a run, and all that it is stopped by: `rule file:line:column`. */
interface Wrong {
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly edits?: readonly Edit[];
  readonly files?: Readonly<Record<string, string>>;
  readonly by: readonly string[];
}

const STACK = 'deploy/stack.yml';
const ALARMS = 'deploy/monitoring/alarms.yml';
const BOARD = 'deploy/board.yml';
const API = 'deploy/api/service.yml';
const API_TASK = 'deploy/api/task-definition.yml';
const API_SCALING = 'deploy/api/scaling.yml';
const WORKER = 'deploy/worker/service.yml';
const WORKER_TASK = 'deploy/worker/task-definition.yml';
const WORKER_SCALING = 'deploy/worker/scaling.yml';
const BEAT = 'deploy/beat/service.yml';
const BEAT_TASK = 'deploy/beat/task-definition.yml';
const HEALTH_CHECK = 'deploy/api/health-check.yml';
const TARGET_GROUP = 'deploy/api/target-group.yml';

type Says = readonly [from: string | RegExp, to: string];

/** One file that says something else. */
const inFile =
  (path: string) =>
  (...says: Says): Pick<Wrong, 'edits'> => ({ edits: [[path.replace('deploy/', ''), ...says]] });
const inStack = inFile(STACK);
const inAlarms = inFile(ALARMS);
const inApi = inFile(API);
const inApiTask = inFile(API_TASK);
const inApiScaling = inFile(API_SCALING);
const inWorker = inFile(WORKER);
const inWorkerTask = inFile(WORKER_TASK);
const inBeat = inFile(BEAT);
const inBeatTask = inFile(BEAT_TASK);

const MONITORING =
  'monitoring: { alarms: monitoring/alarms.yml, dashboard: true, logRetentionInDays: 30, notify: amply-alerts }';
const monitoring = (is: string): Pick<Wrong, 'edits'> => inStack(MONITORING, `monitoring: ${is}`);
/** The stack with a dashboard of its own, from line 1 of `board.yml`. */
const board = (...lines: readonly string[]): Pick<Wrong, 'edits' | 'files'> => ({
  ...monitoring('{ dashboard: board.yml }'),
  files: { [BOARD]: `${lines.join('\n')}\n` },
});
const OF_WORKER = 'scaling: { policy: worker/scaling.yml, maxCapacity: 10 }';

const OF_INPUTS: readonly Wrong[] = [
  { what: 'no stack', with: { stack: '' }, by: ['inputs/required'] },
  { what: 'a stack that is not there', with: { stack: 'deploy/stak.yml' }, by: ['files/missing'] },
  { what: 'a stack outside of the workspace', with: { stack: '../stack.yml' }, by: ['files/outside-workspace'] },
  { what: 'an unknown mode', with: { mode: 'apply' }, by: ['inputs/unknown-value'] },
  { what: 'a mode that is to come', with: { mode: 'rollback' }, by: ['inputs/not-supported'] },
  { what: 'another mode that is to come', with: { mode: 'import' }, by: ['inputs/not-supported'] },
  { what: 'a way back that is to come', with: { 'on-failure': 'rollback-stack' }, by: ['inputs/not-supported'] },
  { what: 'an unknown way back', with: { 'on-failure': 'rollback' }, by: ['inputs/unknown-value'] },
  {
    what: 'an image twice',
    with: { image: 'amply-backend:2', 'image-ref': `amply-backend@sha256:${'a'.repeat(64)}` },
    by: ['inputs/combination'],
  },
  { what: 'an audit of an image', with: { mode: 'audit', image: 'amply-backend:2' }, by: ['inputs/combination'] },
  { what: 'prune of some services', with: { prune: 'true', services: 'api' }, by: ['inputs/combination'] },
  { what: 'an image that is none', with: { image: 'Amply Backend' }, by: ['image/malformed'] },
  { what: 'an image of another repository', with: { image: 'other-backend:2' }, by: ['image/not-found'] },
  {
    what: 'a digest that the registry does not have',
    with: { 'image-ref': `amply-backend@sha256:${'0'.repeat(64)}` },
    by: ['image/not-found'],
  },
  {
    what: 'the same, in full',
    with: { image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@sha256:${'0'.repeat(64)}` },
    by: ['image/not-found'],
  },
  { what: 'a reference without a digest', with: { 'image-ref': 'amply-backend:2' }, by: ['inputs/image-ref'] },
  { what: 'a service that the stack has not', with: { services: 'api, wroker' }, by: ['inputs/unknown-service'] },
  {
    what: 'an environment that there is not',
    with: { environment: 'stagging' },
    by: [`stack/unknown-environment ${STACK}:39:1`],
  },
  { what: 'variables that are none', with: { variables: 'COLOUR' }, by: ['files/variables-line'] },
  { what: 'a wait of no minute', with: { 'wait-for-minutes': '0' }, by: ['inputs/number'] },
  { what: 'neither yes nor no', with: { prune: 'yes', 'dry-run': 'maybe' }, by: ['inputs/boolean', 'inputs/boolean'] },
  { what: 'no parallel run at all', with: { 'max-parallel': '0' }, by: ['inputs/number'] },
  {
    what: 'inputs of which many are wrong',
    with: { mode: 'apply', 'on-conflict': 'queue', 'log-lines': 'all', 'fail-fast-after': '-1', 'allow-older': '1' },
    by: ['inputs/unknown-value', 'inputs/unknown-value', 'inputs/number', 'inputs/number', 'inputs/boolean'],
  },
  {
    what: 'combinations of which many are wrong',
    with: { mode: 'rollback', 'on-failure': 'rollback-stack', prune: 'true', services: 'api' },
    by: ['inputs/not-supported', 'inputs/not-supported', 'inputs/combination'],
  },
];

const OF_STACK: readonly Wrong[] = [
  { what: 'YAML that is none', ...inStack('name: amply', 'name: @'), by: [`files/missing-quotes ${STACK}:2:7`] },
  { what: 'a file that is a list', files: { [STACK]: '- name: amply\n' }, by: [`stack/type ${STACK}:1:1`] },
  { what: 'nothing in it', files: { [STACK]: '' }, by: [`files/empty ${STACK}:1:1`] },
  {
    what: 'a key that is misspelt',
    ...inStack('services:', 'service:'),
    by: [`stack/missing-key ${STACK}:2:1`, `stack/unknown-key ${STACK}:20:1`],
  },
  {
    what: 'tasks, which are to come',
    ...inStack('environments:', 'tasks: { migrate: { service: api, command: [alembic] } }\n\nenvironments:'),
    by: [`stack/unknown-key ${STACK}:39:1`],
  },
  { what: 'a name that is none', ...inStack('name: amply\n', 'name: amply prod\n'), by: [`stack/type ${STACK}:2:7`] },
  { what: 'no cluster', ...inStack(/cluster: \{ name: amply-prod.*\n/, ''), by: [`stack/missing-key ${STACK}:2:1`] },
  {
    what: 'a region that is none',
    ...inStack('region: eu-central-1', 'region: Frankfurt'),
    by: [`environment/region ${API_TASK}:24:25`],
  },
  {
    what: 'no services',
    ...inStack(/services:\n[^]*?\nmonitoring/, 'services: {}\n\nmonitoring'),
    by: [`alarms/no-service ${ALARMS}:2:14`, `alarms/no-service ${ALARMS}:9:14`],
  },
  {
    what: 'a service without a task definition',
    ...inStack('    taskDefinition: worker/task-definition.yml\n', ''),
    by: [`stack/missing-key ${STACK}:28:5`],
  },
  {
    what: 'a service after one that there is not',
    ...inStack('after: [worker]', 'after: [wroker]'),
    by: [`stack/unknown-service ${STACK}:35:13`],
  },
  {
    what: 'services that wait for each other',
    ...inStack(OF_WORKER, `${OF_WORKER}\n    after: [beat]`),
    by: [`stack/cycle ${STACK}:31:12`, `stack/cycle ${STACK}:36:12`],
  },
  {
    what: 'a service twice',
    ...inStack('service: worker/service.yml', 'service: api/service.yml'),
    by: [`stack/same-service ${STACK}:27:3`],
  },
  {
    what: 'scaling of a singleton',
    ...inStack('singleton: true', 'singleton: true\n    scaling: { policy: worker/scaling.yml, maxCapacity: 2 }'),
    by: [`singleton/scaling ${STACK}:35:14`],
  },
  {
    what: 'an account of other digits',
    ...inStack('name: amply\n', 'name: amply\naccount: "12345"\n'),
    by: [`stack/account ${STACK}:3:10`],
  },
  {
    what: 'another account',
    ...inStack('name: amply\n', 'name: amply\naccount: "999988887777"\n'),
    by: [`stack/account ${STACK}:3:10`],
  },
  {
    what: 'an account that is a number',
    ...inStack('name: amply\n', 'name: amply\naccount: 123456789012\n'),
    by: [`stack/type ${STACK}:3:10`],
  },
  {
    what: 'an environment with what production has',
    ...inStack('    region: eu-west-1\n    cluster: { name: amply-staging }\n', ''),
    by: [
      `environment/shared ${API}:1:14`,
      `environment/shared ${API}:16:21`,
      `environment/shared ${API_TASK}:2:9`,
      `environment/shared ${API_TASK}:23:24`,
      `environment/shared ${BEAT}:1:14`,
      `environment/shared ${BEAT_TASK}:2:9`,
      `environment/shared ${BEAT_TASK}:7:5`,
      `environment/shared ${ALARMS}:2:14`,
      `environment/shared ${ALARMS}:9:14`,
      `environment/shared ${WORKER}:1:14`,
    ],
  },
  {
    what: 'a suffix that no name may have',
    with: { environment: 'staging' },
    ...inStack('production: false', 'production: false\n    nameSuffix: " staging"'),
    by: [`stack/name-suffix ${STACK}:42:17`],
  },
  {
    what: 'off-hours in production',
    with: { environment: 'staging' },
    ...inStack('    production: false\n', ''),
    by: [`scaling/off-hours-production ${STACK}:43:15`],
  },
  {
    what: 'off-hours in a zone that there is not',
    with: { environment: 'staging' },
    ...inStack('Europe/Berlin', 'Berlin'),
    by: [`scaling/time-zone ${STACK}:44:73`],
  },
  {
    what: 'off-hours that begin at no time of day',
    with: { environment: 'staging' },
    ...inStack("stop: '20:00'", "stop: '25:00'"),
    by: [`stack/type ${STACK}:44:23`],
  },
  { what: 'a VPC that there is not', ...inStack('vpc: amply', 'vpc: other'), by: [`names/vpc ${STACK}:4:6`] },
  {
    what: 'a subnet of the defaults that there is not',
    ...inStack('subnets: [subnet-private-1a,', 'subnets: [subnet-private-1x,'),
    by: [`names/subnet ${STACK}:16:17`],
  },
  {
    what: 'a default that there is not',
    ...inStack('amply-task-execution', 'amply-task-execution\n  executionRole: x'),
    by: [`stack/unknown-key ${STACK}:14:3`],
  },
  {
    what: 'a placeholder without quotes',
    ...inStack('maxCapacity: 10', 'maxCapacity: ${MOST}'),
    by: [`files/unquoted-placeholder ${STACK}:30:57`],
  },
  {
    what: 'a container file of a container that there is not',
    ...inStack('containers: { api:', 'containers: { apy:'),
    by: [`task-definition/unknown-container ${HEALTH_CHECK}:2:1`],
  },
];

const OF_SERVICES: readonly Wrong[] = [
  {
    what: 'a file that is not there',
    ...inStack('worker/service.yml', 'worker/sevice.yml'),
    by: [`files/missing ${STACK}:29:14`],
  },
  {
    what: 'a file outside of the workspace',
    ...inStack('worker/service.yml', '../../service.yml'),
    by: [`files/outside-workspace ${STACK}:29:14`],
  },
  {
    what: 'YAML that is none',
    ...inWorker('desiredCount: 2', 'desiredCount: @'),
    by: [`files/missing-quotes ${WORKER}:2:15`],
  },
  {
    what: 'a field that is misspelt',
    ...inWorker('launchType', 'launchTyp'),
    by: [`service/launch-type-missing ${WORKER}:1:1`],
  },
  {
    what: 'a count that is text',
    ...inWorker('desiredCount: 2', 'desiredCount: two'),
    by: [`service/type ${WORKER}:2:15`],
  },
  {
    what: 'percentages under which nothing can move',
    ...inWorker(/minimumHealthyPercent: 50 [^]*/, 'minimumHealthyPercent: 100\n  maximumPercent: 100\n'),
    by: [`service/cannot-deploy ${WORKER}:8:3`],
  },
  {
    what: 'a provider that is not of Fargate',
    ...inApi('capacityProvider: FARGATE_SPOT', 'capacityProvider: ec2'),
    by: [`service/launch-type-and-strategy ${API}:3:1`],
  },
  {
    what: 'a load balancer of a container that there is not',
    ...inApi('containerName: api', 'containerName: web'),
    by: [`service/not-in-task-definition ${API}:17:20`],
  },
  {
    what: 'a load balancer of a port that there is not',
    ...inApi('containerPort: 8000', 'containerPort: 80'),
    by: [`service/not-in-task-definition ${API}:18:20`],
  },
  {
    what: 'a target group that there is not',
    ...inApi('amply-api-tg', 'amply-web-tg'),
    by: [`names/target-group ${API}:16:21`],
  },
  {
    what: 'a security group that there is not',
    ...inApi('- sg-ecs', '- sg-esc'),
    by: [`names/security-group ${API}:12:9`],
  },
  {
    what: 'a cluster of its own',
    ...inApi('serviceName: amply-api', 'serviceName: amply-api\ncluster: other'),
    by: [`environment/reaches-into-another ${API}:2:10`],
  },
  {
    what: 'a variable that is not set',
    ...inWorker('serviceName: amply-worker', 'serviceName: ${SERVICE}'),
    by: [`files/unset-variable ${WORKER}:1:14`],
  },
  {
    what: 'a singleton of two tasks',
    ...inBeat('desiredCount: 1 ', 'desiredCount: 2 '),
    by: [`singleton/settings ${BEAT}:2:15`],
  },
  {
    what: 'a singleton on Spot',
    ...inBeat('launchType: FARGATE', 'capacityProviderStrategy: [{ capacityProvider: FARGATE_SPOT }]'),
    by: [`singleton/on-demand ${BEAT}:3:27`],
  },
  {
    what: 'a singleton that may be two for a moment',
    ...inBeat('launchType: FARGATE', 'launchType: FARGATE\ndeploymentConfiguration: { maximumPercent: 200 }'),
    by: [`singleton/settings ${BEAT}:4:44`],
  },
  {
    what: 'no network',
    ...inStack(/  networkConfiguration:[^]*?\n\n/, '\n'),
    by: [`service/network-missing ${BEAT}:1:1`, `service/network-missing ${WORKER}:1:1`],
  },
  {
    what: 'a health check of targets that is none',
    ...inFile(TARGET_GROUP)('healthCheckTimeoutSeconds: 5', 'healthCheckTimeoutSeconds: 50'),
    by: [`target-group/timeout ${TARGET_GROUP}:4:28`],
  },
  {
    what: 'a target group with a field that is misspelt',
    ...inFile(TARGET_GROUP)('healthCheckPath', 'healthCheckPth'),
    by: [`target-group/unknown-field ${TARGET_GROUP}:2:1`],
  },
];

const OF_TASK_DEFINITIONS: readonly Wrong[] = [
  {
    what: 'a size that Fargate has not',
    ...inWorkerTask('memory: 1024', 'memory: 512'),
    by: [`task-definition/memory ${WORKER_TASK}:4:9`],
  },
  {
    what: 'no family',
    ...inWorkerTask('family: amply-worker\n', ''),
    by: [`task-definition/required ${WORKER_TASK}:2:1`],
  },
  { what: 'no image', ...inBeatTask(/    image: .*\n/, ''), by: [`task-definition/image ${BEAT_TASK}:7:5`] },
  {
    what: 'a secret that there is not',
    ...inWorkerTask('amply/database-url', 'amply/database-uri'),
    by: [`names/secret ${WORKER_TASK}:15:20`],
  },
  {
    what: 'no execution role',
    ...inStack('  executionRoleArn: amply-task-execution\n', ''),
    by: [
      `task-definition/execution-role ${API_TASK}:7:5`,
      `task-definition/execution-role ${BEAT_TASK}:7:5`,
      `task-definition/execution-role ${WORKER_TASK}:7:5`,
    ],
  },
  {
    what: 'a role that is text of no role',
    ...inStack('executionRoleArn: amply-task-execution', 'executionRoleArn: amply task execution'),
    by: [`task-definition/role ${STACK}:13:21`],
  },
  {
    what: 'two containers of one name',
    ...inBeatTask('containerDefinitions:', 'containerDefinitions:\n  - { name: beat, image: redis }'),
    by: [`task-definition/duplicate-container ${BEAT_TASK}:8:11`],
  },
  {
    what: 'a port that is none',
    ...inApiTask('containerPort: 8000', 'containerPort: 80000'),
    by: [`task-definition/port ${API_TASK}:11:24`],
  },
  {
    what: 'a health check that is too slow',
    ...inFile(HEALTH_CHECK)('timeout: 5', 'timeout: 500'),
    by: [`task-definition/health-check ${HEALTH_CHECK}:5:12`],
  },
  {
    what: 'logs of another region',
    ...inApiTask('awslogs-region: eu-central-1', 'awslogs-region: us-east-1'),
    by: [`environment/region ${API_TASK}:24:25`],
  },
  {
    what: 'a worker with a beat in each of its tasks',
    ...inWorkerTask('"worker", ', '"worker", "--beat", '),
    by: [`singleton/embedded-beat ${WORKER_TASK}:7:5`],
  },
  {
    what: 'different task definitions of one family',
    ...inWorkerTask('family: amply-worker', 'family: amply-api'),
    by: [`stack/same-family ${WORKER_TASK}:2:9`],
  },
  {
    what: 'a variable in the command that is not set',
    ...inBeatTask('--loglevel=info', '--loglevel=${LEVEL}'),
    by: [`files/unset-variable ${BEAT_TASK}:9:64`],
  },
  {
    what: 'a digest that is none',
    ...inBeatTask('amply-backend:latest', 'amply-backend@sha256:12'),
    by: [`task-definition/image ${BEAT_TASK}:8:12`],
  },
];

const OF_SCALING: readonly Wrong[] = [
  {
    what: 'a minimum above the maximum',
    ...inApiScaling('minCapacity: 2', 'minCapacity: 20'),
    by: [`scaling/min-above-max ${API_SCALING}:6:16`],
  },
  {
    what: 'a maximum that is text',
    ...inApiScaling('maxCapacity: 10', 'maxCapacity: ten'),
    by: [`scaling/type ${API_SCALING}:7:16`],
  },
  {
    what: 'the resource of another cluster',
    ...inApiScaling('service/amply-prod/amply-api', 'service/other/amply-api'),
    by: [`scaling/other-resource ${API_SCALING}:4:15`],
  },
  {
    what: 'a key that is misspelt',
    ...inApiScaling('scalingPolicy:', 'scalingPolcy:'),
    by: [`scaling/unknown-key ${API_SCALING}:9:1`],
  },
  {
    what: 'a metric that there is not',
    ...inApiScaling('ECSServiceAverageCPUUtilization', 'ECSServiceAverageCpuUtilization'),
    by: [`scaling/value ${API_SCALING}:14:29`],
  },
  {
    what: 'a variable that is not set',
    ...inApiScaling('targetValue: 70.0', 'targetValue: ${CPU}'),
    by: [`files/unset-variable ${API_SCALING}:12:18`],
  },
  {
    what: 'YAML that is none',
    ...inApiScaling('maxCapacity: 10', 'maxCapacity: @'),
    by: [`files/missing-quotes ${API_SCALING}:7:16`],
  },
  {
    what: 'no maximum',
    ...inStack(OF_WORKER, 'scaling: worker/scaling.yml'),
    by: [`scaling/max-capacity ${WORKER_SCALING}:2:1`],
  },
  { what: 'no minimum', ...inWorker('desiredCount: 2\n', ''), by: [`scaling/min-capacity ${WORKER_SCALING}:2:1`] },
  {
    what: 'a metric of another cluster',
    ...inFile(WORKER_SCALING)('name: QueueName', 'name: ClusterName'),
    by: [`environment/reaches-into-another ${WORKER_SCALING}:9:16`],
  },
  {
    what: 'a file that is not there',
    ...inStack('api/scaling.yml', 'api/scale.yml'),
    by: [`files/missing ${STACK}:25:14`],
  },
  {
    what: 'a schedule that is none',
    ...inApiScaling(
      'scalingPolicy:',
      'scheduledAction: { schedule: every morning, scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    by: [`scaling/schedule ${API_SCALING}:9:30`],
  },
];

const OF_MONITORING: readonly Wrong[] = [
  {
    what: 'a metric that there is not',
    ...inAlarms('CPUUtilization', 'CPUUtilisation'),
    by: [`alarms/metric-name ${ALARMS}:3:15`],
  },
  {
    what: 'a threshold that is text',
    ...inAlarms('threshold: 80', 'threshold: high'),
    by: [`alarms/type ${ALARMS}:5:14`],
  },
  {
    what: 'a threshold that is text, of an alarm that guards deployments',
    ...inAlarms('threshold: 80', 'threshold: high\n  guardsDeployment: true'),
    by: [`alarms/type ${ALARMS}:5:14`],
  },
  {
    what: 'an alarm that guards deployments and is wrong twice',
    ...inAlarms(
      'threshold: 80\n  evaluationPeriods: 3',
      'threshold: high\n  evaluationPeriods: 0\n  guardsDeployment: true',
    ),
    by: [`alarms/type ${ALARMS}:5:14`, `alarms/bounds ${ALARMS}:6:22`],
  },
  {
    what: 'an alarm of no service that guards deployments',
    ...inAlarms('alarmName: amply-api-high-cpu', 'alarmName: high-cpu\n  guardsDeployment: true'),
    by: [`alarms/no-service ${ALARMS}:2:14`],
  },
  {
    what: 'an alarm without a name that guards deployments',
    ...inAlarms('alarmName: amply-api-high-cpu', 'guardsDeployment: true'),
    by: [`alarms/name ${ALARMS}:2:3`],
  },
  {
    what: 'a guard that is neither yes nor no',
    ...inAlarms('threshold: 80', 'threshold: 80\n  guardsDeployment: always'),
    by: [`alarms/type ${ALARMS}:6:21`],
  },
  {
    what: 'two alarms of one name',
    ...inAlarms('amply-api-unhealthy', 'amply-api-high-cpu'),
    by: [`alarms/same-name ${ALARMS}:9:14`],
  },
  {
    what: 'two alarms of one name that guard deployments',
    ...inAlarms(
      /amply-api-unhealthy[^]*/,
      'amply-api-high-cpu\n  metricName: MemoryUtilization\n  namespace: AWS/ECS\n  threshold: 80\n  evaluationPeriods: 1\n  guardsDeployment: true\n',
    ),
    by: [`alarms/same-name ${ALARMS}:9:14`],
  },
  {
    what: 'an alarm of a service that there is not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  service: amply-apy'),
    by: [`alarms/no-such-service ${ALARMS}:6:12`],
  },
  {
    what: 'a metric of load balancers for a service without one',
    ...inAlarms('amply-api-unhealthy', 'amply-beat-unhealthy'),
    by: [`alarms/target-group ${ALARMS}:10:15`],
  },
  {
    what: 'an action in another region',
    ...inAlarms('threshold: 80', 'threshold: 80\n  alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"]'),
    by: [`environment/reaches-into-another ${ALARMS}:6:18`],
  },
  {
    what: 'YAML that is none',
    ...inAlarms('threshold: 80', 'threshold: @'),
    by: [`files/missing-quotes ${ALARMS}:5:14`],
  },
  { what: 'a list of texts', files: { [ALARMS]: '- amply-api-high-cpu\n' }, by: [`alarms/type ${ALARMS}:1:3`] },
  {
    what: 'a file of alarms that is not there',
    ...monitoring('{ alarms: alarms.yml }'),
    by: [`files/missing ${STACK}:37:23`],
  },
  {
    what: 'a retention that CloudWatch has not',
    ...monitoring('{ logRetentionInDays: 31 }'),
    by: [`logs/retention ${STACK}:37:35`],
  },
  {
    what: 'a topic that there is not',
    ...monitoring('{ alarms: monitoring/alarms.yml, notify: amply-alert }'),
    by: [`monitoring/topic-unknown ${STACK}:37:54`],
  },
  {
    what: 'a topic that EventBridge may not tell',
    ...monitoring('{ recommended: true, notify: amply-alerts }'),
    by: [`monitoring/topic-policy ${STACK}:37:42`],
  },
  { what: 'a dashboard that is a list', ...board('- type: metric'), by: [`dashboard/body ${BOARD}:1:1`] },
  { what: 'a dashboard without widgets', ...board('start: -PT3H'), by: [`dashboard/required ${BOARD}:1:1`] },
  { what: 'a widget of no type', ...board('widgets:', '  - { properties: {} }'), by: [`dashboard/type ${BOARD}:2:5`] },
  {
    what: 'a dashboard with a variable that is not set',
    ...board('start: ${START}', 'widgets: []'),
    by: [`files/unset-variable ${BOARD}:1:8`],
  },
  {
    what: 'a filter that can not be read',
    ...monitoring('{ errorLogs: { filterPattern: "{ $.level = }" } }'),
    by: [`logs/filter-pattern ${STACK}:37:26`],
  },
];

const OF_SEVERAL_ROOMS: readonly Wrong[] = [
  {
    what: 'a service, a task definition, scaling and alarms',
    edits: [
      ['stack.yml', 'after: [worker]', 'after: [wroker]'],
      ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: ten'],
      ['worker/task-definition.yml', 'memory: 1024', 'memory: 512'],
      ['monitoring/alarms.yml', 'threshold: 80', 'threshold: high'],
    ],
    by: [
      `scaling/type ${API_SCALING}:7:16`,
      `alarms/type ${ALARMS}:5:14`,
      `stack/unknown-service ${STACK}:35:13`,
      `task-definition/memory ${WORKER_TASK}:4:9`,
    ],
  },
  {
    what: 'files of every kind',
    edits: [
      ['api/service.yml', 'containerName: api', 'containerName: web'],
      ['api/target-group.yml', 'healthCheckPath', 'healthCheckPth'],
      ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: ten'],
      ['worker/task-definition.yml', 'memory: 1024', 'memory: 512'],
      ['worker/scaling.yml', 'targetValue: 100.0', 'targetValue: many'],
      ['beat/service.yml', 'desiredCount: 1 ', 'desiredCount: 2 '],
      ['monitoring/alarms.yml', 'threshold: 80', 'threshold: high'],
    ],
    by: [
      `scaling/type ${API_SCALING}:7:16`,
      `target-group/unknown-field ${TARGET_GROUP}:2:1`,
      `singleton/settings ${BEAT}:2:15`,
      `alarms/type ${ALARMS}:5:14`,
      `scaling/type ${WORKER_SCALING}:11:16`,
      `task-definition/memory ${WORKER_TASK}:4:9`,
    ],
  },
  {
    what: 'names that AWS does not know, in every room',
    edits: [
      ['api/service.yml', '- sg-ecs', '- sg-esc'],
      ['api/service.yml', 'amply-api-tg', 'amply-web-tg'],
      ['worker/task-definition.yml', 'amply/database-url', 'amply/database-uri'],
      ['stack.yml', 'notify: amply-alerts', 'notify: amply-alert'],
      ['stack.yml', 'subnets: [subnet-private-1a,', 'subnets: [subnet-private-1x,'],
    ],
    by: [
      `names/security-group ${API}:12:9`,
      `names/target-group ${API}:16:21`,
      `names/subnet ${STACK}:16:17`,
      `monitoring/topic-unknown ${STACK}:37:95`,
      `names/secret ${WORKER_TASK}:15:20`,
    ],
  },
  {
    what: 'variables that are not set, in every file',
    edits: [
      ['api/service.yml', 'desiredCount: 2', 'desiredCount: ${A}'],
      ['api/task-definition.yml', 'cpu: 512 ', 'cpu: ${B} '],
      ['api/target-group.yml', '/health', '${C}'],
      ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: ${D}'],
      ['monitoring/alarms.yml', 'threshold: 80', 'threshold: ${E}'],
    ],
    by: [
      `files/unset-variable ${API_SCALING}:7:16`,
      `files/unset-variable ${API}:2:15`,
      `files/unset-variable ${TARGET_GROUP}:2:18`,
      `files/unset-variable ${API_TASK}:3:6`,
      `files/unset-variable ${ALARMS}:5:14`,
    ],
  },
];

const CASES: readonly Wrong[] = Object.entries({
  inputs: OF_INPUTS,
  'stack.yml': OF_STACK,
  'a service': OF_SERVICES,
  'a task definition': OF_TASK_DEFINITIONS,
  scaling: OF_SCALING,
  monitoring: OF_MONITORING,
  'several rooms': OF_SEVERAL_ROOMS,
}).flatMap(([where, cases]) => cases.map((one) => ({ ...one, what: `${where}: ${one.what}` })));

test.each(CASES)('a run is refused because of $what', async ({ by, what: _, ...settings }) => {
  const run = await anAccount().run(settings);
  expect(run.found.filter((one) => one.startsWith('error'))).toEqual(by.map((one) => `error ${one}`));
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
});

test('what is wrong in several rooms is said in the same order, whatever AWS answers first', async () => {
  const { edits = [] } = OF_SEVERAL_ROOMS.find(({ what }) => what.startsWith('names')) ?? {};
  const found = await Promise.all([1, 2, 3].map(async (seed) => (await anAccount({}, seed).run({ edits })).found));
  expect(found[0]?.length).toBeGreaterThan(4);
  expect(found).toEqual([found[0], found[0], found[0]]);
});

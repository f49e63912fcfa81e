import type { ScenarioChange } from '@fargate-actions/emulator';

/** A run of an action, and how it must end. */
export interface Run {
  readonly name: string;
  readonly action:
    'render-task-def' | 'deploy-ecs-service' | 'enforce-beat-singleton' | 'scale-config' | 'monitor-config';
  readonly with: Readonly<Record<string, string>>;
  /** Takes the output `task-definitions` of the run before as its input. */
  readonly takesRendered?: true;
  /** Holds from now on. */
  readonly scenario?: ScenarioChange;
  readonly exitCode: 0 | 1;
  readonly status?: string;
  /** Part of the output `failure-cause`. */
  readonly cause?: string;
  readonly isReadOnly?: true;
}

const quiet: ScenarioChange = { faults: [], denied: [], staleReadsSeconds: 0 };

const example = { stack: 'deploy/stack.yml' };
const small = (tag: string) => ({ stack: 'small/stack.yml', variables: `TAG=${tag}` });
const single = (tag: string) => ({
  'task-definition': `${tag}.json`,
  service: 'small-jobs',
  cluster: 'small',
  'aws-region': 'eu-central-1',
});
const deploy = { action: 'deploy-ecs-service' } as const;
const monitor = { action: 'monitor-config' } as const;
const monitored = { stack: 'small/monitored.yml', variables: 'TAG=v2' };
const singleton = { action: 'enforce-beat-singleton' } as const;

/** All that we ask of AWS beyond the official deploy action. Source: reference/peers.md, "Deploying (D)". */
const BEYOND_THE_OFFICIAL_ACTION = [
  'application-autoscaling:*',
  'ecr:*',
  'ecs:DescribeServiceDeployments',
  'ecs:DescribeServiceRevisions',
  'ecs:DescribeTaskDefinition',
  'ecs:DescribeTasks',
  'ecs:List*',
  'ecs:TagResource',
  'elasticloadbalancing:*',
  'logs:*',
];

/** In one account, one after the other: each stands on what those before it left. */
export const runs: readonly Run[] = [
  {
    name: 'renders the seed’s stack',
    action: 'render-task-def',
    with: { ...example, image: 'amply-backend:v1' },
    exitCode: 0,
    isReadOnly: true,
  },
  {
    name: 'creates the seed’s api and worker, the first in their account',
    ...deploy,
    with: example,
    takesRendered: true,
    scenario: { firstUse: { serviceLinkedRoleSeconds: 60, serviceRoleSeconds: 90 } },
    exitCode: 0,
    status: 'deployed',
  },
  {
    name: 'refuses its beat by name',
    ...deploy,
    with: { ...example, services: 'beat' },
    exitCode: 1,
    isReadOnly: true,
  },
  { name: 'creates the seed’s beat', ...singleton, with: example, exitCode: 0, status: 'deployed' },
  { name: 'has nothing to do', ...singleton, with: example, exitCode: 0, status: 'unchanged', isReadOnly: true },
  {
    name: 'replaces the beat though calls are throttled and lost',
    ...singleton,
    with: { ...example, 'force-new-deployment': 'true' },
    scenario: {
      faults: [
        { operation: 'ecs:UpdateService', error: 'ThrottlingException', times: 1 },
        { operation: 'ssm:*', error: 'ThrottlingException', times: 1 },
        { operation: 'ecs:List*', error: 'ServerException', times: 1 },
      ],
    },
    exitCode: 0,
    status: 'deployed',
  },
  {
    name: 'finds a second beat that somebody started',
    ...singleton,
    with: { ...example, mode: 'audit' },
    scenario: { ...quiet, happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] },
    exitCode: 1,
    status: 'broken',
    isReadOnly: true,
  },
  { name: 'stops it', ...singleton, with: { ...example, mode: 'enforce' }, exitCode: 0, status: 'repaired' },
  {
    name: 'plans a stack that is not there, and writes nothing',
    ...deploy,
    with: { ...small('v1'), 'dry-run': 'true' },
    exitCode: 0,
    status: 'planned',
    isReadOnly: true,
  },
  {
    name: 'creates that stack, in a cluster that ECS does not find at once',
    ...deploy,
    with: small('v1'),
    scenario: { firstUse: { clusterSeconds: 60 } },
    exitCode: 0,
    status: 'deployed',
  },
  { name: 'has nothing to do', ...deploy, with: small('v1'), exitCode: 0, status: 'unchanged', isReadOnly: true },
  {
    name: 'updates it though calls are throttled, fail and are lost',
    ...deploy,
    with: small('v2'),
    scenario: {
      faults: [
        { operation: 'ecs:Describe*', error: 'ThrottlingException', times: 2 },
        { operation: 'ecs:UpdateService', error: 'ThrottlingException', times: 1 },
        { operation: 'ecs:List*', error: 'ServerException', times: 1 },
        { operation: 'elasticloadbalancing:*', error: 'ThrottlingException', times: 1 },
        { operation: 'ec2:*', error: 'ThrottlingException', times: 1 },
        { operation: 'secretsmanager:*', error: 'ThrottlingException', times: 1 },
        { operation: 'ecs:DescribeServices', error: 'ConnectionLost', times: 1, afterCalls: 5 },
      ],
    },
    exitCode: 0,
    status: 'deployed',
  },
  { name: 'applies the seed’s scaling', action: 'scale-config', with: example, scenario: quiet, exitCode: 0 },
  { name: 'has nothing to do', action: 'scale-config', with: example, exitCode: 0, isReadOnly: true },
  { name: 'applies the seed’s alarms', ...monitor, with: example, exitCode: 0, status: 'applied' },
  { name: 'applies all that monitoring can be', ...monitor, with: monitored, exitCode: 0, status: 'applied' },
  { name: 'has nothing to do', ...monitor, with: monitored, exitCode: 0, status: 'unchanged', isReadOnly: true },
  {
    name: 'takes away what the stack no longer has',
    ...monitor,
    with: { ...monitored, stack: 'small/monitored-less.yml', prune: 'true' },
    exitCode: 0,
    status: 'applied',
  },
  {
    name: 'sees a broken image rolled back, and why',
    ...deploy,
    with: { ...small('broken'), services: 'web' },
    scenario: {
      ...quiet,
      images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: ['starting', 'KeyError: STRIPE'] } },
    },
    exitCode: 1,
    status: 'rolled-back',
    cause: 'KeyError: STRIPE',
  },
  {
    name: 'says that an image is not there',
    ...deploy,
    with: { ...small('absent'), services: 'jobs' },
    scenario: { images: { '*:absent': { behaviour: 'pull-error' } } },
    exitCode: 1,
    status: 'rolled-back',
    cause: 'image not found',
  },
  {
    name: 'says that targets are unhealthy',
    ...deploy,
    with: { ...small('sick'), services: 'web' },
    scenario: { images: { '*:sick': { behaviour: 'unhealthy-target' } } },
    exitCode: 1,
    status: 'rolled-back',
  },
  {
    name: 'deploys one service as the official action does',
    ...deploy,
    with: single('v5'),
    exitCode: 0,
    status: 'deployed',
  },
  {
    name: 'deploys it with the official action’s permissions alone',
    ...deploy,
    with: single('v6'),
    scenario: { denied: BEYOND_THE_OFFICIAL_ACTION },
    exitCode: 0,
    status: 'deployed',
  },
  {
    name: 'names the permission without which it can’t deploy',
    ...deploy,
    with: single('v5'),
    scenario: { denied: ['ecs:UpdateService'] },
    exitCode: 1,
  },
  {
    name: 'says that the credentials have expired',
    ...deploy,
    with: small('v3'),
    scenario: { ...quiet, faults: [{ operation: '*', error: 'ExpiredTokenException' }] },
    exitCode: 1,
    isReadOnly: true,
  },
  {
    name: 'registers a task definition where no service is named',
    ...deploy,
    with: { 'task-definition': 'v5.json', 'aws-region': 'eu-central-1' },
    scenario: quiet,
    exitCode: 0,
  },
];

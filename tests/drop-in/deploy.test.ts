import { expect, test } from '@jest/globals';
import {
  aContainer,
  addService,
  anAccountWithService,
  aTaskDefinition,
  deployWeb,
  withImage,
} from '../../actions/deploy-ecs-service/test/a-service.ts';
import { bodiesOf } from '../../actions/deploy-ecs-service/test/an-account.ts';
import { inEachWay } from './ways.ts';

/**
 * What amazon-ecs-deploy-task-definition (2.6) does with each of its inputs, as its README and action.yml have it. It needs
 * ecs:RegisterTaskDefinition, ecs:DescribeServices, ecs:UpdateService and iam:PassRole.
 */
interface Row {
  /** The official input. */
  readonly input: string;
  readonly fact: string;
  readonly given: Readonly<Record<string, string>>;
  /** Fields of the file. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** Fields of the container in the file. */
  readonly container?: Readonly<Record<string, unknown>>;
  /** What UpdateService gets; undefined: it is not called. */
  readonly updates?: object | undefined;
  /** The container that is registered. */
  readonly registers?: object;
  readonly status?: string;
}

const IMAGE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v1';
const VOLUME = { roleArn: 'arn:aws:iam::123456789012:role/ebs', sizeInGiB: 10 };

const ROWS: readonly Row[] = [
  {
    input: 'task-definition',
    fact: 'is registered',
    given: {},
    updates: { taskDefinition: expect.stringMatching(/web:2$/) },
  },
  {
    input: 'task-definition',
    fact: 'loses nulls, empty texts and what they leave empty',
    given: {},
    container: {
      command: [''],
      healthCheck: null,
      entryPoint: ['', ''],
      secrets: [{ name: '', valueFrom: '' }],
      user: '',
    },
    updates: {},
    registers: { name: 'app', image: IMAGE, portMappings: [{ containerPort: 8000 }] },
  },
  {
    input: 'task-definition',
    fact: 'loses empty arguments, and gives a variable without a value an empty one',
    given: {},
    container: { command: ['app', '', 'x'], environment: [{ name: 'A', value: null }] },
    updates: {},
    registers: { ...aContainer(), command: ['app', 'x'], environment: [{ name: 'A', value: '' }] },
  },
  {
    input: 'task-definition',
    fact: 'is passed on where AWS takes it: role names, ARNs of secrets without their suffix, a health check without CMD',
    given: {},
    file: { taskRoleArn: 'shop', executionRoleArn: 'amply-task-execution' },
    container: {
      memory: 512,
      memoryReservation: 512,
      healthCheck: { command: ['/healthcheck'] },
      secrets: [
        { name: 'DB', valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url' },
      ],
    },
    updates: {},
    registers: { healthCheck: { command: ['/healthcheck'] }, memory: 512, memoryReservation: 512 },
  },
  {
    input: 'service',
    fact: 'without it the definition is only registered',
    given: { service: '' },
    updates: undefined,
    status: 'deployed',
  },
  {
    input: 'service',
    fact: 'is updated',
    given: { service: 'web' },
    updates: { service: expect.stringMatching(/web$/) },
  },
  {
    input: 'cluster',
    fact: 'is default without it',
    given: {},
    updates: { cluster: expect.stringMatching(/default$/) },
  },
  {
    input: 'cluster',
    fact: 'is that of the service',
    given: { cluster: 'prod' },
    updates: { cluster: expect.stringMatching(/prod$/) },
  },
  { input: 'desired-count', fact: 'is set', given: { 'desired-count': '2' }, updates: { desiredCount: 2 } },
  { input: 'desired-count', fact: 'is left alone without it', given: {}, updates: { desiredCount: undefined } },
  {
    input: 'force-new-deployment',
    fact: 'is set',
    given: { 'force-new-deployment': 'true' },
    updates: { forceNewDeployment: true },
  },
  {
    input: 'enable-ecs-managed-tags',
    fact: 'is set',
    given: { 'enable-ecs-managed-tags': 'true' },
    updates: { enableECSManagedTags: true },
  },
  {
    input: 'propagate-tags',
    fact: 'is set',
    given: { 'propagate-tags': 'SERVICE' },
    updates: { propagateTags: 'SERVICE' },
  },
  {
    input: 'service-managed-ebs-volume',
    fact: 'is set with its name',
    given: { 'service-managed-ebs-volume': JSON.stringify(VOLUME), 'service-managed-ebs-volume-name': 'data' },
    file: { volumes: [{ name: 'data', configuredAtLaunch: true }] },
    updates: { volumeConfigurations: [{ name: 'data', managedEBSVolume: VOLUME }] },
  },
  {
    input: 'wait-for-service-stability',
    fact: 'false waits for nothing',
    given: { 'wait-for-service-stability': 'false' },
    updates: {},
    status: 'left',
  },
  { input: 'wait-for-minutes', fact: 'is at most 360', given: { 'wait-for-minutes': '999' }, updates: {} },
  {
    input: 'wait-max-delay-seconds',
    fact: 'changes what is deployed in nothing',
    given: { 'wait-max-delay-seconds': '60' },
    updates: {},
  },
  {
    input: 'keep-null-value-keys',
    fact: 'keeps no text where AWS takes none',
    given: { 'keep-null-value-keys': 'command' },
    updates: {},
  },
  { input: 'max-retries', fact: 'changes what is deployed in nothing', given: { 'max-retries': '5' }, updates: {} },
  {
    input: 'run-task',
    fact: 'false, and the defaults of what belongs to it, run nothing',
    given: {
      'run-task': 'false',
      'run-task-launch-type': 'FARGATE',
      'run-task-started-by': 'GitHub-Actions',
      'run-task-tags': '[]',
    },
    updates: {},
  },
];

test.each(inEachWay(ROWS))('$input: $fact ($how)', async (row) => {
  const { given, file, container, updates, registers, scenario, status = 'deployed' } = row;
  const account = await anAccountWithService();
  if (given['cluster'] !== undefined) await addService(account, { cluster: given['cluster'] });
  account.emulator.changeScenario(scenario);
  const written = JSON.parse(container ? withImage(IMAGE, container) : aTaskDefinition({})) as object;
  const run = await deployWeb(account, given, JSON.stringify({ ...written, ...file }));
  expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status } });
  expect(run.outputs['task-definition-arn']).toMatch(/task-definition\/web:\d+$/);
  if (registers) expect(registered(run)).toMatchObject(registers);
  const [update] = bodiesOf(run, 'UpdateService');
  expect(update && { desiredCount: undefined, ...update }).toEqual(
    updates === undefined ? undefined : expect.objectContaining(updates),
  );
});

function registered(run: Parameters<typeof bodiesOf>[0]): unknown {
  const body = bodiesOf(run, 'RegisterTaskDefinition').at(-1);
  const containers: unknown = body?.['containerDefinitions'];
  return Array.isArray(containers) ? containers[0] : undefined;
}

/** What this action says it does not do yet: it is an error where it is asked for, and never ignored. */
const NOT_YET = [
  { input: 'codedeploy-appspec', given: 'appspec.yml' },
  { input: 'codedeploy-application', given: 'shop' },
  { input: 'codedeploy-deployment-group', given: 'shop' },
  { input: 'codedeploy-deployment-description', given: 'shop' },
  { input: 'codedeploy-deployment-config', given: 'shop' },
  { input: 'run-task', given: 'true' },
  { input: 'run-task-container-overrides', given: '[{}]' },
  { input: 'run-task-security-groups', given: 'sg-1' },
  { input: 'run-task-subnets', given: 'subnet-1' },
  { input: 'run-task-assign-public-IP', given: 'ENABLED' },
  { input: 'run-task-capacity-provider-strategy', given: '[{}]' },
  { input: 'run-task-launch-type', given: 'EC2' },
  { input: 'run-task-started-by', given: 'me' },
  { input: 'run-task-tags', given: '[{}]' },
  { input: 'run-task-managed-ebs-volume-name', given: 'data' },
  { input: 'run-task-managed-ebs-volume', given: '{}' },
  { input: 'wait-for-task-stopped', given: 'true' },
];

test.each(NOT_YET)('$input is refused by its name, before anything is called', async ({ input, given }) => {
  const account = await anAccountWithService();
  const run = await deployWeb(account, { [input]: given });
  expect(run).toMatchObject({ exitCode: 1, calls: [] });
  expect(run.annotations[0]?.message).toContain(`\`${input}\``);
});

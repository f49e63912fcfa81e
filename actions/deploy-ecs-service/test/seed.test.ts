import { seedSurroundings } from '@fargate-actions/emulator';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const BROKEN: Edit = ['api/task-definition.yml', ':latest', ':broken'];
const LOGS = ['starting', 'Traceback (most recent call last):', "KeyError: 'STRIPE_SECRET_KEY'"];

function deploySeed(account: Account, given: Readonly<Record<string, string>>, ...edits: Edit[]): Promise<DeployRun> {
  return account.deploy({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles(...edits) });
}

const services = ({ emulator }: Account) => emulator.world.services.map(({ name }) => name).sort();

describe("the seed's stack is deployed", () => {
  let account: Account;
  let first: DeployRun;
  let second: DeployRun;
  let broken: DeployRun;

  beforeAll(async () => {
    account = anAccount({ images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: LOGS } } });
    first = await deploySeed(account, {});
    second = await deploySeed(account, {});
    broken = await deploySeed(account, {}, BROKEN);
  });

  test('the first run creates the two services that are no singletons and ends well', () => {
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({ status: 'deployed', changed: 'true' });
    expect(bodiesOf(first, 'CreateService')).toHaveLength(2);
    expect(services(account)).toEqual(['amply-api', 'amply-worker']);
    expect(JSON.parse(first.outputs['deployments'] ?? '')).toEqual([
      expect.objectContaining({ service: 'amply-api', status: 'deployed', to: 'amply-api:1' }),
      expect.objectContaining({ service: 'amply-worker', status: 'deployed', to: 'amply-worker:1' }),
    ]);
    expect(first.summary).toMatch(/^## ✅ Deployed amply-api and amply-worker in /);
  });

  test("it prints the warnings and notices of the contract's table, and no error", () => {
    expect(first.annotations.map(({ severity, title, at }) => `${severity} ${title} ${at ?? ''}`)).toEqual([
      'warning service/launch-type-and-strategy deploy/api/service.yml:3:1',
      'notice singleton/left-alone ',
      'notice logs/none deploy/beat/task-definition.yml:7:5',
      'notice celery/stop-timeout deploy/worker/task-definition.yml:7:5',
      'notice logs/awslogs-region deploy/worker/task-definition.yml:19:9',
      'notice logs/awslogs-stream-prefix deploy/worker/task-definition.yml:19:9',
    ]);
  });

  test('the second run finds nothing to change and writes nothing', () => {
    expect(second.exitCode).toBe(0);
    expect(second.outputs).toMatchObject({ status: 'unchanged', changed: 'false', changes: '[]' });
    expect(second.writes).toEqual([]);
    expect(second.log).toContain('Plan: no changes. Everything is as the files say.');
  });

  test('a broken image is rolled back, and the first line says why', () => {
    expect(broken.exitCode).toBe(1);
    expect(broken.outputs).toMatchObject({ status: 'rolled-back', changed: 'true' });
    const [failure] = broken.annotations.filter(({ severity }) => severity === 'error');
    expect(failure?.title).toBe('amply-api was rolled back');
    expect(failure?.message).toMatch(
      /^container api exited with code 3 in (\d+) of \1 new tasks: KeyError: 'STRIPE_SECRET_KEY'$/,
    );
    expect(broken.outputs['failure-cause']).toBe(failure?.message);
    expect(JSON.parse(broken.outputs['deployments'] ?? '')).toContainEqual(
      expect.objectContaining({ service: 'amply-api', status: 'rolled-back', from: 'amply-api:1', to: 'amply-api:2' }),
    );
  });

  test('a broken image leaves the others alone, and the old revision running', () => {
    expect(bodiesOf(broken, 'UpdateService').map(({ service }) => service)).toEqual(['amply-api']);
    const running = account.emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
    expect(running.length).toBe(4);
    expect(running.every(({ taskDefinitionArn }) => taskDefinitionArn.endsWith(':1'))).toBe(true);
  });
});

test('a dry run shows the plan and writes nothing', async () => {
  const account = anAccount();
  const planned = await deploySeed(account, { 'dry-run': 'true' });
  expect(planned).toMatchObject({ exitCode: 0, outputs: { status: 'planned', changed: 'true' }, writes: [] });
  expect(planned.log).toContain('+ service amply-worker');
  expect(services(account)).toEqual([]);
});

test.each([
  { given: 'worker', name: 'its name in the stack' },
  { given: 'amply-worker', name: 'its name in ECS' },
])('`services` picks a service by $name', async ({ given }) => {
  const account = anAccount();
  const { exitCode, outputs } = await deploySeed(account, { services: given });
  expect(exitCode).toBe(0);
  expect(Object.keys(JSON.parse(outputs['task-definition-arns'] ?? '') as object)).toEqual(['amply-worker']);
  expect(services(account)).toEqual(['amply-worker']);
});

test('without waiting, what was begun is left', async () => {
  const account = anAccount();
  const begun = account.emulator.world.now;
  const left = await deploySeed(account, { services: 'worker', 'wait-for-service-stability': 'false' });
  expect(left).toMatchObject({ exitCode: 0, outputs: { status: 'left' } });
  expect(account.emulator.world.now - begun).toBeLessThan(5_000);
});

test('variables are filled in, also in the region', async () => {
  const account = anAccount();
  const given = { services: 'worker', variables: 'REGION=eu-central-1\nSTAGE=blue=green' };
  const run = await deploySeed(
    account,
    given,
    ['stack.yml', 'region: eu-central-1\n', "region: '${REGION}'\n"],
    ['worker/task-definition.yml', 'value: production', 'value: ${STAGE}-${AWS_ACCOUNT_ID}-${COMMIT_SHA}'],
  );
  expect(run.exitCode).toBe(0);
  expect(bodiesOf(run, 'RegisterTaskDefinition')[0]?.['containerDefinitions']).toMatchObject([
    { environment: [{ value: 'blue=green-123456789012-0123456789abcdef0123456789abcdef01234567' }] },
  ]);
});

test('services may share a task definition: it is registered once', async () => {
  const account = anAccount();
  const run = await deploySeed(
    account,
    { services: 'worker,beat' },
    ['stack.yml', 'taskDefinition: beat/task-definition.yml', 'taskDefinition: worker/task-definition.yml'],
    ['stack.yml', '    singleton: true\n', ''],
  );
  expect(run.exitCode).toBe(0);
  expect(bodiesOf(run, 'RegisterTaskDefinition')).toHaveLength(1);
  expect(services(account)).toEqual(['amply-beat', 'amply-worker']);
});

test('rendered task definitions take the place of those of the stack', async () => {
  const account = anAccount();
  const [rendered] = bodiesOf(await deploySeed(account, { services: 'worker' }), 'RegisterTaskDefinition');
  const run = await account.deploy({
    with: { stack: 'deploy/stack.yml', services: 'worker', 'task-definitions': '{"worker": "rendered/worker.json"}' },
    files: { ...seedFiles(), 'rendered/worker.json': JSON.stringify({ ...rendered, cpu: '1024', memory: '2048' }) },
  });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(bodiesOf(run, 'RegisterTaskDefinition')).toMatchObject([{ family: 'amply-worker', cpu: '1024' }]);
});

describe('an environment', () => {
  /** An account with what the seed names in both regions. */
  function bothRegions(): Account {
    const account = anAccount();
    seedSurroundings(account.region('eu-west-1').world);
    return account;
  }

  test('is deployed in its own region and cluster, and the base environment sees no write', async () => {
    const account = bothRegions();
    const run = await deploySeed(account, { environment: 'staging' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    const staging = account.region('eu-west-1').world;
    expect(staging.services.map(({ clusterArn }) => clusterArn.split('/').at(-1))).toEqual(
      Array(2).fill('amply-staging'),
    );
    expect(account.emulator.requests).toEqual([]);
  });

  test("has the base environment's awslogs-region rewritten, with a notice", async () => {
    const run = await deploySeed(bothRegions(), { environment: 'staging', services: 'api' });
    expect(annotated(run, 'environment/region')).toMatchObject([
      { severity: 'notice', at: 'deploy/api/task-definition.yml:24:25' },
    ]);
    const [registered] = bodiesOf(run, 'RegisterTaskDefinition');
    expect(JSON.stringify(registered)).toContain('"awslogs-region":"eu-west-1"');
    expect(JSON.stringify(registered)).not.toContain('eu-central-1');
  });

  const SECRET = 'arn:aws:secretsmanager:...:amply/database-url';

  test.each<{ what: string; edit: Edit; rule?: string; message: string; at: string }>([
    {
      what: 'a cluster',
      edit: ['worker/service.yml', 'launchType: FARGATE', 'cluster: amply-prod\nlaunchType: FARGATE'],
      message:
        'This names the cluster amply-prod, but the environment staging is in eu-west-1 on the cluster amply-staging.',
      at: 'deploy/worker/service.yml:3:10',
    },
    {
      what: 'a cluster in an ARN',
      edit: [
        'worker/service.yml',
        'launchType: FARGATE',
        'cluster: arn:aws:ecs:eu-west-1:123456789012:cluster/amply-prod\nlaunchType: FARGATE',
      ],
      message: 'This names the cluster amply-prod',
      at: 'deploy/worker/service.yml:3:10',
    },
    {
      what: 'a region in an ARN',
      edit: [
        'worker/task-definition.yml',
        SECRET,
        'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-95kFGw',
      ],
      message: 'This names the region eu-central-1',
      at: 'deploy/worker/task-definition.yml:15:20',
    },
    {
      what: 'a region for its logs that is not the base either',
      edit: ['api/task-definition.yml', 'awslogs-region: eu-central-1', 'awslogs-region: us-east-1'],
      rule: 'environment/region',
      message: 'awslogs-region is us-east-1, but this environment is in eu-west-1.',
      at: 'deploy/api/task-definition.yml:24:25',
    },
  ])(
    'that would reach into another by naming $what is stopped before any write',
    async ({ edit, rule, message, at }) => {
      const run = await deploySeed(bothRegions(), { environment: 'staging' }, edit);
      expect(run.exitCode).toBe(1);
      const errors = run.annotations.filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([{ title: rule ?? 'environment/reaches-into-another', at }]);
      expect(errors[0]?.message).toContain(message);
      expect(run.writes).toEqual([]);
    },
  );
});

test('of several services that fail each has its own error, and its name in the log and in the cause', async () => {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash', exitCode: 3, logs: LOGS } } });
  await deploySeed(account, {});
  const run = await deploySeed(account, {}, BROKEN, ['worker/task-definition.yml', ':latest', ':broken']);
  const errors = run.annotations.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ title }) => title)).toEqual(['amply-api was rolled back', 'amply-worker was rolled back']);
  for (const { title, message } of errors) {
    // The runner shows an annotation's message in the log, and its title only elsewhere.
    expect(run.log).toContain(`\n${title}\n::error title=${title}::${message}`);
    expect(run.outputs['failure-cause']?.split('\n')).toContain(`${title}: ${message}`);
  }
});

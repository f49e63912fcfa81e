import { describe, expect, test } from '@jest/globals';
import { anAccountWithService, deployWeb } from './a-service.ts';
import { anAccount, bodiesOf, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { ALL_BUT_OFFICIAL, OFFICIAL } from './official-permissions.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

// Source: design.md, principle 8: changing only the `uses:` line works with the official action's permissions.

const operationsOf = (run: DeployRun, isAnswered: boolean) =>
  new Set(
    run.calls
      .filter(({ status }) => (status === 200) === isAnswered)
      .map(({ service, operation }) => `${service}:${operation}`),
  );

/** The permissions that a run's notices say were missing. */
const missing = (run: DeployRun) =>
  annotated(run, 'aws/denied').map(({ message }) => / ?([\w-]+:\w+) is denied/.exec(message)?.[1] ?? message);

describe("with the official action's permissions alone", () => {
  test('it deploys, by the three calls that it has', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(bodiesOf(run, 'UpdateService')).toHaveLength(1);
    const answered = operationsOf(run, true);
    expect([...answered].filter((operation) => !OFFICIAL.includes(operation))).toEqual([]);
    expect(answered.size).toBe(3);
  });

  test('each permission that it missed is one notice', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account);
    const denied = [...operationsOf(run, false)].filter((operation) => !OFFICIAL.includes(operation));
    expect(missing(run).sort()).toEqual(denied.sort());
    for (const notice of annotated(run, 'aws/denied')) expect(notice.severity).toBe('notice');
  });

  test('a rollback is told from a success', async () => {
    const account = await anAccountWithService({
      fields: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
    });
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL, images: { '*:v1': { behaviour: 'crash' } } });
    expect(await deployWeb(account)).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
  });

  test('only registering works too', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ALL_BUT_OFFICIAL });
    const run = await deployWeb(account, { service: '' });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['task-definition-arn']).toMatch(/web:2$/);
  });
});

describe('a stack is deployed without', () => {
  const EDITS = {
    update: ['api/task-definition.yml', 'memory: 1024', 'memory: 2048'],
    broken: ['api/task-definition.yml', ':latest', ':broken'],
  } as const;

  /** Nothing scales the worker: whether something else does is asked. */
  const UNSCALED = ['stack.yml', '    scaling: { policy: worker/scaling.yml, maxCapacity: 10 }\n', ''] as const;

  /** A second deploy of the seed, which updates the api, or breaks it. */
  async function deployWithout(permission: string, kind: keyof typeof EDITS): Promise<DeployRun> {
    const account = anAccount({ images: { '*:broken': { behaviour: 'crash', logs: ['a last line'] } } });
    await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(UNSCALED) });
    account.emulator.changeScenario({ denied: [permission] });
    return account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(UNSCALED, EDITS[kind]) });
  }

  test.each([
    { permission: 'application-autoscaling:DescribeScalableTargets', lost: 'so its desiredCount is left alone' },
    { permission: 'ecr:BatchGetImage', lost: 'is deployed by its tag, not by digest' },
    { permission: 'ecs:DescribeServiceDeployments', lost: 'is followed by DescribeServices alone' },
    { permission: 'ecs:DescribeServiceRevisions', lost: 'is matched by its time alone' },
    { permission: 'ecs:DescribeTaskDefinition', lost: 'so a new revision is registered' },
    { permission: 'ecs:ListServiceDeployments', lost: 'is followed by DescribeServices alone' },
    { permission: 'ecs:TagResource', lost: 'no tags that say which commit and run' },
    { permission: 'iam:GetRole', lost: 'amply-task-execution is passed on as written' },
    { permission: 'secretsmanager:DescribeSecret', lost: 'whether it exists is not checked' },
    { permission: 'logs:DescribeLogGroups', lost: 'is not checked' },
  ])('$permission, with one notice that says what is lost', async ({ permission, lost }) => {
    const run = await deployWithout(permission, 'update');
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(missing(run)).toEqual([permission]);
    expect(annotated(run, 'aws/denied')[0]?.message).toContain(lost);
    expect(bodiesOf(run, 'UpdateService').filter((body) => body['service'] === 'amply-api')).toHaveLength(1);
  });

  test.each([
    { permission: 'ecs:DescribeTasks', lost: 'is not' },
    { permission: 'ecs:ListTasks', lost: 'is not' },
    { permission: 'ecs:StopServiceDeployment', lost: 'rolled back by a further UpdateService' },
    { permission: 'logs:GetLogEvents', lost: 'last log lines are not shown' },
  ])('$permission a broken image is told, with one notice that says what is lost', async ({ permission, lost }) => {
    const run = await deployWithout(permission, 'broken');
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    expect(missing(run)).toEqual([permission]);
    expect(annotated(run, 'aws/denied')[0]?.message).toContain(lost);
  });
});

describe('what a deploy can not do without fails it, named, and what depends on it is not attempted', () => {
  test.each([
    { permission: 'ecs:RegisterTaskDefinition', title: 'task definition amply-worker could not be created' },
    { permission: 'iam:PassRole', title: 'task definition amply-worker could not be created' },
    { permission: 'ecs:CreateService', title: 'amply-worker could not be created' },
    { permission: 'ecs:PutClusterCapacityProviders', title: 'cluster amply-prod could not be updated' },
    { permission: 'ecs:UpdateClusterSettings', title: 'cluster amply-prod could not be updated' },
  ])('$permission', async ({ permission, title }) => {
    const account = anAccount({ denied: [permission] });
    const given = { stack: 'deploy/stack.yml', services: 'worker' };
    const run = await account.deploy({ with: given, files: seedFiles() });
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    const [failure] = annotated(run, title);
    expect(failure?.message).toMatch(new RegExp(`^${permission} is denied on \\S+\\.$`));
    expect(account.emulator.world.services).toEqual([]);
  });

  test('ecs:UpdateService: the old revision runs on', async () => {
    const account = await anAccountWithService();
    account.emulator.changeScenario({ denied: ['ecs:UpdateService'] });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(annotated(run, 'web could not be updated')[0]?.message).toMatch(/^ecs:UpdateService is denied on /);
    expect(account.emulator.world.services[0]?.deployments).toHaveLength(1);
  });
});

import { describe, expect, test } from '@jest/globals';
import { addService, aTaskDefinition, deployWeb, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

// Source: contracts.md, "Watching a deployment", rollback-to.

const revision = (number: number) => `arn:aws:ecs:eu-central-1:123456789012:task-definition/web:${number}`;

/** An account in which `web` has run its revisions 1, 2 and 3, one after the other. */
async function threeRevisions(): Promise<Account> {
  const account = anAccount({ images: { '*:broken': { behaviour: 'crash' } } });
  await addService(account);
  await deployWeb(account, {}, aTaskDefinition({ memory: '1024' }));
  await deployWeb(account, {}, aTaskDefinition({ memory: '2048' }));
  return account;
}

const goBack = (account: Account, to: string, given: Readonly<Record<string, string>> = {}): Promise<DeployRun> =>
  account.deploy({ with: { service: 'web', 'rollback-to': to, ...given } });

describe('one service goes back', () => {
  test.each([
    { to: 'previous', number: 2 },
    { to: '1', number: 1 },
    { to: 'web:1', number: 1 },
    { to: revision(2), number: 2 },
  ])('to $to', async ({ to, number }) => {
    const account = await threeRevisions();
    const run = await goBack(account, to);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(bodiesOf(run, 'UpdateService')).toEqual([
      { cluster: 'default', service: 'web', taskDefinition: revision(number) },
    ]);
    expect(bodiesOf(run, 'RegisterTaskDefinition')).toEqual([]);
    expect(JSON.parse(run.outputs['deployments'] ?? '')).toMatchObject([{ from: 'web:3', to: `web:${number}` }]);
  });

  test('to previous, where deployments may not be listed: to the newest lower revision, with a warning', async () => {
    const account = await threeRevisions();
    account.emulator.changeScenario({ denied: ['ecs:ListServiceDeployments'] });
    const run = await goBack(account, 'previous');
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ taskDefinition: revision(2) }]);
    const [warning] = annotated(run, 'rollback/guessed');
    expect(warning?.severity).toBe('warning');
    expect(warning?.message).toContain('web goes back to web:2, the newest lower revision');
    expect(annotated(run, 'aws/denied')[0]?.message).toContain('ecs:ListServiceDeployments is denied');
  });

  test('to previous, past a deployment that failed', async () => {
    const account = await threeRevisions();
    const failed = await deployWeb(account, { 'on-failure': 'rollback' }, withImage(`${REPOSITORY}:broken`));
    expect(failed.outputs['status']).toBe('rolled-back');
    const run = await goBack(account, 'previous');
    expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ taskDefinition: revision(2) }]);
  });

  test('to previous, past a redeployment of the same revision', async () => {
    const account = await threeRevisions();
    await deployWeb(account, { 'force-new-deployment': 'true' }, aTaskDefinition({ memory: '2048' }));
    const run = await goBack(account, 'previous');
    expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ taskDefinition: revision(2) }]);
  });

  test('to what it runs, by doing nothing', async () => {
    const run = await goBack(await threeRevisions(), '3');
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged' }, writes: [] });
  });

  test('without waiting for the broken deployment because of which it goes back', async () => {
    const account = await threeRevisions();
    const given = { 'wait-for-service-stability': 'false' };
    await deployWeb(account, given, withImage(`${REPOSITORY}:broken`));
    const run = await goBack(account, '3');
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).not.toContain("somebody else's deployment");
  });

  test('without the tag of this commit: the revision is not made from it', async () => {
    const run = await goBack(await threeRevisions(), 'previous');
    const tags = bodiesOf(run, 'TagResource').flatMap((body) => body['tags'] as { key: string }[]);
    expect(tags.map(({ key }) => key)).not.toContain('fargate-actions:commit-sha');
  });

  test('in a dry run, not at all', async () => {
    const run = await goBack(await threeRevisions(), 'previous', { 'dry-run': 'true' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'planned', changed: 'true' }, writes: [] });
  });
});

describe('a stack goes back', () => {
  const LARGER: readonly Edit[] = [
    ['api/task-definition.yml', 'memory: 1024', 'memory: 2048'],
    ['worker/task-definition.yml', 'memory: 1024', 'memory: 2048'],
  ];

  async function twice(): Promise<Account> {
    const account = anAccount();
    await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
    await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(...LARGER) });
    return account;
  }

  const deployedTo = (run: DeployRun) =>
    bodiesOf(run, 'UpdateService')
      .map(({ service, taskDefinition }) => `${String(service)} ${String(taskDefinition).split('/').at(-1)}`)
      .sort();

  test('with all its services but the singleton, by one update each', async () => {
    const account = await twice();
    const run = await account.deploy({
      with: { stack: 'deploy/stack.yml', 'rollback-to': 'previous' },
      files: seedFiles(...LARGER),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(deployedTo(run)).toEqual(['amply-api amply-api:1', 'amply-worker amply-worker:1']);
    expect(annotated(run, 'singleton/left-alone')).toMatchObject([{ severity: 'notice' }]);
  });

  test('with one of them, to a number', async () => {
    const account = await twice();
    const run = await account.deploy({
      with: { stack: 'deploy/stack.yml', services: 'worker', 'rollback-to': '1' },
      files: seedFiles(...LARGER),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(deployedTo(run)).toEqual(['amply-worker amply-worker:1']);
  });
});

describe('a commit that the running one contains', () => {
  const OLDER = { 'commit-sha': 'a'.repeat(40), 'github-token': 'a token' };

  test.each([
    { what: 'is deployed with allow-older', given: { ...OLDER, 'allow-older': 'true' } },
    { what: 'is deployed without a token, because nobody can tell', given: { 'commit-sha': 'a'.repeat(40) } },
  ])('$what', async ({ given }) => {
    const account = anAccount();
    await addService(account);
    await deployWeb(account, { 'commit-sha': 'b'.repeat(40) });
    const run = await account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web', ...given },
      files: { 'task-definition.json': aTaskDefinition({ memory: '1024' }) },
      fetch: () => Promise.resolve(Response.json({ status: 'behind' })),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  });

  test.each(['ahead', 'diverged', 'identical'])('is one that GitHub calls behind: %s is deployed', async (status) => {
    const account = anAccount();
    await addService(account);
    await deployWeb(account, { 'commit-sha': 'b'.repeat(40) });
    const run = await account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web', ...OLDER },
      files: { 'task-definition.json': aTaskDefinition({ memory: '1024' }) },
      fetch: () => Promise.resolve(Response.json({ status })),
    });
    expect(run.exitCode).toBe(0);
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  aContainer,
  anAccountWithService,
  aTaskDefinition,
  deployWeb,
  digestOf,
  moveTag,
  REPOSITORY,
  withImage,
} from './a-service.ts';
import { bodiesOf, type Account } from './an-account.ts';

const BREAKER = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };
const byDigest = (account: Account, tag = 'v1') => withImage(`${REPOSITORY}@${digestOf(account, tag)}`);
const revision = (number: number) => `arn:aws:ecs:eu-central-1:123456789012:task-definition/web:${number}`;

/** Somebody stops all tasks of the service by hand. */
function stopTasks({ emulator }: Account, count = Number.POSITIVE_INFINITY): void {
  const { taskArns } = emulator.call('ecs:ListTasks', { cluster: 'default', serviceName: 'web' }) as {
    taskArns: string[];
  };
  for (const task of taskArns.slice(0, count)) emulator.call('ecs:StopTask', { cluster: 'default', task });
}

function runningTasks({ emulator }: Account): number {
  return emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
}

/** Something happens to the service now. */
function happens({ emulator }: Account, what: 'spot-interruption' | 'retirement' | 'task-exit'): void {
  emulator.changeScenario({ happenings: [{ atSeconds: 1, happens: what, name: 'web' }] });
}

/** An account in which the image v1 runs, in web:2. */
async function running(fields: Readonly<Record<string, unknown>> = {}): Promise<Account> {
  const account = await anAccountWithService({ fields: { desiredCount: 2, ...BREAKER, ...fields } });
  expect((await deployWeb(account, {}, byDigest(account))).outputs['status']).toBe('deployed');
  await account.wait(3600);
  return account;
}

describe('what runs is compared first', () => {
  test('going back to it after a rollback deploys nothing, though a newer revision exists', async () => {
    const account = await running();
    account.emulator.changeScenario({ images: { '*:v2': { behaviour: 'crash' } } });
    const broken = await deployWeb(account, {}, byDigest(account, 'v2'));
    expect(broken.outputs['status']).toBe('rolled-back');
    await account.wait(600);

    const reverted = await deployWeb(account, {}, byDigest(account));
    expect(reverted).toMatchObject({
      exitCode: 0,
      outputs: { status: 'unchanged', changed: 'false', 'task-definition-arn': revision(2) },
      writes: [],
    });
  });

  test('a revision that is registered already is reused, and the plan shows the difference to what runs', async () => {
    const account = await running();
    await deployWeb(account, {}, byDigest(account, 'v2'));
    await deployWeb(account, { 'task-definition': '', 'rollback-to': '2' });
    await account.wait(600);

    const again = await deployWeb(account, {}, byDigest(account, 'v2'));
    expect(again.outputs).toMatchObject({ status: 'deployed', 'task-definition-arn': revision(3) });
    expect(bodiesOf(again, 'RegisterTaskDefinition')).toEqual([]);
    expect(bodiesOf(again, 'UpdateService')).toMatchObject([{ taskDefinition: revision(3) }]);
    expect(again.log).toContain('(registered already, as web:3)');
    const [from, to] = ['v1', 'v2'].map((tag) => digestOf(account, tag).slice(0, 'sha256:'.length + 12));
    expect(again.log).toMatch(new RegExp(`containerDefinitions\\[app\\]\\.image .*${from}\\S+ -> .*${to}`));
  });

  test('a deregistered revision that runs is as good as any', async () => {
    const account = await running();
    account.emulator.call('ecs:DeregisterTaskDefinition', { taskDefinition: revision(2) });
    expect(await deployWeb(account, {}, byDigest(account))).toMatchObject({
      outputs: { status: 'unchanged' },
      writes: [],
    });
  });

  test('it costs no more calls than before', async () => {
    const account = await running();
    const { calls } = await deployWeb(account, {}, byDigest(account));
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual(['DescribeServices', 'DescribeTaskDefinition']);
  });
});

describe('a rerun tells the truth', () => {
  test.each([
    { what: 'at once', afterSeconds: 1, runningAtFirst: 0 },
    { what: 'after a while, though all of them run at the first look', afterSeconds: 30, runningAtFirst: 2 },
  ])('tasks that crash $what are no success', async ({ afterSeconds, runningAtFirst }) => {
    const account = await running();
    account.emulator.changeScenario({
      images: { '*:v1': { behaviour: 'crash', afterSeconds, exitCode: 3, logs: ["KeyError: 'DATABASE_URL'"] } },
    });
    stopTasks(account);
    await account.wait(600);
    while (runningTasks(account) !== runningAtFirst) await account.wait(1);

    const run = await deployWeb(account, {}, byDigest(account));
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed', changed: 'false' }, writes: [] });
    expect(run.outputs['failure-cause']).toMatch(/^tasks of web:2 keep failing.*container app exited with code 3/);
    expect(run.log).toContain('nothing differs, but');
  });

  test.each([
    { what: 'tasks that crash', breaks: { behaviour: 'crash', exitCode: 3 }, says: 'failed' },
    { what: 'no capacity', breaks: { behaviour: 'no-capacity' }, says: 'timed-out' },
  ] as const)('going back to the revision that runs is no success with $what', async ({ breaks, says }) => {
    const account = await running();
    account.emulator.changeScenario({ images: { '*:v1': breaks } });
    stopTasks(account);
    await account.wait(600);
    while (runningTasks(account) > 0) await account.wait(1);
    for (const to of ['2', 'web:2', revision(2)]) {
      const run = await deployWeb(account, { 'task-definition': '', 'rollback-to': to });
      expect(run).toMatchObject({ exitCode: 1, outputs: { status: says }, writes: [] });
    }
  });

  test.each([{}, { 'rollback-to': '2', 'task-definition': '' }])(
    'a service that is stopped by its count is as wanted (%o)',
    async (given) => {
      const account = await running();
      account.emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', desiredCount: 0 });
      await account.wait(600);
      expect(await deployWeb(account, given, byDigest(account))).toMatchObject({ exitCode: 0, writes: [] });
    },
  );

  test('a run that does not wait says that it left it so', async () => {
    const account = await running();
    stopTasks(account);
    await account.wait(15);
    const run = await deployWeb(account, { 'wait-for-service-stability': 'false' }, byDigest(account));
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'left' }, writes: [] });
  });

  test.each<[string, (account: Account) => void]>([
    [
      'Spot takes back',
      (account) => {
        for (const task of account.emulator.world.tasks) Object.assign(task, { capacityProviderName: 'FARGATE_SPOT' });
        happens(account, 'spot-interruption');
      },
    ],
    ['AWS retires', (account) => happens(account, 'retirement')],
    ['exits once', (account) => happens(account, 'task-exit')],
    ['somebody stops', (account) => stopTasks(account, 1)],
    [
      'scaling has just asked for',
      ({ emulator }) => emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', desiredCount: 3 }),
    ],
  ])('a task that %s is waited for', async (_, begin) => {
    const account = await running();
    begin(account);
    await account.wait(20);
    const run = await deployWeb(account, {}, byDigest(account));
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', changed: 'false' }, writes: [] });
  });

  test('tasks that scaling asks for while it is watched are not waited for', async () => {
    const account = await running();
    account.emulator.changeScenario({ images: { '*:v1': { behaviour: 'no-capacity' } } });
    account.emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', desiredCount: 0 });
    await account.wait(600);
    const run = await deployWeb(account, {}, byDigest(account));
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged' }, writes: [] });
  });

  test('without capacity it ends within a bounded time, and says what is missing', async () => {
    const account = await running();
    account.emulator.changeScenario({ images: { '*:v1': { behaviour: 'no-capacity' } } });
    stopTasks(account, 1);
    await account.wait(60);
    const begun = account.emulator.world.now;
    const run = await deployWeb(account, {}, byDigest(account));
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' }, writes: [] });
    expect(run.outputs['failure-cause']).toMatch(/not steady after 10 minutes: 1 of 2 tasks run.*capacity/);
    expect((account.emulator.world.now - begun) / 60_000).toBeLessThan(11);
  });

  test('a deployment of somebody else supersedes the watch', async () => {
    const account = await running();
    stopTasks(account);
    await account.wait(10);
    account.after('ecs:ListTasks', 10, () =>
      account.emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', taskDefinition: 'web:1' }),
    );
    const run = await deployWeb(account, {}, byDigest(account));
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'superseded' } });
  });
});

describe('an image of another repository', () => {
  const SIDECAR = 'public.ecr.aws/datadog/agent:7';
  const withSidecar = (image: string) =>
    aTaskDefinition({
      containerDefinitions: [aContainer({ image }), { name: 'agent', image: SIDECAR, essential: false }],
    });

  test('is no reason to deploy: its tag counts as unchanged, with one notice', async () => {
    const account = await anAccountWithService();
    await deployWeb(account, {}, withSidecar(`${REPOSITORY}:v1`));
    await account.wait(600);
    const again = await deployWeb(account, {}, withSidecar(`${REPOSITORY}:v1`));
    expect(again).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged' }, writes: [] });
    const notices = again.annotations.filter(({ severity }) => severity === 'notice');
    expect(notices.map(({ message }) => message).filter((message) => message.includes(SIDECAR))).toHaveLength(1);
  });

  test('says nothing of the images that the deploy is about', async () => {
    const account = await anAccountWithService();
    await deployWeb(account, {}, withSidecar(`${REPOSITORY}:v1`));
    await account.wait(600);
    moveTag(account, 'v1');
    const run = await deployWeb(account, {}, withSidecar(`${REPOSITORY}:v1`));
    expect(bodiesOf(run, 'UpdateService')).toEqual([{ cluster: 'default', service: 'web', forceNewDeployment: true }]);
  });
});

describe('a service that is not deployed by rolling updates of ECS is left alone', () => {
  test.each([
    ['the strategy BLUE_GREEN', { deploymentConfiguration: { strategy: 'BLUE_GREEN' } }, 'strategy "BLUE_GREEN"'],
    ['the controller CODE_DEPLOY', { deploymentController: { type: 'CODE_DEPLOY' } }, 'the CODE_DEPLOY controller'],
    ['the controller EXTERNAL', { deploymentController: { type: 'EXTERNAL' } }, 'the EXTERNAL controller'],
  ])('by %s', async (_, settings, says) => {
    const account = await running();
    for (const service of account.emulator.world.services) Object.assign(service.settings, settings);
    for (const given of [{}, { 'task-definition': '', 'rollback-to': 'web:1' }]) {
      const run = await deployWeb(account, given, byDigest(account, 'v2'));
      expect(run).toMatchObject({ exitCode: 1, writes: [] });
      expect(run.outputs['failure-cause'] ?? run.log).toContain(says);
    }
  });
});

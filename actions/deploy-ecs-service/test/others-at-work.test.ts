import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { addService, aTaskDefinition, deployWeb, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, bodiesOf, type Account, type DeployRun } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

// Source: issue 4, "Others at work": each its own verdict and text.

interface Commit {
  readonly sha: string;
}

/** Somebody else registers a revision of `web`. */
function register({ emulator }: Account, file: string, commit?: Commit): void {
  const tags = commit && [{ key: 'fargate-actions:commit-sha', value: commit.sha }];
  emulator.call('ecs:RegisterTaskDefinition', { ...(JSON.parse(file) as object), ...(tags && { tags }) });
}

/** Somebody else deploys a revision of `web`, and does not wait. */
function update({ emulator }: Account, taskDefinition: string): void {
  emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', taskDefinition });
}

async function anAccountWithWeb(fields: Readonly<Record<string, unknown>> = {}): Promise<Account> {
  const account = anAccount();
  await addService(account, { fields });
  return account;
}

const THEIRS = aTaskDefinition({ memory: '2048' });

const updates = (run: DeployRun) => bodiesOf(run, 'UpdateService');
const causeOf = ({ outputs }: DeployRun) => outputs['failure-cause'] ?? '';

describe("somebody else's deployment under way", () => {
  test('is waited for, and ours follows it', async () => {
    const account = await anAccountWithWeb();
    register(account, THEIRS);
    update(account, 'web:2');
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).toContain("waiting until somebody else's deployment of web:2 is done");
    expect(updates(run)).toHaveLength(1);
    const endings = account.emulator.world.endings.map(
      ({ ended, taskDefinition }) => `${ended} ${taskDefinition.split('/').at(-1)}`,
    );
    expect(endings.slice(-2)).toEqual(['succeeded web:2', 'succeeded web:3']);
  });

  test('is waited for though the service is missing in reads for a while', async () => {
    const account = await anAccountWithWeb();
    register(account, THEIRS);
    update(account, 'web:2');
    const begun = account.emulator.world.now;
    const run = await account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web' },
      files: { 'task-definition.json': aTaskDefinition() },
      answer: (operation, output) => {
        const seconds = (account.emulator.world.now - begun) / 1000;
        const isMissing = operation === 'ecs:DescribeServices' && seconds > 10 && seconds < 30;
        if (isMissing && 'services' in output) output.services = [];
      },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(updates(run)).toHaveLength(1);
  });

  test('may make ours needless', async () => {
    const account = await anAccountWithWeb();
    register(account, THEIRS);
    await deployWeb(account, { service: '' });
    update(account, 'web:2');
    account.emulator.changeScenario({
      happenings: [{ atSeconds: 20, happens: 'update', name: 'web', input: { taskDefinition: 'web:3' } }],
    });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' }, writes: [] });
    expect(run.log).toContain("waiting until somebody else's deployment of web:2 is done");
    expect(run.summary).toContain('web:3');
  });

  test('that does not end is a time-out, and ours is not begun', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ images: { '*:slow': { behaviour: 'slow', afterSeconds: 3600 } } });
    register(account, withImage(`${REPOSITORY}:slow`));
    update(account, 'web:2');
    const run = await deployWeb(account, { 'wait-for-minutes': '2' });
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' } });
    expect(causeOf(run)).toBe(
      "somebody else's deployment of web:2 was not done after 2 minutes, so this one was not begun",
    );
    expect(updates(run)).toEqual([]);
  });

  test('is replaced with on-conflict: replace', async () => {
    const account = await anAccountWithWeb();
    register(account, THEIRS);
    update(account, 'web:2');
    const run = await deployWeb(account, { 'on-conflict': 'replace' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).not.toContain("somebody else's deployment");
    expect(updates(run)).toHaveLength(1);
  });

  test('that fails is waited for as well, and ours follows what is left', async () => {
    const account = await anAccountWithWeb({
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    });
    account.emulator.changeScenario({ images: { '*:broken': { behaviour: 'crash' } } });
    register(account, withImage(`${REPOSITORY}:broken`));
    update(account, 'web:2');
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(updates(run)).toHaveLength(1);
  });
});

describe('a deployment that fails and that no circuit breaker ends', () => {
  test('is replaced: it may be what the run before has left, and ours what mends it', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ images: { '*:broken': { behaviour: 'crash' } } });
    const broken = await deployWeb(account, {}, withImage(`${REPOSITORY}:broken`));
    expect(broken).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    await account.wait(600);
    const mended = await deployWeb(account);
    expect(mended).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(mended.log).not.toContain("somebody else's deployment");
    expect(updates(mended)).toHaveLength(1);
  });

  test('is waited for until that shows', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ images: { '*:broken': { behaviour: 'crash' } } });
    register(account, withImage(`${REPOSITORY}:broken`));
    update(account, 'web:2');
    const run = await deployWeb(account);
    expect(run.log).toContain("waiting until somebody else's deployment of web:2 is done");
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  });
});

test('an answer that does not come while another deployment is waited for ends nothing', async () => {
  const account = await anAccountWithWeb();
  register(account, THEIRS);
  update(account, 'web:2');
  account.after('ecs:DescribeServices', 5, () => {
    account.emulator.changeScenario({
      faults: [{ operation: 'DescribeServices', error: 'ServerException', httpStatus: 500, times: 6 }],
    });
  });
  const run = await deployWeb(account);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  expect(updates(run)).toHaveLength(1);
});

test.each([
  { effect: 'that never arrived', fault: { error: 'ConnectionLost' }, seconds: 20 },
  { effect: 'whose answer was lost', fault: { answer: 'hang', effect: 'after' }, seconds: 2 },
] as const)(
  'an update $effect is not sent again over what somebody else has deployed since',
  async ({ fault, seconds }) => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ faults: [{ operation: 'UpdateService', times: 1, ...fault }] });
    account.after('ecs:UpdateService', seconds, () => {
      register(account, THEIRS);
      update(account, 'web:3');
    });
    const run = await deployWeb(account);
    expect(run.exitCode).toBe(1);
    expect(updates(run).filter(({ taskDefinition }) => String(taskDefinition).endsWith('web:2'))).toHaveLength(1);
    const [service] = account.emulator.world.services;
    expect(service?.workload.taskDefinitionArn).toMatch(/web:3$/);
  },
);

describe('a deployment that is superseded', () => {
  const OURS = { 'commit-sha': 'a'.repeat(40) };
  const THEIR_COMMIT = { sha: 'b'.repeat(40) };

  async function superseded(given: Readonly<Record<string, string>>, relation?: string): Promise<DeployRun> {
    const account = await anAccountWithWeb();
    account.after('ecs:UpdateService', 20, () => {
      register(account, THEIRS, THEIR_COMMIT);
      update(account, 'web:3');
    });
    return account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web', ...OURS, ...given },
      files: { 'task-definition.json': aTaskDefinition() },
      ...(relation !== undefined && { fetch: () => Promise.resolve(Response.json({ status: relation })) }),
    });
  }

  test.each([
    { what: 'without a token fails', given: {}, relation: undefined, exitCode: 1 },
    { what: 'by a commit that contains ours is fine', given: { 'github-token': 't' }, relation: 'ahead', exitCode: 0 },
    { what: 'by another commit fails', given: { 'github-token': 't' }, relation: 'diverged', exitCode: 1 },
    { what: 'by an older commit fails', given: { 'github-token': 't' }, relation: 'behind', exitCode: 1 },
  ])('$what', async ({ given, relation, exitCode }) => {
    const run = await superseded(given, relation);
    expect(run).toMatchObject({ exitCode, outputs: { status: 'superseded' } });
    expect(causeOf(run)).toContain('this deployment was replaced by another one, of web:3, before it was done');
  });
});

describe('while a deployment goes on', () => {
  test('autoscaling changes the count, and it is deployed', async () => {
    const account = await anAccountWithWeb({ desiredCount: 2 });
    account.emulator.changeScenario({
      happenings: [{ atSeconds: 20, happens: 'scale', name: 'web', desiredCount: 4 }],
    });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(account.emulator.world.services[0]?.desiredCount).toBe(4);
    expect(run.log).toContain('of 4 running');
  });

  test('the service is deleted, and that is what the failure says', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ happenings: [{ atSeconds: 20, happens: 'delete', name: 'web' }] });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(causeOf(run)).toContain('somebody deleted the service during the deployment');
  });

  test('an alarm of the service goes off, and it is rolled back, by the name of the alarm', async () => {
    const account = anAccount();
    account.emulator.world.alarms.push({ name: 'web-errors', state: 'OK' });
    const alarms = { alarmNames: ['web-errors'], enable: true, rollback: true };
    await addService(account, { fields: { deploymentConfiguration: { alarms } } });
    account.emulator.changeScenario({ happenings: [{ atSeconds: 25, happens: 'alarm', name: 'web-errors' }] });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
    expect(causeOf(run)).toContain("the deployment's alarm went off: web-errors");
  });

  test('a protected task holds it up, and the log says until when', async () => {
    const account = await anAccountWithWeb();
    account.emulator.changeScenario({ happenings: [{ atSeconds: 1, happens: 'protect', name: 'web', minutes: 10 }] });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).toMatch(/waiting for 1 old task protected from being stopped until \d\d:\d\d:\d\d UTC/);
  });

  test('a pause waits for somebody, and the log says for what', async () => {
    const account = await anAccountWithWeb();
    const run = await account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web' },
      files: { 'task-definition.json': aTaskDefinition() },
      answer: (operation, output) => {
        if (operation !== 'ecs:DescribeServiceDeployments') return;
        for (const deployment of (output as { serviceDeployments: Record<string, unknown>[] }).serviceDeployments)
          if (deployment['status'] === 'IN_PROGRESS')
            deployment['lifecycleHookDetails'] = [{ hookId: 'approval', status: 'AWAITING_ACTION' }];
      },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).toContain('somebody to continue the paused deployment (ContinueServiceDeployment, hook approval)');
  });
});

describe('a service whose turn comes long after the plan', () => {
  const AFTER = ['stack.yml', '  api:\n', '  api:\n    after: [worker]\n'] as const;
  const NEXT = [
    ['api/task-definition.yml', ':latest', ':v2'],
    ['worker/task-definition.yml', ':latest', ':v2'],
  ] as const;

  async function deployedStack(): Promise<Account> {
    const account = anAccount();
    const first = await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(AFTER) });
    expect(first.exitCode).toBe(0);
    await account.wait(600);
    return account;
  }

  test('is looked at again: what somebody else has begun meanwhile is waited for', async () => {
    const account = await deployedStack();
    const { emulator } = account;
    account.after('ecs:UpdateService', 40, () =>
      emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-api', forceNewDeployment: true }),
    );
    const run = await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(AFTER, ...NEXT) });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(run.log).toContain("waiting until somebody else's deployment of amply-api:1 is done");
    const ends = emulator.world.endings.filter(({ service }) => service === 'amply-api').map(({ ended }) => ended);
    expect(ends).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });

  test('is not taken for deleted by one read without it', async () => {
    const account = await deployedStack();
    let missing = 0;
    const run = await account.deploy({
      with: { stack: 'deploy/stack.yml' },
      files: seedFiles(AFTER, ...NEXT),
      answer: (operation, output) => {
        if (operation !== 'ecs:DescribeServices' || !('services' in output)) return;
        const [worker] = account.emulator.world.services.filter(({ name }) => name === 'amply-worker');
        const isItsTurn = worker?.deployments.length === 1 && worker.workload.taskDefinitionArn.endsWith(':2');
        if (isItsTurn && missing++ < 20)
          output.services = (output.services as Service[]).filter(({ serviceName }) => serviceName !== 'amply-api');
      },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(missing).toBeGreaterThan(20);
    expect(bodiesOf(run, 'CreateService')).toEqual([]);
  });

  test('is looked at again: what it has by then is not deployed once more', async () => {
    const account = await deployedStack();
    const { emulator } = account;
    account.after('ecs:UpdateService', 40, () => {
      const revisions = emulator.world.taskDefinitions['amply-api'] ?? [];
      const taskDefinition = revisions.at(-1)?.arn;
      emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-api', taskDefinition });
    });
    const run = await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles(AFTER, ...NEXT) });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(updates(run).filter(({ service }) => service === 'amply-api')).toHaveLength(1);
  });
});

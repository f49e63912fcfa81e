import { describe, expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';

const CRASH = { behaviour: 'crash', exitCode: 3, logs: ["KeyError: 'STRIPE_SECRET_KEY'"] } as const;

/** An account in which the seed's stack was deployed. */
async function deployed() {
  const account = anAccount();
  expect(await account.run()).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  return account;
}

function startBeatByHand({ emulator }: ReturnType<typeof anAccount>): void {
  emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] });
  emulator.advance(120);
}

test('one step deploys the whole stack: services side by side, and the beat after its worker', async () => {
  const account = anAccount();
  const { exitCode, outputs, summary, calls } = await account.run();
  expect(exitCode).toBe(0);
  expect(outputs).toMatchObject({
    status: 'deployed',
    changed: 'true',
    'service-url': expect.stringContaining('/clusters/amply-prod/services'),
    'dashboard-url': expect.stringContaining('#dashboards/dashboard/amply__amply-prod__eu-central-1'),
  });
  expect(JSON.parse(outputs['deployments'] ?? '')).toMatchObject([
    { service: 'amply-api', status: 'deployed', to: 'amply-api:1' },
    { service: 'amply-worker', status: 'deployed', to: 'amply-worker:1' },
    { service: 'amply-beat', status: 'deployed', to: 'amply-beat:1' },
  ]);
  expect(summary).toContain('## ✅ Deployed amply-api, amply-worker and amply-beat');
  const { world } = account.emulator;
  const running = (service: string) =>
    world.tasks.filter((task) => task.group === `service:${service}` && task.lastStatus === 'RUNNING').length;
  expect(['amply-api', 'amply-worker', 'amply-beat'].map(running)).toEqual([2, 2, 1]);
  expect(world.alarms.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['amply-api-high-cpu', 'amply-api-unhealthy']),
  );
  const created = calls.filter(({ operation }) => operation === 'CreateService').map(({ at }) => at);
  // The two services in the same second, the beat when the worker is deployed.
  expect(Math.abs((created[1] ?? 0) - (created[0] ?? 0))).toBeLessThan(1);
  expect((created[2] ?? 0) - (created[1] ?? 0)).toBeGreaterThan(30);
});

test('a second run has nothing to do and writes nothing', async () => {
  const account = await deployed();
  const { outputs, writes, log } = await account.run();
  expect(log).toContain('Plan: no changes. Everything is as the files say.');
  expect(log).toMatch(/^\d+ other resources are unchanged\namply-api +unchanged  amply-api:1\n/m);
  expect({ status: outputs['status'], changed: outputs['changed'], writes }).toEqual({
    status: 'unchanged',
    changed: 'false',
    writes: [],
  });
});

test('a new image moves every service, and the dashboard marks it in the same run', async () => {
  const account = await deployed();
  const { outputs } = await account.run({ with: { image: 'amply-backend:2' } });
  expect(outputs['status']).toBe('deployed');
  expect(account.emulator.world.dashboards[0]?.body).toContain('amply-api:2');
  expect((await account.run({ with: { image: 'amply-backend:2' } })).writes).toEqual([]);
});

test('recommended alarms need what the same run turns on', async () => {
  const account = anAccount();
  const { exitCode, writes } = await account.run({
    edits: [['stack.yml', 'notify: amply-alerts', 'notify: amply-alerts, recommended: true, manageTopicPolicy: true']],
  });
  expect(exitCode).toBe(0);
  expect(writes).toContain('UpdateClusterSettings');
  expect(account.emulator.world.alarms.length).toBeGreaterThan(10);
});

describe('a failed service', () => {
  test('stops what has not begun, and configuration that does not depend on it goes on', async () => {
    const account = await deployed();
    account.emulator.changeScenario({ images: { '*:broken': CRASH } });
    const { exitCode, outputs, log } = await account.run({
      with: { image: 'amply-backend:broken' },
      edits: [['monitoring/alarms.yml', 'threshold: 80', 'threshold: 85']],
    });
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({
      status: 'failed',
      'failure-cause': expect.stringContaining("KeyError: 'STRIPE_SECRET_KEY'"),
    });
    expect(JSON.parse(outputs['deployments'] ?? '')).toMatchObject([
      { service: 'amply-api', result: 'failed' },
      { service: 'amply-worker', result: 'failed' },
      { service: 'amply-beat', result: 'not attempted' },
    ]);
    expect(log).toMatch(/^amply-beat +not attempted: service amply-worker failed$/m);
    expect(log).toMatch(/^alarm amply-api-high-cpu +updated$/m);
    expect(account.emulator.world.alarms.find(({ name }) => name === 'amply-api-high-cpu')?.metric?.Threshold).toBe(85);
  });
});

describe('mode: plan', () => {
  test('writes nothing, needs no image, and says what configuration would change', async () => {
    const account = await deployed();
    const edits = [['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: 12']] as const;
    const unchanged = await account.run({ with: { mode: 'plan' } });
    expect(unchanged).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'false' } });
    const changed = await account.run({ with: { mode: 'plan' }, edits });
    expect(changed).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'true' } });
    expect(changed.outputs['plan']).toContain('scalable target of amply-api');
  });

  test('compares with the image that runs, not with what its tag has become', async () => {
    const account = anAccount();
    await account.run({ with: { image: 'amply-backend:2' } });
    const { outputs } = await account.run({ with: { mode: 'plan' } });
    expect(outputs['changed']).toBe('false');
  });

  test('checks the files alone where there are no credentials, and says so', async () => {
    const account = anAccount({ faults: [{ operation: '*', error: 'UnrecognizedClientException', times: 99 }] });
    const { exitCode, found, summary, writes } = await account.run({ with: { mode: 'plan' } });
    expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: [] });
    expect(found).toContain('notice stack/files-only');
    expect(summary).toContain('nothing was compared with what is in AWS');
    const wrong = await account.run({
      with: { mode: 'plan' },
      edits: [
        ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: ten'],
        ['worker/task-definition.yml', 'memory: 1024', 'memory: 512'],
      ],
    });
    expect(wrong).toMatchObject({ exitCode: 1 });
    expect(wrong.found).toContain('error scaling/type deploy/api/scaling.yml:7:16');
    expect(wrong.found).toContain('error task-definition/memory deploy/worker/task-definition.yml:4:9');
  });
});

describe('mode: audit', () => {
  test('is green where nothing differs, whatever image runs', async () => {
    const account = anAccount();
    await account.run({ with: { image: 'amply-backend:2' } });
    expect(await account.run({ with: { mode: 'audit' } })).toMatchObject({
      exitCode: 0,
      writes: [],
      outputs: { status: 'unchanged', drift: 'false' },
      summary: expect.stringContaining('## ✅ No drift: everything is as the files say'),
    });
  });

  test('is red for what was changed by hand, and names it', async () => {
    const account = await deployed();
    account.emulator.call('ecs:UpdateService', {
      cluster: 'amply-prod',
      service: 'amply-worker',
      deploymentConfiguration: { minimumHealthyPercent: 0, maximumPercent: 200 },
    });
    const { exitCode, found, log, writes, outputs } = await account.run({ with: { mode: 'audit' } });
    expect({ exitCode, writes }).toEqual({ exitCode: 1, writes: [] });
    expect(outputs).toMatchObject({ status: 'failed', drift: 'true' });
    expect(found).toContain('error stack/drift deploy/stack.yml:2:1');
    expect(log).toContain('One resource differs from the files: service amply-worker.');
  });

  test('finds a second beat', async () => {
    const account = await deployed();
    account.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-beat', desiredCount: 2 });
    account.emulator.advance(120);
    const { exitCode, found, writes } = await account.run({ with: { mode: 'audit' } });
    expect({ exitCode, writes }).toEqual({ exitCode: 1, writes: [] });
    expect(found).toContain('error singleton/desired-count');
  });

  test('finds a beat that was started by hand, and what else differs', async () => {
    const account = await deployed();
    startBeatByHand(account);
    const { exitCode, found, log, outputs, summary, writes } = await account.run({
      with: { mode: 'audit' },
      edits: [['monitoring/alarms.yml', 'threshold: 80', 'threshold: 85']],
    });
    expect({ exitCode, writes, drift: outputs['drift'] }).toEqual({ exitCode: 1, writes: [], drift: 'true' });
    expect(found).toEqual(expect.arrayContaining(['error stack/drift deploy/stack.yml:2:1', 'error singleton/stray']));
    expect(summary).toContain(
      '## ❌ One resource differs from the files; 2 beats run for amply-beat, which must have 1',
    );
    expect(log).toContain('set stop-strays to `true`. That input belongs to enforce-beat-singleton.');
  });
});

test('a deploy is refused while a beat runs that was started by hand, before anything is written', async () => {
  const account = await deployed();
  startBeatByHand(account);
  const { exitCode, found, writes } = await account.run({ with: { image: 'amply-backend:2' } });
  expect({ exitCode, writes }).toEqual({ exitCode: 1, writes: [] });
  expect(found).toContain('error singleton/stray');
});

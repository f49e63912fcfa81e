import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount, type Account } from './an-account.ts';
import { runsOn } from './live.ts';

const STACK = { stack: 'deploy/stack.yml' };

/** Beat's next revision: another command line, in its file. */
const NEXT = ['beat/task-definition.yml', 'amply-backend:latest', 'amply-backend:v2'] as const;

async function deployed(account: Account = anAccount()): Promise<Account> {
  const first = await account.enforce({ with: STACK, files: seedFiles() });
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1', duplicates: '[]' } });
  return account;
}

test('a new singleton is created without a task, and its first one started like every other', async () => {
  const account = anAccount();
  const { exitCode, outputs, writes } = await account.enforce({ with: STACK, files: seedFiles() });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1' } });
  const created = writes.find(({ operation }) => operation === 'CreateService');
  expect(created?.body).toMatchObject({ desiredCount: 0, deploymentConfiguration: { maximumPercent: 100 } });
});

test('nothing changed: the running beat is not touched, and nothing is written', async () => {
  const account = await deployed();
  await account.wait(600);
  const { exitCode, outputs, writes } = await account.enforce({ with: STACK, files: seedFiles() });
  expect(writes).toEqual([]);
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged', changed: 'false' } });
});

test('another revision replaces beat: never two at once, and the time without one is told', async () => {
  const account = await deployed();
  await account.wait(600);
  const { exitCode, outputs, log } = await account.enforce({ with: STACK, files: seedFiles(NEXT) });
  expect(account.doubled()).toEqual([]);
  for (const said of ['sets the desired count to 0', 'waits for the old task to be gone', 'starts amply-beat:2'])
    expect(log).toContain(`amply-beat  ${said}`);
  expect(log).toMatch(
    /^amply-beat +deployed +amply-beat:1 -> amply-beat:2 {2}beats running: 1 {2}[\d.]+ s without a beat$/m,
  );
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1' } });
  expect(Number(outputs['gap-seconds'])).toBeGreaterThan(0);
});

test('a revision that can’t start goes back by the same sequence, and the first line is its cause', async () => {
  const account = await deployed(
    anAccount({ images: { '*:v2': { behaviour: 'crash', exitCode: 1, logs: ["KeyError: 'REDIS_URL'"] } } }),
  );
  await account.wait(600);
  const { exitCode, outputs, log, calls } = await account.enforce({ with: STACK, files: seedFiles(NEXT) });
  expect(account.doubled()).toEqual([]);
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back', running: '1' } });
  expect(log).toMatch(/::error title=amply-beat was rolled back::.*KeyError/);
  expect(calls.map(({ operation }) => operation)).not.toContain('StopServiceDeployment');
});

test('a changed network is sent while no task is wanted', async () => {
  const account = await deployed();
  await account.wait(600);
  const { outputs, calls } = await account.enforce({
    with: STACK,
    files: seedFiles(['stack.yml', 'assignPublicIp: DISABLED', 'assignPublicIp: ENABLED']),
  });
  const sent = calls.filter(
    ({ operation, body }) => operation === 'UpdateService' && 'networkConfiguration' in (body as object),
  );
  expect(sent.map(({ body }) => (body as { desiredCount?: number }).desiredCount)).toEqual([0]);
  expect(outputs).toMatchObject({ status: 'deployed', running: '1' });
  expect(account.doubled()).toEqual([]);
});

test('Spot is left by the launch type of the file, while no task is wanted', async () => {
  const account = await deployed();
  runsOn('FARGATE_SPOT')(account);
  const { exitCode, outputs } = await account.enforce({ with: STACK, files: seedFiles() });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1' } });
  expect(account.emulator.world.services[0]?.workload.launchType).toBe('FARGATE');
  expect(account.doubled()).toEqual([]);
});

test('the first deploy creates the cluster too', async () => {
  const account = anAccount();
  account.emulator.world.clusters.splice(0);
  await deployed(account);
});

test('dry-run plans, and writes nothing', async () => {
  const account = await deployed();
  await account.wait(600);
  const { exitCode, outputs, writes } = await account.enforce({
    with: { ...STACK, 'dry-run': 'true' },
    files: seedFiles(NEXT),
  });
  expect(writes).toEqual([]);
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'planned', changed: 'true' } });
});

test('it gets the tags of its file, once, and is not replaced for them', async () => {
  const account = await deployed();
  await account.wait(600);
  const tagged = {
    with: STACK,
    files: seedFiles([
      'beat/service.yml',
      'serviceName: amply-beat',
      'serviceName: amply-beat\ntags: [{ key: team, value: shop }]',
    ]),
  };
  const first = await account.enforce(tagged);
  expect(first.writes.map(({ operation }) => operation)).toEqual(['TagResource']);
  expect(account.emulator.world.services[0]?.tags).toMatchObject({ team: 'shop' });
  const again = await account.enforce(tagged);
  expect([again.writes, again.outputs['changed']]).toEqual([[], 'false']);
});

test('the plan names the mark and the lock that the run then writes', async () => {
  const account = await deployed();
  await account.wait(600);
  const files = seedFiles(NEXT);
  const { log } = await account.enforce({ with: { ...STACK, 'dry-run': 'true' }, files });
  const plan = log.slice(0, log.indexOf('::endgroup::'));
  const { writes } = await account.enforce({ with: STACK, files });
  const marks = writes.flatMap(({ operation, body }) => {
    const { tags = [] } = body as { tags?: { key: string }[] };
    return operation === 'TagResource' ? tags.map(({ key }) => key) : [];
  });
  const locks = writes.flatMap(({ operation, body }) =>
    operation === 'PutParameter' ? (body as { Name: string }).Name : [],
  );
  expect([marks, locks]).toEqual([
    expect.arrayContaining(['fargate-actions:replacing']),
    expect.arrayContaining([expect.stringMatching(/lock-1$/)]),
  ]);
  for (const name of ['fargate-actions:replacing', ...new Set(locks)]) expect(plan).toContain(name);
});

test('enforce tells what it did to a second beat, and how it ended', async () => {
  const account = await deployed();
  await account.wait(600);
  account.emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] });
  await account.wait(90);
  const { exitCode, outputs, log } = await account.enforce({
    with: { ...STACK, mode: 'enforce' },
    files: seedFiles(),
  });
  expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { status: 'repaired', running: '1' } });
  expect(log).toMatch(/^ {2}Done: stopped the stray beat [0-9a-f]+ \(amply-beat:1\)$/m);
  expect(log).toMatch(/^amply-beat {2}repaired {2}.*beats running: 1$/m);
});

test('its image is tagged as deployed where the lifecycle policy keeps what is tagged so', async () => {
  const rule = `"rules": [{
    "rulePriority": 1,
    "selection": { "tagStatus": "tagged", "tagPatternList": ["deployed-*"], "countType": "imageCountMoreThan", "countNumber": 50 },
    "action": { "type": "expire" }
  }, {`;
  const account = anAccount();
  const files = seedFiles(['ecr/lifecycle-policy.json', '"rules": [{', rule]);
  const { writes } = await account.enforce({ with: STACK, files });
  const tags = writes.filter(({ operation }) => operation === 'PutImage').map(({ body }) => body);
  expect(tags).toContainEqual(expect.objectContaining({ imageTag: 'deployed-amply-prod.amply-beat' }));
});

import { describe, expect, test } from '@jest/globals';
import { addService, aTaskDefinition, deployWeb, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, bodiesOf, type DeployRun } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

// Source: contracts.md, "The singleton", "Who deploys it".

const ACTION = 'enforce-beat-singleton';
const NOT_SINGLE: Edit = ['stack.yml', '    singleton: true\n', ''];

function deploySeed(given: Readonly<Record<string, string>>, ...edits: Edit[]): Promise<DeployRun> {
  return anAccount().deploy({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles(...edits) });
}

const command = (service: 'worker' | 'beat', words: string): Edit => [
  `${service}/task-definition.yml`,
  /command: .*/,
  `command: ${JSON.stringify(words.split(' '))}`,
];

const created = (run: DeployRun) =>
  bodiesOf(run, 'CreateService')
    .map(({ serviceName }) => serviceName)
    .sort();

const found = (run: DeployRun) =>
  run.annotations
    .filter(({ title }) => title.startsWith('singleton/'))
    .map(({ severity, title }) => `${severity} ${title}`);

describe("a stack's singleton", () => {
  test.each([
    { name: 'a deploy', given: {} },
    { name: 'a dry run', given: { 'dry-run': 'true' } },
  ])('is left alone by $name of the stack, with one notice that names the action for it', async ({ given }) => {
    const run = await deploySeed(given);
    expect(run.exitCode).toBe(0);
    expect(found(run)).toEqual(['notice singleton/left-alone']);
    expect(annotated(run, 'singleton/left-alone')[0]?.message).toContain(ACTION);
    expect(run.log).not.toContain('service amply-beat');
  });

  test.each(['beat', 'amply-beat', 'worker,beat'])('is refused where it is named: %s', async (services) => {
    const run = await deploySeed({ services });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(found(run)).toEqual(['error singleton/other-action']);
    expect(annotated(run, 'singleton/other-action')[0]?.message).toMatch(
      /^beat may never run twice .*\n.*enforce-beat/,
    );
  });

  test('is refused where it is named to go back', async () => {
    const run = await deploySeed({ services: 'beat', 'rollback-to': 'previous' });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(found(run)).toEqual(['error singleton/other-action']);
  });

  test('alone in its stack is an error: a green run would have deployed nothing', async () => {
    const alone: Edit = ['stack.yml', /\n {2}api:\n[^]*? {2}beat:\n/, '\n  beat:\n'];
    const run = await deploySeed({}, alone, ['stack.yml', '    after: [worker]\n', '']);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(found(run)).toEqual(['error singleton/nothing-else']);
  });

  test('is not waited for by what comes after it, with a notice at its place', async () => {
    const run = await deploySeed(
      {},
      ['stack.yml', '    after: [worker]\n', ''],
      ['stack.yml', '    service: worker/service.yml\n', '    service: worker/service.yml\n    after: [beat]\n'],
    );
    expect(run.exitCode).toBe(0);
    expect(annotated(run, 'singleton/order')).toMatchObject([{ severity: 'notice', at: 'deploy/stack.yml:30:12' }]);
    expect(created(run)).toEqual(['amply-api', 'amply-worker']);
  });

  test('needs no path among rendered task definitions', async () => {
    const run = await anAccount().deploy({
      with: { stack: 'deploy/stack.yml', 'task-definitions': '{"api": "api.json", "worker": "worker.json"}' },
      files: { ...seedFiles(), 'api.json': aTaskDefinition(), 'worker.json': aTaskDefinition() },
    });
    expect(annotated(run, 'inputs/task-definitions')).toEqual([]);
  });

  test('stops the whole run where its own files are wrong', async () => {
    const run = await deploySeed({}, ['beat/task-definition.yml', 'memory: 512', 'memory: 513']);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
  });
});

describe('a service of a stack that runs beat and is no singleton', () => {
  const RED = '-S redbeat.RedBeatScheduler';

  test.each([
    {
      what: 'beat is refused',
      edits: [NOT_SINGLE],
      expected: ['error singleton/not-a-singleton'],
    },
    {
      what: 'beat with RedBeat gets a warning',
      edits: [NOT_SINGLE, command('beat', `celery -A amply beat ${RED}`)],
      expected: ['warning singleton/not-a-singleton'],
    },
    {
      what: 'a worker with -B is refused',
      edits: [command('worker', 'celery -A amply worker -B')],
      expected: ['notice singleton/left-alone', 'error singleton/embedded-beat'],
    },
    {
      what: 'a worker with --beat and RedBeat gets a warning',
      edits: [command('worker', 'celery -A amply worker --beat --scheduler redbeat.RedBeatScheduler')],
      expected: ['notice singleton/left-alone', 'warning singleton/embedded-beat'],
    },
    {
      what: 'a worker with -B is deployed with allow-embedded-beat',
      given: { 'allow-embedded-beat': 'true' },
      edits: [command('worker', 'celery -A amply worker -B')],
      expected: ['notice singleton/left-alone'],
    },
    {
      what: 'beat is refused also with allow-embedded-beat',
      given: { 'allow-embedded-beat': 'true' },
      edits: [NOT_SINGLE],
      expected: ['error singleton/not-a-singleton'],
    },
  ])('$what', async ({ edits, expected, given = {} }) => {
    const run = await deploySeed(given, ...edits);
    expect(found(run).sort()).toEqual(expected.toSorted());
    const isRefused = expected.some((line) => line.startsWith('error'));
    expect(run.exitCode).toBe(isRefused ? 1 : 0);
    if (isRefused) expect(run.writes).toEqual([]);
  });

  test('is named with the container and its place', async () => {
    const run = await deploySeed({}, command('worker', 'celery -A amply worker -B'));
    expect(annotated(run, 'singleton/embedded-beat')).toMatchObject([
      {
        at: 'deploy/worker/task-definition.yml:7:5',
        message: expect.stringMatching(/^The container worker of amply-worker runs a Celery worker with a beat in it/),
      },
    ]);
  });
});

describe('without a stack', () => {
  test.each([
    { what: 'beat', words: 'celery -A amply beat', says: 'every schedule fires twice' },
    { what: 'a worker with a beat in it', words: 'celery -A amply worker -B', says: 'fires once for each' },
    { what: 'RedBeat', words: 'celery -A amply beat -S redbeat.RedBeatScheduler', says: 'lets the second one wait' },
  ])('$what is deployed, with a warning that names the action for it', async ({ words, says }) => {
    const account = anAccount();
    await addService(account);
    const run = await deployWeb(account, {}, withImage(`${REPOSITORY}:v1`, { command: words.split(' ') }));
    expect(run.outputs['status']).toBe('deployed');
    const [warning, ...others] = annotated(run, 'singleton/without-stack');
    expect(warning).toMatchObject({ severity: 'warning', message: expect.stringContaining(says) });
    expect(warning?.message).toContain(ACTION);
    expect(others).toEqual([]);
  });

  test.each([
    { what: 'a script', fields: { command: ['/start-celerybeat'] }, because: 'its command has `/start-celerybeat`' },
    { what: 'a variable', fields: { environment: [{ name: 'MODE', value: 'beat' }] }, because: 'its variable MODE is' },
  ])('what may be beat behind $what is deployed, with a warning by its name', async ({ fields, because }) => {
    const account = anAccount();
    await addService(account);
    const run = await deployWeb(account, {}, withImage(`${REPOSITORY}:v1`, fields));
    expect(run.outputs['status']).toBe('deployed');
    expect(annotated(run, 'singleton/maybe-beat')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining(because) },
    ]);
  });

  test('going back to a revision that runs beat gets the same warning', async () => {
    const account = anAccount();
    await addService(account);
    await deployWeb(account, {}, withImage(`${REPOSITORY}:v1`, { command: ['celery', '-A', 'amply', 'beat'] }));
    await deployWeb(account, {}, aTaskDefinition({ memory: '1024' }));
    const run = await account.deploy({ with: { service: 'web', 'rollback-to': 'previous' } });
    expect(run.exitCode).toBe(0);
    expect(annotated(run, 'singleton/without-stack')).toMatchObject([{ severity: 'warning' }]);
  });
});

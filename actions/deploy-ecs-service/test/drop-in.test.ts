import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { annotated } from '@fargate-actions/action-kit/testing';

const BY_DIGEST = (account: Account) => withImage(`${REPOSITORY}@${digestOf(account, 'v1')}`);

test('a file and a service are enough: it registers, deploys to the cluster `default`, and waits for the end', async () => {
  const account = await anAccountWithService();
  const run = await deployWeb(account);
  expect(run).toMatchObject({
    exitCode: 0,
    outputs: {
      status: 'deployed',
      'task-definition-arn': 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:2',
    },
  });
  expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ cluster: 'default', service: 'web' }]);
  const [service] = account.emulator.world.services;
  expect(service?.deployments).toHaveLength(1);
});

test('the service is looked for in the given cluster', async () => {
  const account = await anAccountWithService({ cluster: 'prod' });
  const run = await deployWeb(account, { cluster: 'prod' });
  expect(run.exitCode).toBe(0);
  expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ cluster: 'prod' }]);
});

test('only what differs is sent', async () => {
  const account = await anAccountWithService();
  const run = await deployWeb(account, {}, BY_DIGEST(account));
  expect(bodiesOf(run, 'UpdateService')).toEqual([
    {
      cluster: 'default',
      service: 'web',
      taskDefinition: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/web:2',
    },
  ]);
});

describe('what nothing changed in is not deployed again', () => {
  test('an image by digest says itself whether it changed', async () => {
    const account = await anAccountWithService();
    await deployWeb(account, {}, BY_DIGEST(account));
    const again = await deployWeb(account, {}, BY_DIGEST(account));
    expect(again).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged', changed: 'false' }, writes: [] });
    expect(again.calls.map(({ operation }) => operation)).not.toContain('BatchGetImage');
  });

  test('a tag that stands for the image that runs is no change', async () => {
    const account = await anAccountWithService();
    await deployWeb(account);
    expect(await deployWeb(account)).toMatchObject({ outputs: { status: 'unchanged' }, writes: [] });
  });

  test('a tag that has moved is deployed anew, without a new revision', async () => {
    const account = await anAccountWithService();
    await deployWeb(account);
    moveTag(account, 'v1');
    const run = await deployWeb(account);
    expect(run.outputs['status']).toBe('deployed');
    expect(bodiesOf(run, 'RegisterTaskDefinition')).toEqual([]);
    expect(bodiesOf(run, 'UpdateService')).toEqual([{ cluster: 'default', service: 'web', forceNewDeployment: true }]);
    expect(run.log).toContain('amply-backend:v1 has moved to another image');
  });

  test.each([
    {
      what: 'a tag whose digest may not be read',
      image: `${REPOSITORY}:v1`,
      denied: ['ecr:BatchGetImage'],
      because: `the digest of ${REPOSITORY}:v1 is not known`,
    },
    {
      what: 'tasks that may not be listed',
      image: `${REPOSITORY}:v1`,
      denied: ['ecs:ListTasks'],
      because: 'the running tasks can not be listed',
    },
  ])('$what: it can not be known, so it is deployed, and says why', async ({ image, denied, because }) => {
    const account = await anAccountWithService();
    await deployWeb(account, {}, withImage(image));
    account.emulator.changeScenario({ denied });
    const run = await deployWeb(account, {}, withImage(image));
    expect(run.outputs['status']).toBe('deployed');
    expect(bodiesOf(run, 'UpdateService')).toEqual([{ cluster: 'default', service: 'web', forceNewDeployment: true }]);
    expect(run.log).toContain('whether anything changed is not known');
    expect(run.log).toContain(because);
  });

  test('force-new-deployment deploys all the same', async () => {
    const account = await anAccountWithService();
    await deployWeb(account, {}, BY_DIGEST(account));
    const run = await deployWeb(account, { 'force-new-deployment': 'true' }, BY_DIGEST(account));
    expect(run.outputs['status']).toBe('deployed');
    expect(bodiesOf(run, 'UpdateService')).toEqual([{ cluster: 'default', service: 'web', forceNewDeployment: true }]);
  });
});

describe('desired-count', () => {
  const count = ({ emulator }: Account) => emulator.world.services[0]?.desiredCount;

  test('is sent when it is given', async () => {
    const account = await anAccountWithService();
    const run = await deployWeb(account, { 'desired-count': '3' });
    expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ desiredCount: 3 }]);
    expect(count(account)).toBe(3);
  });

  test('is left alone when it is not', async () => {
    const account = await anAccountWithService({ fields: { desiredCount: 2 } });
    const run = await deployWeb(account, {}, aTaskDefinition({ memory: '1024' }));
    expect(bodiesOf(run, 'UpdateService')[0]).not.toHaveProperty('desiredCount');
    expect(count(account)).toBe(2);
  });

  test('can be nothing', async () => {
    const account = await anAccountWithService();
    const run = await deployWeb(account, { 'desired-count': '0' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(count(account)).toBe(0);
  });
});

test('without waiting it leaves at once', async () => {
  const account = await anAccountWithService();
  const begun = account.emulator.world.now;
  const run = await deployWeb(account, { 'wait-for-service-stability': 'false' });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'left', changed: 'true' } });
  expect(account.emulator.world.now - begun).toBeLessThan(5_000);
});

test('a deployment that takes longer than wait-for-minutes is a time-out', async () => {
  const account = await anAccountWithService();
  account.emulator.changeScenario({ images: { '*:v1': { behaviour: 'slow', afterSeconds: 600 } } });
  const run = await deployWeb(account, { 'wait-for-minutes': '2' });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' } });
});

test('more than six hours of wait-for-minutes count as six hours', async () => {
  const account = await anAccountWithService();
  account.emulator.changeScenario({ images: { '*:v1': { behaviour: 'slow', afterSeconds: 100_000 } } });
  const begun = account.emulator.world.now;
  const run = await deployWeb(account, { 'wait-for-minutes': '1000' });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'timed-out' } });
  expect((account.emulator.world.now - begun) / 60_000).toBeCloseTo(360, 0);
});

test.each([
  { what: 'without a service', service: {} },
  { what: 'with an empty one, as from an unset variable', service: { service: '' } },
])('$what it only registers, and says so', async ({ service }) => {
  const account = await anAccountWithService();
  const run = await account.deploy({
    with: { 'task-definition': 'task-definition.json', ...service },
    files: { 'task-definition.json': aTaskDefinition() },
  });
  expect(run.exitCode).toBe(0);
  expect(run.outputs['task-definition-arn']).toMatch(/task-definition\/web:2$/);
  expect(run.writes.map(({ operation }) => operation)).toEqual(['RegisterTaskDefinition']);
  expect(annotated(run, 'inputs/only-registered')).toMatchObject([{ severity: 'notice' }]);
});

test('tags of the service and its tasks are set as the inputs say', async () => {
  const account = await anAccountWithService();
  const run = await deployWeb(account, { 'enable-ecs-managed-tags': 'true', 'propagate-tags': 'SERVICE' });
  expect(bodiesOf(run, 'UpdateService')).toMatchObject([{ enableECSManagedTags: true, propagateTags: 'SERVICE' }]);
  const unset = await deployWeb(account, {}, aTaskDefinition({ memory: '1024' }));
  expect(Object.keys(bodiesOf(unset, 'UpdateService')[0] ?? {})).not.toContain('enableECSManagedTags');
});

test('a managed EBS volume is configured', async () => {
  const volume = { roleArn: 'arn:aws:iam::123456789012:role/amply-task', sizeInGiB: 10, volumeType: 'gp3' };
  const account = await anAccountWithService();
  const run = await deployWeb(
    account,
    { 'service-managed-ebs-volume-name': 'data', 'service-managed-ebs-volume': JSON.stringify(volume) },
    aTaskDefinition({
      volumes: [{ name: 'data', configuredAtLaunch: true }],
      containerDefinitions: [aContainer({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] })],
    }),
  );
  expect(run.exitCode).toBe(0);
  expect(bodiesOf(run, 'UpdateService')).toMatchObject([
    { volumeConfigurations: [{ name: 'data', managedEBSVolume: volume }] },
  ]);
});

test('inputs that there is nothing to do for are said', async () => {
  const account = await anAccountWithService();
  const run = await deployWeb(account, {
    'wait-max-delay-seconds': '15',
    'keep-null-value-keys': 'environment',
    'max-retries': '5',
  });
  expect(run.exitCode).toBe(0);
  const notes = annotated(run, 'inputs/without-effect');
  expect(notes.map(({ message }) => /`([\w-]+)`/.exec(message)?.[1])).toEqual([
    'wait-max-delay-seconds',
    'keep-null-value-keys',
    'max-retries',
  ]);
});

test.each<[string, string]>([
  ['run-task', 'false'],
  ['run-task-assign-public-IP', 'DISABLED'],
  ['run-task-launch-type', 'FARGATE'],
  ['run-task-started-by', 'GitHub-Actions'],
  ['run-task-container-overrides', '[]'],
  ['run-task-tags', '[]'],
  ['run-task-capacity-provider-strategy', '[]'],
  ['wait-for-task-stopped', 'false'],
])('%s: %s asks for nothing, and is taken', async (name, value) => {
  const account = await anAccountWithService();
  expect((await deployWeb(account, { [name]: value })).exitCode).toBe(0);
});

test('a file that a step before has left in the temporary directory is taken', async () => {
  const account = await anAccountWithService();
  const temp = await mkdtemp(join(tmpdir(), 'runner-temp-'));
  try {
    await writeFile(join(temp, 'rendered.json'), aTaskDefinition());
    const given = { 'task-definition': join(temp, 'rendered.json'), service: 'web' };
    const run = await account.deploy({ with: given, env: { RUNNER_TEMP: temp } });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  } finally {
    await rm(temp, { recursive: true });
  }
});

test('a failed deployment says why, and what becomes of it is up to the circuit breaker of the service', async () => {
  const account = await anAccountWithService({
    fields: { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } },
  });
  account.emulator.changeScenario({ images: { '*:v1': { behaviour: 'pull-error' } } });
  const run = await deployWeb(account);
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'rolled-back' } });
  const [failure] = run.annotations.filter(({ severity }) => severity === 'error');
  expect(failure?.title).toBe('web was rolled back');
  expect(failure?.message).toContain(':v1');
});

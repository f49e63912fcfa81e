import { OFF_HOURS_TAG } from '@fargate-actions/service';
import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const STAGING = { stack: 'deploy/stack.yml', environment: 'staging' } as const;

const staging = ({ scale }: Account, mode: string, given: Readonly<Record<string, string>> = {}) =>
  scale({ with: { ...STAGING, mode, ...given }, files: seedFiles() });

/** What each service wants, its limits, and whether it remembers its off-hours. */
function stateOf({ emulator: { world } }: Account): Record<string, unknown> {
  return Object.fromEntries(
    world.services.map(({ name, desiredCount, tags }) => {
      const target = world.scalableTargets.find(({ resourceId }) => resourceId.endsWith(`/${name}`));
      const limits = target && [target.minCapacity, target.maxCapacity, ...Object.values(target.suspendedState)];
      return [name, { desiredCount, limits, isMarked: OFF_HOURS_TAG in tags }];
    }),
  );
}

/** Gives every target the limits that the stop of its schedule gives it. */
function sleepBySchedule({ emulator }: Account): void {
  for (const { resourceId: ResourceId } of emulator.world.scalableTargets) {
    const target = { ServiceNamespace: 'ecs', ResourceId, ScalableDimension: 'ecs:service:DesiredCount' };
    const limits = { MinCapacity: 0, MaxCapacity: 0 };
    emulator.call('application-autoscaling:RegisterScalableTarget', { ...target, ...limits });
  }
}

const NIGHT = {
  'amply-api': { desiredCount: 0, limits: [0, 0, false, false, true], isMarked: true },
  'amply-worker': { desiredCount: 0, limits: [0, 0, false, false, true], isMarked: true },
  'amply-beat': { desiredCount: 0, limits: undefined, isMarked: true },
};
const DAY = {
  'amply-api': { desiredCount: 2, limits: [2, 10, false, false, false], isMarked: false },
  'amply-worker': { desiredCount: 2, limits: [2, 10, false, false, false], isMarked: false },
  'amply-beat': { desiredCount: 1, limits: undefined, isMarked: false },
};

/** Asked for by name, also what its own schedule stops is stopped. */
const NAMED = { services: 'api,worker,beat' };

describe('a night', () => {
  test('stops every service that is named, with and without a target, each once', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    expect(stateOf(account)).toEqual(DAY);
    const stopped = await staging(account, 'scale-to-zero', NAMED);
    expect(stopped).toMatchObject({ exitCode: 0, outputs: { status: 'applied', policies: '[]' } });
    expect(JSON.parse(stopped.outputs['targets'] ?? '')).toEqual([
      {
        service: 'amply-api',
        result: 'updated',
        desiredCount: 0,
        minCapacity: 0,
        maxCapacity: 0,
        suspended: 'scheduled',
      },
      {
        service: 'amply-worker',
        result: 'updated',
        desiredCount: 0,
        minCapacity: 0,
        maxCapacity: 0,
        suspended: 'scheduled',
      },
      { service: 'amply-beat', result: 'updated', desiredCount: 0 },
    ]);
    expect(stateOf(account)).toEqual(NIGHT);
    expect((await staging(account, 'scale-to-zero', NAMED)).writes).toEqual([]);
  });

  test('leaves to their schedule what has one, and stops the rest', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    const stopped = await staging(account, 'scale-to-zero');
    expect(stopped.found.filter((one) => one.startsWith('notice'))).toEqual([
      'notice scaling/off-hours-schedule deploy/stack.yml:25:14',
      'notice scaling/off-hours-schedule deploy/stack.yml:30:14',
    ]);
    expect(stateOf(account)).toEqual({ ...DAY, 'amply-beat': NIGHT['amply-beat'] });
  });

  test('ends exactly where it began, with deploys and another file in between', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    await staging(account, 'scale-to-zero', NAMED);
    await staging(account, 'apply');
    for (const { name: service } of account.emulator.world.services) {
      account.emulator.call('ecs:UpdateService', { cluster: 'amply-staging', service, forceNewDeployment: true });
    }
    await account.wait(600);
    expect(stateOf(account)).toEqual(NIGHT);
    const restored = await staging(account, 'restore');
    expect(restored).toMatchObject({ exitCode: 0, outputs: { status: 'applied', changed: 'true' } });
    expect(stateOf(account)).toEqual(DAY);
    expect((await staging(account, 'restore')).writes).toEqual([]);
    await account.wait(600);
    expect(account.emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')).toHaveLength(5);
  });

  test('that the schedule has begun is left to it by scale-to-zero, and ended by restore', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    sleepBySchedule(account);
    await account.wait(60);
    const ofSchedule = { desiredCount: 0, limits: [0, 0, false, false, false], isMarked: false };
    const night = { ...NIGHT, 'amply-api': ofSchedule, 'amply-worker': ofSchedule };
    expect(await staging(account, 'scale-to-zero')).toMatchObject({ exitCode: 0 });
    expect(stateOf(account)).toEqual(night);
    expect(await staging(account, 'restore')).toMatchObject({ exitCode: 0 });
    await account.wait(60);
    expect(stateOf(account)).toEqual(DAY);
  });

  test('of one service is as long as that of the others, though one is gone', async () => {
    const account = anAccount('staging');
    await staging(account, 'scale-to-zero');
    const gone = { cluster: 'amply-staging', service: 'amply-worker', force: true };
    account.emulator.call('ecs:DeleteService', gone);
    await account.wait(600);
    const restored = await staging(account, 'restore');
    expect(restored).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
    expect(restored.found).toContain('notice scaling/no-such-service deploy/stack.yml:30:14');
    expect(restored.log).toContain('There are: amply-api, amply-beat.');
    expect(stateOf(account)).toMatchObject({ 'amply-api': { desiredCount: 2 }, 'amply-beat': { desiredCount: 1 } });
  });

  test('of a service that nobody can bring back keeps no other asleep, and fails the run', async () => {
    const account = anAccount('staging');
    await staging(account, 'scale-to-zero');
    const worker = account.emulator.world.services.find(({ name }) => name === 'amply-worker');
    const broken = [{ key: OFF_HOURS_TAG, value: 'broken' }];
    account.emulator.call('ecs:TagResource', { resourceArn: worker?.arn, tags: broken });
    const planned = await staging(account, 'restore', { 'dry-run': 'true' });
    expect(planned).toMatchObject({ exitCode: 1, writes: [], outputs: { status: 'planned' } });
    const restored = await staging(account, 'restore');
    expect(restored).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    for (const { log, summary } of [planned, restored]) {
      expect(log).toContain('off-hours of amply-worker could not be updated::The tag fargate-actions:off-hours of');
      expect(summary).toContain('not one that this tool wrote');
    }
    expect(stateOf(account)).toMatchObject({
      'amply-api': { desiredCount: 2, isMarked: false },
      'amply-worker': { desiredCount: 0, isMarked: true },
      'amply-beat': { desiredCount: 1, isMarked: false },
    });
  });

  test('by its schedule keeps the schedule of a service that no file scales any more: it starts it again', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    sleepBySchedule(account);
    await account.wait(60);
    const pruned = await account.scale({
      with: { ...STAGING, mode: 'apply', prune: 'true' },
      files: seedFiles(['stack.yml', '    scaling: { policy: worker/scaling.yml, maxCapacity: 10 }\n', '']),
    });
    expect(pruned).toMatchObject({ exitCode: 0, writes: [] });
    expect(account.emulator.world.scalableTargets).toHaveLength(2);
  });

  test('that ends at once never runs two beats', async () => {
    const account = anAccount('staging');
    await staging(account, 'scale-to-zero', { services: 'beat' });
    const [before] = account.emulator.world.tasks.filter(({ group }) => group === 'service:amply-beat');
    expect(before?.lastStatus).not.toBe('STOPPED');
    expect(await staging(account, 'restore', { services: 'beat' })).toMatchObject({ exitCode: 0 });
    await account.wait(120);
    const [first, second] = account.emulator.world.tasks.filter(({ group }) => group === 'service:amply-beat');
    expect(first?.stoppedAt).toBeLessThan(second?.createdAt ?? 0);
    expect(second?.lastStatus).toBe('RUNNING');
  });

  test('is only planned by a dry run', async () => {
    const planned = await staging(anAccount('staging'), 'scale-to-zero', { 'dry-run': 'true' });
    expect(planned).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'true' } });
    expect(planned.log).toContain('~ off-hours of amply-beat');
  });
});

describe('an environment', () => {
  test('scales its own services, and has its off-hours as scheduled actions', async () => {
    const account = anAccount('staging');
    const run = await staging(account, 'apply');
    expect(run.found).toContain('notice scaling/resource-id deploy/api/scaling.yml:4:15');
    const { scalableTargets, scheduledActions } = account.emulator.world;
    expect(scalableTargets.map(({ resourceId }) => resourceId).toSorted()).toEqual([
      'service/amply-staging/amply-api',
      'service/amply-staging/amply-worker',
    ]);
    expect(scheduledActions.map(({ name, schedule, timezone }) => [name, schedule, timezone]).toSorted()).toEqual(
      ['api', 'worker'].flatMap((service) => [
        [
          `fargate-actions-amply-amply-${service}-off-hours-start`,
          'cron(0 7 ? * MON,TUE,WED,THU,FRI *)',
          'Europe/Berlin',
        ],
        [
          `fargate-actions-amply-amply-${service}-off-hours-stop`,
          'cron(0 20 ? * MON,TUE,WED,THU,FRI *)',
          'Europe/Berlin',
        ],
      ]),
    );
    expect((await staging(account, 'apply')).writes).toEqual([]);
  });
});

describe('an incident', () => {
  test('suspends all scaling, and lets it go on', async () => {
    const account = anAccount('staging');
    await staging(account, 'apply');
    const suspended = await staging(account, 'suspend');
    expect(suspended.writes).toEqual(['RegisterScalableTarget', 'RegisterScalableTarget']);
    expect(stateOf(account)).toMatchObject({ 'amply-api': { desiredCount: 2, limits: [2, 10, true, true, true] } });
    const applied = await staging(account, 'apply');
    expect(applied.writes).toEqual([]);
    expect(applied.found.filter((one) => one.startsWith('notice scaling/suspended'))).toHaveLength(2);
    expect((await staging(account, 'suspend')).writes).toEqual([]);
    await staging(account, 'resume');
    expect(stateOf(account)).toEqual(DAY);
  });

  test('has nothing to suspend where nothing scales', async () => {
    const { exitCode, found, writes } = await staging(anAccount('staging'), 'suspend');
    expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: [] });
    expect(found.filter((one) => one.includes('no-target'))).toHaveLength(2);
  });
});

test('scale-to-zero that may stop nothing takes its tag back: the next deploy would go by it', async () => {
  const account = anAccount('staging');
  account.emulator.changeScenario({ denied: ['ecs:UpdateService'] });
  const run = await staging(account, 'scale-to-zero', { services: 'beat' });
  expect(run).toMatchObject({ exitCode: 1, writes: ['TagResource', 'UpdateService', 'UntagResource'] });
  expect(run.log).not.toContain('Written before');
  expect(stateOf(account)).toMatchObject({ 'amply-beat': { desiredCount: 1, isMarked: false } });
});

test.each([
  {
    mode: 'scale-to-zero',
    operation: 'UpdateService',
    before: 'the tag fargate-actions:off-hours with what it had, limits of 0',
  },
  { mode: 'restore', operation: 'RegisterScalableTarget', before: 'its number of tasks, 2' },
])('$mode that breaks off says what it has written, and how to go on', async ({ mode, operation, before }) => {
  const account = anAccount('staging');
  await staging(account, 'apply');
  if (mode === 'restore') await staging(account, 'scale-to-zero', NAMED);
  account.emulator.changeScenario({ faults: [{ operation, error: 'AccessDeniedException', times: 1 }] });
  const run = await staging(account, mode, { services: 'api' });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
  expect(run.found).toContain('error off-hours of amply-api was changed only in part');
  expect(run.log).toContain(`Written before: ${before}`);
  expect(run.log).toContain('Then: Run this again');
  expect(await staging(account, mode, { services: 'api' })).toMatchObject({ exitCode: 0 });
});

describe('where nothing is deployed yet', () => {
  const MODES = ['scale-to-zero', 'restore', 'suspend', 'resume', 'apply'];

  test.each(MODES)('%s is an error where the cluster does not exist, once for all services', async (mode) => {
    const run = await staging(anAccount(), mode);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.log.match(/^::error.*scaling\/no-such-cluster.*/gm)).toEqual([
      expect.stringContaining('There is no cluster amply-staging in this account and region.'),
    ]);
  });

  test.each(MODES)('%s does not take a service for a cluster', async (mode) => {
    const account = anAccount();
    account.emulator.call('ecs:CreateCluster', { clusterName: 'amply-staging' });
    const run = await staging(account, mode, { services: 'api' });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.log).toContain('There is no service amply-api in the cluster amply-staging.');
    expect(run.log).not.toContain('There is no cluster');
  });
});

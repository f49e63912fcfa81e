import { describe, expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const apply = ({ scale }: Account, given: Readonly<Record<string, string>> = {}, ...edits: Edit[]) =>
  scale({ with: { stack: 'deploy/stack.yml', ...given }, files: seedFiles(...edits) });

/** The changes of an output: the fields by resource. */
function fieldsIn(outputs: Readonly<Record<string, string>>): Record<string, unknown> {
  const changes = JSON.parse(outputs['changes'] ?? '') as { resource: string; fields: unknown }[];
  return Object.fromEntries(changes.map(({ resource, fields }) => [resource, fields]));
}

const CPU = 'fargate-actions-amply-amply-api-ECSServiceAverageCPUUtilization';
const QUEUE = 'fargate-actions-amply-amply-worker-ApproximateNumberOfMessagesVisible';

describe("the seed's scaling files", () => {
  test('apply unchanged, and are explained', async () => {
    const account = anAccount();
    const run = await apply(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied', changed: 'true' } });
    expect(run.found).toEqual([
      'warning service/launch-type-and-strategy deploy/api/service.yml:3:1',
      'notice scaling/flat-policy deploy/worker/scaling.yml:4:3',
      'notice scaling/raw-queue-depth deploy/worker/scaling.yml:5:5',
    ]);
    const { scalableTargets, scalingPolicies } = account.emulator.world;
    expect(
      scalableTargets
        .map(({ resourceId, minCapacity, maxCapacity }) => [resourceId, minCapacity, maxCapacity])
        .toSorted(),
    ).toEqual([
      ['service/amply-prod/amply-api', 2, 10],
      ['service/amply-prod/amply-worker', 2, 10],
    ]);
    expect(
      scalingPolicies
        .map(({ name, configuration }) => [name, configuration.targetTracking] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ).toEqual([
      [
        CPU,
        {
          TargetValue: 70,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
          ScaleInCooldown: 300,
          ScaleOutCooldown: 60,
        },
      ],
      [
        QUEUE,
        {
          TargetValue: 100,
          CustomizedMetricSpecification: {
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Namespace: 'AWS/SQS',
            Dimensions: [{ Name: 'QueueName', Value: 'amply-celery-queue' }],
            Statistic: 'Average',
          },
        },
      ],
    ]);
    expect(JSON.parse(run.outputs['targets'] ?? '')).toEqual([
      { service: 'amply-api', result: 'created', minCapacity: 2, maxCapacity: 10, suspended: 'none' },
      { service: 'amply-worker', result: 'created', minCapacity: 2, maxCapacity: 10, suspended: 'none' },
    ]);
    expect(JSON.parse(run.outputs['policies'] ?? '')).toEqual([
      { service: 'amply-api', name: CPU, result: 'created' },
      { service: 'amply-worker', name: QUEUE, result: 'created' },
    ]);
  });

  test('are applied once: the second run writes nothing', async () => {
    const account = anAccount();
    await apply(account);
    const second = await apply(account);
    expect(second).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged', changed: 'false' } });
    expect(second.log).toContain('Plan: no changes. Everything is as the files say.');
  });

  test('are only planned by a dry run', async () => {
    const planned = await apply(anAccount(), { 'dry-run': 'true' });
    expect(planned).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'true' } });
    expect(planned.log).toContain('+ scalable target of amply-api');
    expect(JSON.parse(planned.outputs['targets'] ?? '')).toEqual([
      { service: 'amply-api', result: 'create' },
      { service: 'amply-worker', result: 'create' },
    ]);
  });

  test.each(['worker', 'amply-worker'])('are applied for some services alone: %s', async (services) => {
    const account = anAccount();
    await apply(account, { services });
    expect(account.emulator.world.scalableTargets.map(({ resourceId }) => resourceId)).toEqual([
      'service/amply-prod/amply-worker',
    ]);
  });
});

const IN_POLICY = 'targetTrackingScalingPolicyConfiguration.';

test.each<{ what: string; edit: Edit; changes: Record<string, unknown> }>([
  {
    what: 'the target value',
    edit: ['api/scaling.yml', 'targetValue: 70.0', 'targetValue: 60'],
    changes: { [`scaling policy ${CPU} of amply-api`]: [{ path: `${IN_POLICY}targetValue`, from: 70, to: 60 }] },
  },
  {
    what: 'a cooldown',
    edit: ['api/scaling.yml', 'scaleOutCooldown: 60', 'scaleOutCooldown: 90'],
    changes: { [`scaling policy ${CPU} of amply-api`]: [{ path: `${IN_POLICY}scaleOutCooldown`, from: 60, to: 90 }] },
  },
  {
    what: "a cooldown that is taken out, and is AWS's then",
    edit: ['api/scaling.yml', '    scaleOutCooldown: 60\n', ''],
    changes: { [`scaling policy ${CPU} of amply-api`]: [{ path: `${IN_POLICY}scaleOutCooldown`, from: 60, to: 300 }] },
  },
  {
    what: 'the maximum in the file',
    edit: ['api/scaling.yml', 'maxCapacity: 10', 'maxCapacity: 12'],
    changes: { 'scalable target of amply-api': [{ path: 'maxCapacity', from: 10, to: 12 }] },
  },
  {
    what: 'the maximum in stack.yml',
    edit: ['stack.yml', 'maxCapacity: 10', 'maxCapacity: 8'],
    changes: { 'scalable target of amply-worker': [{ path: 'maxCapacity', from: 10, to: 8 }] },
  },
  {
    what: 'the number of tasks that is the minimum',
    edit: ['worker/service.yml', 'desiredCount: 2', 'desiredCount: 3'],
    changes: { 'scalable target of amply-worker': [{ path: 'minCapacity', from: 2, to: 3 }] },
  },
])('editing a line shows exactly that line: $what', async ({ edit, changes }) => {
  const account = anAccount();
  await apply(account);
  const planned = await apply(account, { 'dry-run': 'true' }, edit);
  expect(planned.writes).toEqual([]);
  expect(fieldsIn(planned.outputs)).toEqual(changes);
  const applied = await apply(account, {}, edit);
  expect(fieldsIn(applied.outputs)).toEqual(changes);
  expect((await apply(account, {}, edit)).writes).toEqual([]);
});

describe('what the files no longer have', () => {
  const RENAMED: Edit = [
    'api/scaling.yml',
    'scalingPolicy:\n',
    'scheduledAction: { schedule: cron(0 7 * * ? *), scalableTargetAction: { minCapacity: 3 } }\n\nscalingPolicy:\n',
  ];

  test('is named, and deleted with `prune`', async () => {
    const account = anAccount();
    await apply(account, {}, RENAMED);
    expect(account.emulator.world.scheduledActions).toHaveLength(1);
    const named = await apply(account);
    expect(named).toMatchObject({ exitCode: 0, writes: [] });
    expect(named.found).toContain('notice scaling/no-longer-in-files deploy/stack.yml:25:14');
    const pruned = await apply(account, { prune: 'true' });
    expect(pruned.writes).toEqual(['DeleteScheduledAction']);
    expect(account.emulator.world.scheduledActions).toEqual([]);
    expect((await apply(account, { prune: 'true' })).writes).toEqual([]);
  });

  test('and was made by others is left alone', async () => {
    const account = anAccount();
    await apply(account);
    account.emulator.call('application-autoscaling:PutScheduledAction', {
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: 'service/amply-prod/amply-api',
      ScheduledActionName: 'clicked',
      Schedule: 'cron(0 7 * * ? *)',
      ScalableTargetAction: { MinCapacity: 4 },
    });
    const run = await apply(account, { prune: 'true' });
    expect(run).toMatchObject({ exitCode: 0, writes: [] });
    expect(run.found).toContain('notice scaling/unmanaged deploy/stack.yml:25:14');
  });
});

describe('a service that no file scales any more', () => {
  const GONE: Edit = ['stack.yml', '    scaling: api/scaling.yml\n', ''];
  const targetsOf = ({ emulator }: Account) => emulator.world.scalableTargets.map(({ resourceId }) => resourceId);
  const WORKER = 'service/amply-prod/amply-worker';
  const API = 'service/amply-prod/amply-api';

  test('is named, and its target goes with `prune`, with all that hangs on it', async () => {
    const account = anAccount();
    await apply(account);
    const named = await apply(account, {}, GONE);
    expect(named).toMatchObject({ exitCode: 0, writes: [] });
    expect(named.found).toContain('notice scaling/no-longer-in-files deploy/stack.yml:22:5');
    const pruned = await apply(account, { prune: 'true' }, GONE);
    expect(pruned.writes).toEqual(['DeregisterScalableTarget']);
    const [target, policy] = ['scalable target of amply-api', `scaling policy ${CPU} of amply-api`];
    expect(fieldsIn(pruned.outputs)).toEqual({ [target]: [], [policy]: [] });
    expect(pruned.log).toContain(`- ${target}\n- ${policy}\n`);
    expect(targetsOf(account)).toEqual([WORKER]);
    expect((await apply(account, { prune: 'true' }, GONE)).writes).toEqual([]);
  });

  test('may be named to be pruned alone', async () => {
    const account = anAccount();
    await apply(account);
    const pruned = await apply(account, { prune: 'true', services: 'api' }, GONE);
    expect(pruned.writes).toEqual(['DeregisterScalableTarget']);
  });

  test('keeps its target while something of others hangs on it', async () => {
    const account = anAccount();
    await apply(account);
    account.emulator.call('application-autoscaling:PutScheduledAction', {
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: API,
      ScheduledActionName: 'clicked',
      Schedule: 'cron(0 7 * * ? *)',
      ScalableTargetAction: { MinCapacity: 4 },
    });
    const pruned = await apply(account, { prune: 'true' }, GONE);
    expect(pruned.writes).toEqual(['DeleteScalingPolicy']);
    expect(pruned.log).toContain('what is in no file here hangs on it: clicked');
    expect(targetsOf(account)).toContain(API);
  });

  /** Registers the target of the API as somebody else's tool would, or ours. */
  function register({ emulator }: Account, tags: Record<string, string>): void {
    emulator.call('application-autoscaling:RegisterScalableTarget', {
      ServiceNamespace: 'ecs',
      ScalableDimension: 'ecs:service:DesiredCount',
      ResourceId: API,
      MinCapacity: 1,
      MaxCapacity: 4,
      Tags: tags,
    });
  }

  test.each([
    { whose: 'this tool made for the stack', tags: { 'fargate-actions:stack': 'amply' }, isPruned: true },
    { whose: 'it made for another stack', tags: { 'fargate-actions:stack': 'amply-two' }, isPruned: false },
    { whose: 'somebody else made', tags: { owner: 'ops' }, isPruned: false },
    {
      whose: 'it made for a stack of that name in another repository',
      tags: { 'fargate-actions:stack': 'amply', 'fargate-actions:repository': 'amply/back-office' },
      isPruned: false,
    },
  ])('a bare target that $whose', async ({ tags, isPruned }) => {
    const account = anAccount();
    register(account, tags);
    const pruned = await apply(account, { prune: 'true', services: 'api' }, GONE);
    expect(pruned.writes).toEqual(isPruned ? ['DeregisterScalableTarget'] : []);
  });

  test('loses our policy, and keeps the target that somebody else made', async () => {
    const account = anAccount();
    register(account, { owner: 'terraform' });
    await apply(account);
    const pruned = await apply(account, { prune: 'true' }, GONE);
    expect(pruned.writes).toEqual(['DeleteScalingPolicy']);
    expect(pruned.log).toContain('amply-api keeps its scalable target: it was not made for this stack');
    expect(targetsOf(account)).toContain(API);
  });

  test.each([
    { name: 'may not', scenario: { denied: ['application-autoscaling:ListTagsForResource'] }, said: 'aws/denied' },
    {
      name: 'can’t',
      scenario: { faults: [{ operation: 'ListTagsForResource', error: 'InternalServiceException', times: 100 }] },
      said: 'scaling/no-longer-in-files deploy/stack.yml:22:5',
    },
  ])('keeps a target whose tags $name be read', async ({ scenario, said }) => {
    const account = anAccount();
    await apply(account);
    account.emulator.changeScenario(scenario);
    const pruned = await apply(account, { prune: 'true' }, GONE);
    expect(pruned).toMatchObject({ exitCode: 0, writes: ['DeleteScalingPolicy'] });
    expect(pruned.found).toContain(`notice ${said}`);
    expect(targetsOf(account)).toContain(API);
  });

  test('is left in its off-hours until they end', async () => {
    const account = anAccount();
    await apply(account);
    account.emulator.call('ecs:TagResource', {
      resourceArn: 'arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-api',
      tags: [{ key: 'fargate-actions:off-hours', value: 'desired=2' }],
    });
    const run = await apply(account, { prune: 'true' }, GONE);
    expect(run).toMatchObject({ exitCode: 0, writes: [] });
    expect(run.log).toContain('is in its off-hours: it is left until they end');
  });

  test('costs no further call where nothing scales it', async () => {
    const account = anAccount();
    await apply(account);
    const { calls } = await apply(account);
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeScalableTargets',
      'DescribeScalingPolicies',
      'DescribeScalingPolicies',
      'DescribeScheduledActions',
      'DescribeScheduledActions',
      'DescribeServices',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { planTarget } from './scalable-target.ts';
import { anAccount, SERVICE, type Account } from '../../test/an-account.ts';
import { aScaledService, CPU, read } from '../../test/files.ts';
import { scaled } from '../../test/scaled.ts';

const FILE = `
scalableTarget: { minCapacity: 2, maxCapacity: 10 }
scalingPolicy: { targetValue: 70, scaleInCooldown: 300, ${CPU} }
scheduledAction: { schedule: "cron(0 6 ? * MON-FRI *)", scalableTargetAction: { minCapacity: 4 } }
`;
const POLICY = 'scaling policy fargate-actions-shop-shop-worker-ECSServiceAverageCPUUtilization of shop-worker';
const ACTION = 'scheduled action fargate-actions-shop-shop-worker-scheduled of shop-worker';
const TARGET = 'scalable target of shop-worker';
const OTHERS = 'other scaling of shop-worker';

test('everything is made once, and the second run writes nothing', async () => {
  const account = anAccount();
  const first = await scaled(account, FILE);
  expect(Object.keys(first.changes)).toEqual([TARGET, POLICY, ACTION]);
  const { length } = account.writes();
  expect(length).toBe(3);
  const second = await scaled(account, FILE);
  expect([second.changes, second.found]).toEqual([{}, []]);
  expect(account.writes()).toHaveLength(length);
});

test.each([
  { name: 'a limit', from: 'maxCapacity: 10', to: 'maxCapacity: 12', changes: { [TARGET]: ['maxCapacity'] } },
  {
    name: 'a target value',
    from: 'targetValue: 70',
    to: 'targetValue: 60',
    changes: { [POLICY]: ['targetTrackingScalingPolicyConfiguration.targetValue'] },
  },
  {
    name: 'a line that is AWS’s default',
    from: 'scaleInCooldown: 300, ',
    to: '',
    changes: {},
  },
  {
    name: 'a new line',
    from: 'scaleInCooldown: 300',
    to: 'scaleInCooldown: 60, disableScaleIn: true',
    changes: {
      [POLICY]: [
        'targetTrackingScalingPolicyConfiguration.scaleInCooldown',
        'targetTrackingScalingPolicyConfiguration.disableScaleIn',
      ],
    },
  },
  { name: 'a schedule', from: 'cron(0 6', to: 'cron(0 7', changes: { [ACTION]: ['schedule'] } },
  {
    name: 'a zone',
    from: 'scheduledAction: {',
    to: 'scheduledAction: { timezone: Europe/Berlin,',
    changes: { [ACTION]: ['timezone'] },
  },
  {
    name: 'a capacity',
    from: '{ minCapacity: 4 }',
    to: '{ maxCapacity: 4 }',
    changes: { [ACTION]: ['scalableTargetAction.maxCapacity', 'scalableTargetAction.minCapacity'] },
  },
])('editing $name shows exactly that, and then nothing', async ({ from, to, changes }) => {
  const account = anAccount();
  await scaled(account, FILE);
  expect((await scaled(account, FILE.replace(from, to))).changes).toEqual(changes);
  expect((await scaled(account, FILE.replace(from, to))).changes).toEqual({});
});

test('a field that looks mistyped is put but once; one that may be new at AWS until it has it', async () => {
  const account = anAccount();
  const unknown = FILE.replace('targetValue: 70,', 'targetValue: 70, scaleInCooldwon: 60,').replace(
    'minCapacity: 4 }',
    'minCapacity: 4 }, newField: 1',
  );
  await scaled(account, unknown);
  const { changes, diagnostics } = await scaled(account, unknown);
  expect(changes).toEqual({ [ACTION]: ['newField'] });
  expect(diagnostics.hasErrors).toBe(false);
});

test('a lost answer is no harm: the same is put again', async () => {
  const account = anAccount();
  account.emulator.changeScenario({
    faults: ['RegisterScalableTarget', 'PutScalingPolicy', 'PutScheduledAction'].map((operation) => ({
      operation,
      error: 'ConnectionLost',
      effect: 'after' as const,
      times: 1,
    })),
  });
  const { outcomes } = await scaled(account, FILE);
  expect(outcomes.map(({ result }) => result)).toEqual(['applied', 'unchanged', 'applied', 'applied']);
  expect((await scaled(account, FILE)).changes).toEqual({});
});

describe('what is in AWS and in no file', () => {
  const without = FILE.replace(/scalingPolicy.*\n/, '').replace(/scheduledAction.*\n/, '');

  function clicked(account: Account): void {
    account.emulator.call('application-autoscaling:PutScalingPolicy', {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/amply-prod/shop-worker',
      ScalableDimension: 'ecs:service:DesiredCount',
      PolicyName: 'clicked',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' },
      },
    });
  }

  test('is deleted with prune where it is ours; what is not is left and said', async () => {
    const account = anAccount();
    await scaled(account, FILE);
    clicked(account);
    const left = await scaled(account, without);
    expect(left.changes).toEqual({});
    expect(left.found).toEqual([
      'notice scaling/unmanaged stack.yml:5:14',
      'notice scaling/no-longer-in-files stack.yml:5:14',
    ]);
    const pruned = await scaled(account, without, { prune: true });
    expect(Object.keys(pruned.changes)).toEqual([OTHERS]);
    expect(account.emulator.world.scalingPolicies.map(({ name }) => name)).toEqual(['clicked']);
    expect(account.emulator.world.scheduledActions).toEqual([]);
    expect((await scaled(account, without, { prune: true })).changes).toEqual({});
  });

  const of = (repository: string) => ({ 'fargate-actions:repository': repository });

  test('is left where its target is another repository’s, and said', async () => {
    const account = anAccount();
    await scaled(account, FILE, { tags: of('amply/back-office') });
    const { changes, found, diagnostics } = await scaled(account, without, { prune: true, tags: of('amply/shop') });
    expect(changes).toEqual({});
    expect(found).toEqual(['notice scaling/of-another-repository stack.yml:5:14']);
    expect(diagnostics.all[0]?.message).toMatch(
      /^shop-worker is also scaled by what a run of amply\/back-office made, and is left alone: fargate-actions-shop-/,
    );
    expect(
      Object.keys((await scaled(account, without, { prune: true, tags: of('Amply/Back-Office') })).changes),
    ).toEqual([OTHERS]);
  });

  test.each([
    { why: 'it has no tags', tags: {}, scenario: {} },
    {
      why: 'they may not be read',
      tags: of('amply/back-office'),
      scenario: { denied: ['application-autoscaling:ListTagsForResource'] },
    },
  ])('is deleted by its name where nobody knows whose its target is, because $why', async ({ tags, scenario }) => {
    const account = anAccount();
    await scaled(account, FILE, { tags });
    account.emulator.changeScenario(scenario);
    const { changes } = await scaled(account, without, { prune: true, tags: of('amply/shop') });
    expect(Object.keys(changes)).toEqual([OTHERS]);
  });

  test('on the same metric is in the way, until it is taken over by its name', async () => {
    const account = anAccount();
    await scaled(account, without);
    clicked(account);
    const memory = `scalingPolicy: { targetValue: 60, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageMemoryUtilization } }`;
    const refused = await scaled(account, `${without}${memory}`);
    expect(refused.found).toContain('error scaling/same-metric scaling.yml:3:16');
    const taken = await scaled(account, `${without}${memory.replace('{ ', '{ policyName: clicked, ')}`);
    expect(taken.changes).toEqual({
      'scaling policy clicked of shop-worker': ['targetTrackingScalingPolicyConfiguration.targetValue'],
    });
  });

  test('and ours, renamed in the file, goes before the new one comes', async () => {
    const account = anAccount();
    await scaled(account, FILE);
    const renamed = FILE.replace('scalingPolicy: {', 'scalingPolicy: { policyName: mine,');
    expect((await scaled(account, renamed)).found).toContain('error scaling/same-metric scaling.yml:3:16');
    const { outcomes } = await scaled(account, renamed, { prune: true });
    expect(outcomes.some(({ result }) => result === 'failed')).toBe(false);
    expect(account.emulator.world.scalingPolicies.map(({ name }) => name)).toEqual(['mine']);
  });
});

describe('the tags that a file has for its target', () => {
  const tagged = FILE.replace('maxCapacity: 10', 'maxCapacity: 10, tags: { owner: shop }');
  const tagsOf = ({ emulator }: Account) => emulator.world.scalableTargets[0]?.tags;

  test('are given to one that is there, and others are left alone', async () => {
    const account = anAccount();
    await scaled(account, FILE, { tags: { 'made-by': 'us' } });
    const { length } = account.writes();
    const { changes } = await scaled(account, tagged, { tags: { 'made-by': 'another run' } });
    expect(changes).toEqual({ [TARGET]: ['tags[owner]'] });
    expect(account.writes().slice(length)).toEqual(['TagResource']);
    expect(tagsOf(account)).toEqual({ 'made-by': 'us', 'fargate-actions:stack': 'shop', owner: 'shop' });
    expect((await scaled(account, tagged)).changes).toEqual({});
  });

  test('are asked for only where a file has some', async () => {
    const account = anAccount();
    await scaled(account, FILE);
    await scaled(account, FILE);
    expect(account.emulator.requests.map(({ operation }) => operation)).not.toContain('ListTagsForResource');
  });

  test.each(['ListTagsForResource', 'TagResource'])('are left out where %s is denied', async (operation) => {
    const account = anAccount();
    await scaled(account, FILE);
    account.emulator.changeScenario({ denied: [`application-autoscaling:${operation}`] });
    const { outcomes } = await scaled(account, tagged.replace('maxCapacity: 10', 'maxCapacity: 9'));
    expect(outcomes.filter(({ result }) => result === 'failed')).toEqual([]);
    expect(account.emulator.world.scalableTargets).toMatchObject([{ maxCapacity: 9, tags: {} }]);
    expect(account.aws.gaps.has(`application-autoscaling:${operation}`)).toBe(true);
  });
});

describe('safety', () => {
  test('a deployment that is under way goes on: targets are changed all the same, and it is said', async () => {
    const account = anAccount();
    account.emulator.call('ecs:UpdateService', {
      cluster: SERVICE.cluster,
      service: SERVICE.name,
      forceNewDeployment: true,
    });
    const { outcomes } = await scaled(account, FILE);
    expect(outcomes[0]).toMatchObject({
      result: 'applied',
      resource: { changes: { note: 'a deployment is under way: it goes on' } },
    });
  });

  test('a service that does not exist is an error with those that do, and nothing is written', async () => {
    const account = anAccount();
    const { diagnostics } = await scaled(account, FILE, { service: aScaledService({ name: 'shop-wroker' }) });
    expect(diagnostics.all).toMatchObject([{ rule: 'scaling/no-such-service', hint: 'There are: shop-worker.' }]);
    expect(account.writes()).toEqual([]);
  });

  test('a service that this run makes need not be there', () => {
    const { scaling } = read(FILE);
    if (!scaling) throw new Error('The file is right.');
    const spec = {
      service: aScaledService(),
      serviceAddress: { kind: 'service', name: 'shop-worker' },
      prune: false,
      tags: {},
      now: 0,
    };
    const diagnostics = new Diagnostics();
    const state = { target: undefined, service: undefined, others: [] };
    expect(planTarget(state, scaling, spec, diagnostics)).toMatchObject({ action: 'create' });
    expect(diagnostics.all).toEqual([]);
  });

  test('a maximum below what runs is warned of', async () => {
    const { found } = await scaled(anAccount(5), FILE.replace('maxCapacity: 10', 'maxCapacity: 3'));
    expect(found).toEqual(['warning scaling/max-below-running scaling.yml:2:48']);
  });

  test.each([
    { name: 'the stack says nothing', brings: false, hint: 'Add `containerInsights: enabled`' },
    { name: 'the next deploy brings it', brings: true, hint: 'Deploy first' },
  ])('a backlog per task needs Container Insights, and the cluster has none: $name', async ({ brings, hint }) => {
    const file = `scalableTarget: { maxCapacity: 9 }\nbacklogPerTask: { queue: q, acceptableLatencySeconds: 60, secondsPerMessage: 1 }`;
    const { found, diagnostics } = await scaled(anAccount(), file, { enablesContainerInsights: brings });
    expect(found).toEqual(['error scaling/container-insights scaling.yml:2:17']);
    expect(diagnostics.all[0]?.hint).toContain(hint);
  });
});

describe('the queue of a backlog per task', () => {
  const file = (queue: string) =>
    `scalableTarget: { maxCapacity: 9 }\nbacklogPerTask: { queue: "${queue}", acceptableLatencySeconds: 60, secondsPerMessage: 1 }`;
  const here = { region: 'eu-central-1', enablesContainerInsights: true };

  test.each([
    { name: 'of another region', queue: 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs' },
    { name: 'of another account', queue: 'https://sqs.eu-central-1.amazonaws.com/999999999999/jobs' },
    { name: 'of another account, by ARN', queue: 'arn:aws:sqs:eu-central-1:999999999999:jobs' },
  ])('may not be one $name', async ({ queue }) => {
    const account = anAccount();
    expect((await scaled(account, file(queue), here)).found).toEqual(['error scaling/queue scaling.yml:2:26']);
    expect(account.writes()).toEqual([]);
  });

  test('may be given by its URL', async () => {
    const account = anAccount();
    const settings = [{ name: 'containerInsights', value: 'enabled' }];
    account.emulator.call('ecs:UpdateClusterSettings', { cluster: SERVICE.cluster, settings });
    const { found } = await scaled(account, file('https://sqs.eu-central-1.amazonaws.com/123456789012/jobs'), here);
    expect(found).toEqual([]);
  });
});

describe('the label of a load balancer’s requests', () => {
  const file = `scalableTarget: { maxCapacity: 9 }\nscalingPolicy: { targetValue: 100, predefinedMetricSpecification: { predefinedMetricType: ALBRequestCountPerTarget } }`;

  test.each(['amply-api-tg', 'arn:aws:elasticloadbalancing:...:amply-api-tg'])('is found by %s', async (group) => {
    const account = anAccount();
    const service = aScaledService({ targetGroups: [group], desiredCount: 2 });
    const { found } = await scaled(account, file, { service });
    expect(found).toEqual([]);
    expect((await scaled(account, file, { service })).changes).toEqual({});
    const [policy] = account.emulator.world.scalingPolicies;
    expect(policy?.configuration.targetTracking?.PredefinedMetricSpecification?.ResourceLabel).toMatch(
      /^app\/.+\/\w+\/targetgroup\/amply-api-tg\/\w+$/,
    );
  });

  test('can’t be found behind a load balancer that counts no requests', async () => {
    const account = anAccount();
    for (const { loadBalancerArns } of account.emulator.world.targetGroups) {
      loadBalancerArns.splice(0, Infinity, ...loadBalancerArns.map((arn) => arn.replace('/app/', '/net/')));
    }
    const { found } = await scaled(account, file, { service: aScaledService({ targetGroups: ['amply-api-tg'] }) });
    expect(found).toEqual(['error scaling/resource-label scaling.yml:2:16']);
  });

  test.each([
    { name: 'no load balancer', targetGroups: [] },
    { name: 'two target groups', targetGroups: ['a', 'b'] },
    { name: 'a target group that is not there', targetGroups: ['nope'] },
  ])('can’t be found with $name', async ({ targetGroups }) => {
    const { found } = await scaled(anAccount(), file, { service: aScaledService({ targetGroups }) });
    expect(found).toEqual(['error scaling/resource-label scaling.yml:2:16']);
  });
});

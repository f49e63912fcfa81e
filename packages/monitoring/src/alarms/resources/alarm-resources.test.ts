import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { planAll } from '@fargate-actions/engine';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { resourcesOf, run, STACK } from '../../../test/alarm-runs.ts';
import { addTargetGroup, anAccount, type Account } from '../../../test/an-account.ts';
import { aMonitoredService } from '../../../test/a-stack.ts';

const SEED = readFileSync(
  new URL('../../../../../examples/amply/deploy/monitoring/alarms.yml', import.meta.url),
  'utf8',
);

/** What CloudWatch has under a name. */
async function described({ aws, clock }: Account, name: string) {
  return (await clock.run(aws.alarms.find(name)))?.alarm;
}

async function tagsOf({ aws, clock }: Account, name: string) {
  const arn = (await clock.run(aws.alarms.find(name)))?.alarm.AlarmArn ?? '';
  return clock.run(aws.alarms.tags(arn));
}

describe("the seed's alarms", () => {
  test('are made with all that is missing, and the second run writes nothing', async () => {
    const account = anAccount();
    const first = await run(account, SEED);
    expect(first.found).toEqual(['warning alarms/metric-name 10:15']);
    expect(Object.keys(first.changes)).toEqual(['alarm amply-api-high-cpu', 'alarm amply-api-unhealthy']);
    expect(first.changes['alarm amply-api-unhealthy']).toEqual([
      'alarmName',
      'metricName',
      'namespace',
      'threshold',
      'statistic',
      'period',
      'comparisonOperator',
      'evaluationPeriods',
      'dimensions',
      'alarmActions',
      'okActions',
    ]);
    expect(await described(account, 'amply-api-high-cpu')).toMatchObject({
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 80,
      ComparisonOperator: 'GreaterThanThreshold',
      Dimensions: [
        { Name: 'ClusterName', Value: 'amply-prod' },
        { Name: 'ServiceName', Value: 'amply-api' },
      ],
      AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:amply-alerts'],
      OKActions: ['arn:aws:sns:eu-central-1:123456789012:amply-alerts'],
    });
    expect(await described(account, 'amply-api-unhealthy')).toMatchObject({
      MetricName: 'UnHealthyHostCount',
      Statistic: 'Maximum',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Dimensions: [
        { Name: 'TargetGroup', Value: expect.stringMatching(/^targetgroup\/amply-api-tg\/\w+$/) },
        { Name: 'LoadBalancer', Value: expect.stringMatching(/^app\/amply-alb\/\w+$/) },
      ],
    });
    expect(await tagsOf(account, 'amply-api-high-cpu')).toEqual({
      team: 'shop',
      'fargate-actions:stack': 'amply',
      'fargate-actions:cluster': 'amply-prod',
    });
    const writes = account.writes();
    expect(writes).toEqual(['PutMetricAlarm', 'PutMetricAlarm']);
    expect((await run(account, SEED)).changes).toEqual({});
    expect(account.writes()).toEqual(writes);
  });

  test.each([
    { name: 'a threshold', from: 'threshold: 80', to: 'threshold: 70', changed: ['threshold'] },
    { name: 'the metric', from: 'CPUUtilization', to: 'MemoryUtilization', changed: ['metricName'] },
    { name: 'a line that is as usual', from: 'evaluationPeriods: 3', to: '', changed: [] },
    { name: 'a new line', from: 'evaluationPeriods: 3', to: 'evaluationPeriods: 5', changed: ['evaluationPeriods'] },
    {
      name: 'how many of them',
      from: 'threshold: 80',
      to: 'threshold: 80\n  datapointsToAlarm: 2',
      changed: ['datapointsToAlarm'],
    },
    { name: 'all of them', from: 'threshold: 80', to: 'threshold: 80\n  datapointsToAlarm: 3', changed: [] },
    {
      name: 'whom it tells',
      from: 'threshold: 80',
      to: 'threshold: 80\n  okActions: []\n  alarmActions: [amply-alerts]',
      changed: ['okActions'],
    },
    {
      name: 'that nobody is told',
      from: 'threshold: 80',
      to: 'threshold: 80\n  notify: false',
      changed: ['alarmActions', 'okActions'],
    },
    { name: 'the statistic', from: 'threshold: 80', to: 'threshold: 80\n  statistic: Maximum', changed: ['statistic'] },
    {
      name: 'the kind of statistic',
      from: 'threshold: 80',
      to: 'threshold: 80\n  extendedStatistic: p95',
      changed: ['extendedStatistic', 'statistic'],
    },
  ])('editing $name shows exactly that, once, and taking it back as well', async ({ from, to, changed }) => {
    const account = anAccount();
    await run(account, SEED);
    const expected = changed.length > 0 ? { 'alarm amply-api-high-cpu': expect.arrayContaining(changed) } : {};
    const edited = SEED.replace(from, to);
    const { changes } = await run(account, edited);
    expect(changes).toEqual(expected);
    expect(Object.values(changes).flat()).toHaveLength(changed.length);
    expect((await run(account, edited)).changes).toEqual({});
    expect(Object.values((await run(account, SEED)).changes).flat()).toHaveLength(changed.length);
  });

  test('the order of dimensions and actions means nothing', async () => {
    const account = anAccount();
    const dimensions = ['{ name: ClusterName, value: amply-prod }', '{ name: ServiceName, value: amply-api }'];
    const actions = ['amply-alerts', '"arn:aws:sns:eu-central-1:123456789012:ops"'];
    const text = (order: (list: string[]) => string[]) =>
      SEED.replace(
        'threshold: 80',
        `threshold: 80\n  dimensions: [${order(dimensions).join(', ')}]\n  okActions: [${order(actions).join(', ')}]`,
      );
    await run(
      account,
      text((list) => list),
    );
    expect(
      (
        await run(
          account,
          text((list) => list.toReversed()),
        )
      ).changes,
    ).toEqual({});
  });

  test('an unchanged alarm gives its ARN and the state that it is in', async () => {
    const account = anAccount();
    await run(account, SEED);
    const diagnostics = new Diagnostics();
    const plan = await account.clock.run(planAll(resourcesOf(account, SEED, {}, diagnostics), diagnostics));
    expect(plan.resources[0]?.outputs).toEqual({
      arn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:amply-api-high-cpu',
      state: 'INSUFFICIENT_DATA',
    });
  });
});

describe('dimensions', () => {
  const alarm = (...lines: readonly string[]) =>
    ['- alarmName: amply-api-x', '  threshold: 1', ...lines.map((line) => `  ${line}`)].join('\n');

  test.each([
    {
      name: 'of a load balancer alone',
      text: alarm('metricName: HTTPCode_ELB_5XX_Count'),
      dimensions: ['LoadBalancer'],
    },
    {
      name: 'of a target group by name',
      text: alarm('metricName: RequestCount', 'dimensions: [{ name: TargetGroup, value: amply-api-tg }]'),
      dimensions: ['TargetGroup', 'LoadBalancer'],
    },
    {
      name: 'of an ARN that is not whole',
      text: alarm(
        'metricName: RequestCount',
        'dimensions: [{ name: TargetGroup, value: "arn:aws:elasticloadbalancing:...:amply-api-tg" }]',
      ),
      dimensions: ['TargetGroup', 'LoadBalancer'],
    },
    {
      name: 'of a service without its cluster',
      text: alarm('metricName: CPUUtilization', 'dimensions: [{ name: ServiceName, value: amply-api }]'),
      dimensions: ['ClusterName', 'ServiceName'],
    },
    {
      name: 'of a queue',
      text: alarm('metricName: ApproximateAgeOfOldestMessage', 'service: amply-worker'),
      dimensions: ['QueueName'],
    },
    {
      name: 'as they are given',
      text: alarm('metricName: CPUUtilization', 'dimensions: [{ name: ClusterName, value: amply-prod }]'),
      dimensions: ['ClusterName'],
    },
  ])('$name', async ({ text, dimensions }) => {
    const account = anAccount();
    expect((await run(account, text)).found).toEqual([]);
    const found = await described(account, 'amply-api-x');
    expect(found && 'Dimensions' in found && found.Dimensions?.map(({ Name }) => Name)).toEqual(dimensions);
    expect((await run(account, text)).changes).toEqual({});
  });

  const bluegreen = (groups: readonly string[]) => ({
    ...STACK,
    services: [aMonitoredService({ targetGroups: ['amply-api-tg', ...groups] })],
  });

  test.each([
    { metric: 'HTTPCode_ELB_5XX_Count', balancer: undefined, found: [] },
    { metric: 'HTTPCode_ELB_5XX_Count', balancer: 'app/inner/0123', found: ['error alarms/load-balancer 3:15'] },
    { metric: 'RequestCount', balancer: undefined, found: ['error alarms/target-group 3:15'] },
  ])(
    'of $metric, of two target groups and the load balancer $balancer: $found',
    async ({ metric, balancer, found }) => {
      const account = anAccount();
      addTargetGroup(account, 'green', balancer);
      const text = alarm(`metricName: ${metric}`);
      expect((await run(account, text, { stack: bluegreen(['green']) })).found).toEqual(found);
    },
  );

  test('of metric math are filled in each of its parts', async () => {
    const account = anAccount();
    const text = alarm(
      'evaluationPeriods: 1',
      'comparisonOperator: GreaterThanThreshold',
      'metrics:',
      '  - { id: errors, returnData: false, metricStat: { metric: { metricName: HTTPCode_Target_5XX_Count } } }',
      '  - { id: requests, returnData: false, metricStat: { metric: { metricName: RequestCount } } }',
      '  - { id: rate, expression: 100 * errors / requests }',
    );
    expect((await run(account, text)).found).toEqual([]);
    expect(await described(account, 'amply-api-x')).toMatchObject({
      Metrics: [
        {
          Id: 'errors',
          MetricStat: {
            Stat: 'Sum',
            Period: 60,
            Metric: { Dimensions: [{ Name: 'TargetGroup' }, { Name: 'LoadBalancer' }] },
          },
        },
        { Id: 'requests' },
        { Id: 'rate' },
      ],
    });
    expect((await run(account, text)).changes).toEqual({});
    const edited = text.replace('100 * errors', '200 * errors');
    expect((await run(account, edited)).changes).toEqual({ 'alarm amply-api-x': ['metrics[2].expression'] });
  });

  test.each([
    {
      name: 'an unknown target group',
      text: alarm('metricName: RequestCount', 'dimensions: [{ name: TargetGroup, value: amply-tg }]'),
      found: ['error alarms/target-group 4:15'],
    },
  ])('$name', async ({ text, found }) => {
    const account = anAccount();
    expect((await run(account, text)).found).toEqual(found);
    expect(account.writes()).toEqual([]);
  });
});

describe('whom alarms tell', () => {
  const alarm = (...lines: readonly string[]) =>
    [
      '- alarmName: amply-api-cpu',
      '  metricName: CPUUtilization',
      '  threshold: 1',
      ...lines.map((line) => `  ${line}`),
    ].join('\n');
  const SILENT = { ...STACK, notify: undefined };

  test.each([
    {
      name: 'nobody, which is said once',
      text: `${alarm()}\n${alarm().replace('cpu', 'cpu-2')}`,
      stack: SILENT,
      found: ['notice alarms/nobody-told 1:3'],
    },
    { name: 'nobody, as the file has it', text: alarm('notify: false'), stack: SILENT, found: [] },
    { name: 'a topic of its own', text: alarm('notify: amply-alerts'), stack: SILENT, found: [] },
    { name: 'an unknown topic', text: alarm('notify: amply-alert'), stack: STACK, found: ['error alarms/topic 4:11'] },
    {
      name: 'an unknown topic among actions',
      text: alarm('alarmActions: [amply-alerts, ops]'),
      stack: STACK,
      found: ['error alarms/topic 4:32'],
    },
    {
      name: 'a topic by an ARN that nobody has',
      text: alarm('alarmActions: ["arn:aws:sns:eu-central-1:123456789012:ops"]'),
      stack: STACK,
      found: ['error alarms/topic 4:18'],
    },
    {
      name: 'a topic by its ARN',
      text: alarm('notify: arn:aws:sns:eu-central-1:123456789012:amply-alerts'),
      stack: SILENT,
      found: [],
    },
    {
      name: 'a topic by an ARN that is not whole',
      text: alarm('alarmActions: ["arn:aws:sns:...:amply-alerts"]'),
      stack: STACK,
      found: [],
    },
    {
      name: "EC2's own actions, which are no topics",
      text: alarm('alarmActions: ["arn:aws:automate:eu-central-1:ec2:recover"]'),
      stack: STACK,
      found: [],
    },
    {
      name: "EC2's own actions of another region",
      text: alarm('alarmActions: ["arn:aws:automate:eu-west-1:ec2:recover"]'),
      stack: STACK,
      found: ['error alarms/other-account 4:18'],
    },
    {
      name: 'a topic of another region',
      text: alarm('alarmActions: ["arn:aws:sns:eu-west-1:123456789012:a"]'),
      stack: STACK,
      found: ['error alarms/other-account 4:18'],
    },
    {
      name: 'a topic of another account',
      text: alarm('alarmActions: ["arn:aws:sns:eu-central-1:210987654321:a"]'),
      stack: STACK,
      found: ['notice monitoring/foreign-topic 4:18'],
    },
    ...(
      [
        ['okActions', 15],
        ['insufficientDataActions', 29],
      ] as const
    ).map(([field, column]) => ({
      name: `a topic of another account, in ${field}`,
      text: alarm(`${field}: ["arn:aws:sns:eu-central-1:210987654321:a"]`),
      stack: STACK,
      found: [`notice monitoring/foreign-topic 4:${column}`],
    })),
    {
      name: 'a topic of another account, as notify',
      text: alarm('notify: arn:aws:sns:eu-central-1:210987654321:a'),
      stack: SILENT,
      found: ['notice monitoring/foreign-topic 4:11'],
    },
    {
      name: 'a function of another account',
      text: alarm('alarmActions: ["arn:aws:lambda:eu-central-1:210987654321:function:a"]'),
      stack: STACK,
      found: ['error alarms/other-account 4:18'],
    },
    {
      name: "the stack's topic, which is not there",
      text: alarm(),
      stack: { ...STACK, notify: { topic: 'nobody', at: undefined } },
      found: ['error monitoring/topic-unknown'],
    },
  ])('$name', async ({ text, stack, found }) => {
    const account = anAccount();
    expect((await run(account, text, { stack })).found).toEqual(found);
    const isWrong = found.some((finding) => finding.startsWith('error'));
    expect(account.writes().length > 0).toBe(!isWrong);
  });
});

describe('composite alarms', () => {
  const TEXT = [
    '- { alarmName: amply-down, alarmRule: ALARM(amply-api-cpu) AND NOT OK("amply-api-memory") }',
    '- { alarmName: amply-api-cpu, metricName: CPUUtilization, threshold: 90 }',
    '- { alarmName: amply-api-memory, metricName: MemoryUtilization, threshold: 90 }',
  ].join('\n');

  test('come after those that they rest on, and change by their rule', async () => {
    const account = anAccount();
    const first = await run(account, TEXT);
    expect(first.found).toEqual([]);
    expect(account.writes()).toEqual(['PutMetricAlarm', 'PutMetricAlarm', 'PutCompositeAlarm']);
    expect((await run(account, TEXT)).changes).toEqual({});
    const edited = TEXT.replace('AND NOT', 'OR NOT');
    expect((await run(account, edited)).changes).toEqual({ 'alarm amply-down': ['alarmRule'] });
  });

  test('may rest on what is in the account, and on nothing else', async () => {
    const account = anAccount();
    await run(account, TEXT);
    const of = (name: string) => `- { alarmName: amply-api-x, alarmRule: ALARM(${name}) }`;
    expect((await run(account, of('amply-api-cpu'))).found.filter((finding) => finding.startsWith('error'))).toEqual(
      [],
    );
    expect((await run(account, of('amply-api-cup'))).found).toContain('error alarms/no-such-alarm 1:40');
  });

  test('that rest on an alarm of a service that the run is not for say so', async () => {
    const text = [
      '- { alarmName: amply-api-slow, alarmRule: ALARM(amply-worker-cpu) }',
      '- { alarmName: amply-worker-cpu, metricName: CPUUtilization, threshold: 90 }',
    ].join('\n');
    const account = anAccount();
    const { found, texts } = await run(account, text, { services: ['amply-api'] });
    expect(found).toEqual(['error alarms/no-such-alarm 1:43']);
    expect(texts).toEqual([
      expect.stringContaining('amply-worker-cpu, which is of a service that this run is not for'),
    ]);
    await run(account, text);
    expect((await run(account, text, { services: ['amply-api'] })).found).toEqual([]);
  });
});

describe('Container Insights', () => {
  const alarm = (metricName: string) => `- { alarmName: amply-worker-gone, metricName: ${metricName}, threshold: 1 }`;
  const [COUNT, RESTARTS] = ['RunningTaskCount', 'RestartCount'];
  const says = (containerInsights: MonitoredStack['containerInsights']) => ({ ...STACK, containerInsights });
  const [OFF, DEPLOY] = [/and the cluster amply-prod has it off: .* would never have data/, /Deploy first/];

  /** An account whose cluster has that setting; undefined: that has no such cluster. */
  function withCluster(value: string | undefined, scenario = {}) {
    const account = anAccount(scenario);
    if (value === undefined) account.emulator.call('ecs:DeleteCluster', { cluster: 'amply-prod' });
    else {
      const settings = [{ name: 'containerInsights', value }];
      account.emulator.call('ecs:UpdateClusterSettings', { cluster: 'amply-prod', settings });
    }
    return account;
  }

  test.each([
    { name: 'on', has: 'enabled', stack: says(undefined), metric: COUNT },
    { name: 'on, as stack.yml wants it', has: 'enabled', stack: says('enabled'), metric: COUNT },
    { name: 'enhanced', has: 'enhanced', stack: says(undefined), metric: RESTARTS },
    { name: 'not to be seen', has: 'disabled', stack: says(undefined), metric: COUNT, denied: true },
    { name: 'not to be seen, and wanted', has: 'disabled', stack: says('enabled'), metric: COUNT, denied: true },
    { name: 'wanted of a cluster that is not there yet', has: undefined, stack: says('enhanced'), metric: RESTARTS },
    { name: 'off', has: 'disabled', stack: says(undefined), metric: COUNT, why: OFF },
    { name: 'off, and stack.yml wants it', has: 'disabled', stack: says('enabled'), metric: COUNT, why: DEPLOY },
    {
      name: 'on, and enhanced in stack.yml',
      has: 'enabled',
      stack: says('enhanced'),
      metric: RESTARTS,
      why: DEPLOY,
    },
    {
      name: 'on, and enhanced is needed',
      has: 'enabled',
      stack: says(undefined),
      metric: RESTARTS,
      why: /has it without that: .*containerInsights: enhanced/,
    },
    {
      name: 'enhanced until the next deploy, which brings what stack.yml says',
      has: 'enhanced',
      stack: says('enabled'),
      metric: RESTARTS,
      why: /has it without that by what stack.yml says/,
    },
    {
      name: 'too little in stack.yml, of a cluster that is not there yet',
      has: undefined,
      stack: says('enabled'),
      metric: RESTARTS,
      why: /by what stack.yml says/,
    },
    {
      name: 'too little in stack.yml, and not to be seen',
      has: 'enhanced',
      stack: says('disabled'),
      metric: COUNT,
      denied: true,
      why: /has it off by what stack.yml says/,
    },
  ])('$name', async ({ has, stack, metric, denied = false, why }) => {
    const account = withCluster(has, denied ? { denied: ['ecs:DescribeClusters'] } : {});
    const before = account.writes().length;
    const { found, diagnostics } = await run(account, alarm(metric), { stack });
    expect(found).toEqual(why ? ['error alarms/container-insights 1:47'] : []);
    if (why)
      expect(diagnostics.all.map(({ message, hint }) => `${message} ${hint}`)).toEqual([expect.stringMatching(why)]);
    expect(account.writes().slice(before)).toEqual(why ? [] : ['PutMetricAlarm']);
    expect(account.aws.gaps.all).toHaveLength(denied ? 1 : 0);
  });

  test('is asked for once, and only where an alarm needs it', async () => {
    const account = withCluster('enabled');
    const asked = () => account.emulator.requests.filter(({ operation }) => operation === 'DescribeClusters').length;
    await run(account, SEED);
    expect(asked()).toBe(0);
    await run(account, `${alarm(COUNT)}\n${alarm(COUNT).replace('gone', 'absent')}`);
    expect(asked()).toBe(1);
  });
});

test('tags that may not be set are left out, and said once', async () => {
  const account = anAccount({ denied: ['cloudwatch:TagResource'] });
  const { outcomes } = await run(account, SEED);
  expect(outcomes.map(({ result }) => result)).not.toContain('failed');
  expect(account.aws.gaps.all).toMatchObject([
    { permission: 'cloudwatch:TagResource', lost: expect.stringContaining('prune') },
  ]);
});

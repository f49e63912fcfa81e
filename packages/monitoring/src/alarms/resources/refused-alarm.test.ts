import { describe, expect, test } from '@jest/globals';
import { aMonitoredService } from '../../../test/a-stack.ts';
import { run, STACK } from '../../../test/alarm-runs.ts';
import { anAccount } from '../../../test/an-account.ts';

const CPU = '- { alarmName: amply-api-high-cpu, metricName: CPUUtilization, threshold: 80 }';
const AGE = [
  '- alarmName: amply-api-high-cpu',
  '  metricName: ApproximateAgeOfOldestMessage',
  '  threshold: 80',
  '  dimensions: [{ name: QueueName, value: staging-jobs }]',
].join('\n');
const STAGING = { ...STACK, environment: 'staging' };

/** An account with an alarm of that name on the CPU of what these dimensions name. */
async function withAlarm(
  dimensions: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>> = {},
  scenario = {},
) {
  const account = anAccount(scenario);
  const alarm = {
    AlarmName: 'amply-api-high-cpu',
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Statistic: 'Average' as const,
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanThreshold' as const,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  };
  await account.clock.run(account.aws.alarms.putMetric(alarm));
  return account;
}

const of = (ClusterName: string, ServiceName: string) => ({ ClusterName, ServiceName });
const ofStack = (stack: string, cluster: string) => ({
  'fargate-actions:stack': stack,
  'fargate-actions:cluster': cluster,
});
const QUEUE = { QueueName: 'amply-jobs' };
const [REFUSED, ADOPTED] = [['error alarms/somebody-elses'], ['warning alarms/adopted']];

describe('an alarm of the name that is there already', () => {
  test.each([
    { name: "another cluster's", has: of('amply-staging', 'amply-api'), found: REFUSED },
    { name: "another service's", has: of('amply-prod', 'other-api'), found: REFUSED },
    { name: 'that watches the same service', has: of('amply-prod', 'amply-api'), found: [] },
    {
      name: "another environment's by its tags",
      has: QUEUE,
      tags: ofStack('amply', 'amply-staging'),
      found: REFUSED,
    },
    {
      name: 'our own by its tags, which watched something else',
      has: QUEUE,
      tags: ofStack('amply', 'amply-prod'),
      found: [],
    },
    {
      name: 'our own by its tags, which watched a service that is called otherwise now',
      has: of('amply-prod', 'amply-backend'),
      tags: ofStack('amply', 'amply-prod'),
      found: [],
    },
    {
      name: 'of a stack that is called otherwise now, which watches the same service',
      has: of('amply-prod', 'amply-api'),
      tags: ofStack('shop', 'amply-prod'),
      found: ADOPTED,
    },
    { name: 'of nobody, which watches something else, in the base', has: QUEUE, found: ADOPTED },
    { name: 'of nobody, which watches something else, in an environment', has: QUEUE, stack: STAGING, found: REFUSED },
    { name: 'of nobody, which watches another queue', has: QUEUE, text: AGE, stack: STAGING, found: REFUSED },
    {
      name: 'of nobody, which watches the same queue',
      has: { QueueName: 'staging-jobs' },
      text: AGE,
      stack: STAGING,
      found: [],
    },
    {
      name: 'of nobody, which watches a metric without dimensions, in an environment',
      has: {},
      stack: STAGING,
      found: REFUSED,
    },
    {
      name: 'of nobody, which watches a load balancer beside the service',
      has: { ...of('amply-prod', 'amply-api'), LoadBalancer: 'app/amply-alb/1' },
      stack: STAGING,
      found: REFUSED,
    },
  ])('$name', async ({ has, tags, text = CPU, stack = STACK, found }) => {
    const account = await withAlarm(has, tags);
    expect((await run(account, text, { stack })).found.map((one) => one.replace(/ [\d:]+$/, ''))).toEqual(found);
    expect(account.writes().length > 1).toBe(found !== REFUSED);
    // What is taken over is ours from then on.
    if (found !== REFUSED) expect(await run(account, text, { stack })).toMatchObject({ changes: {}, found: [] });
  });

  test('whose tags may not be read is left alone in an environment, and the permission is named', async () => {
    const account = await withAlarm(QUEUE, {}, { denied: ['cloudwatch:ListTagsForResource'] });
    const { found, texts } = await run(account, CPU, { stack: STAGING });
    expect(found).toEqual(['error alarms/somebody-elses 1:16']);
    expect(texts).toEqual([expect.stringContaining('cloudwatch:ListTagsForResource')]);
    expect(account.aws.gaps.all.map(({ permission }) => permission)).toEqual(['cloudwatch:ListTagsForResource']);
  });

  test('that rests on other alarms is left alone in an environment', async () => {
    const account = anAccount();
    const composite = (rest: string) => `- { alarmName: all-down, notify: false, alarmRule: ALARM(${rest}) }`;
    await run(account, `${CPU}\n${CPU.replace('high-cpu', 'cpu')}`);
    await account.clock.run(
      account.aws.alarms.putComposite({ AlarmName: 'all-down', AlarmRule: 'ALARM(amply-api-high-cpu)' }),
    );
    const { found } = await run(account, composite('amply-api-cpu'), { stack: STAGING });
    expect(found.filter((one) => one.startsWith('error'))).toEqual(['error alarms/somebody-elses 1:16']);
  });

  test('of the other type', async () => {
    const account = await withAlarm({});
    const { found } = await run(account, '- { alarmName: amply-api-high-cpu, alarmRule: "TRUE" }');
    expect(found).toEqual(['error alarms/type-change 1:16']);
  });
});

test('an alarm follows the service that it is given, though that is called otherwise now', async () => {
  const account = anAccount();
  const text = (service: string) =>
    `- { alarmName: jobs-slow, service: ${service}, metricName: CPUUtilization, threshold: 90 }`;
  await run(account, text('amply-worker'));
  const stack = { ...STACK, services: [aMonitoredService({ name: 'amply-jobs', targetGroups: [] })] };
  expect(await run(account, text('amply-jobs'), { stack })).toMatchObject({
    changes: { 'alarm jobs-slow': ['dimensions'] },
    found: [],
  });
});

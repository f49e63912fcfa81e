import { describe, expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const FILE = 'deploy/monitoring/alarms.yml';

interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

function alarm({ namespace, metric, dimensions }: Watched): string {
  return [
    '- alarmName: amply-api-x',
    `  namespace: ${namespace}`,
    `  metricName: ${metric}`,
    '  statistic: Sum',
    '  period: 60',
    '  evaluationPeriods: 1',
    '  threshold: 1',
    '  comparisonOperator: GreaterThanThreshold',
    '  dimensions:',
    ...Object.entries(dimensions).map(([name, value]) => `    - { name: ${name}, value: "${value}" }`),
    '',
  ].join('\n');
}

async function monitored(text: string) {
  const account = anAccount();
  const run = await account.monitor({ with: { stack: 'deploy/stack.yml' }, files: { ...seedFiles(), [FILE]: text } });
  const { MetricAlarms = [] } = account.emulator.call('cloudwatch:DescribeAlarms', { AlarmNames: ['amply-api-x'] }) as {
    MetricAlarms?: { Dimensions: { Name: string; Value: string }[] }[];
  };
  const dimensions = MetricAlarms[0]?.Dimensions.map(({ Name, Value }) => [Name, Value]) ?? [];
  return { run, dimensions: Object.fromEntries(dimensions) as Record<string, string> };
}

const balanced = (metric: string, dimensions: Watched['dimensions']): Watched => ({
  namespace: 'AWS/ApplicationELB',
  metric,
  dimensions,
});
const queued = (dimensions: Watched['dimensions']): Watched => ({
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions,
});
const ecs = (dimensions: Watched['dimensions']): Watched => ({
  namespace: 'AWS/ECS',
  metric: 'CPUUtilization',
  dimensions,
});

const BALANCER = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer';
const QUEUES = 'eu-central-1.amazonaws.com/123456789012';
const LATENCY = 'TargetResponseTime';

describe('an alarm on dimensions that no metric has is corrected', () => {
  test.each<{ what: string; watched: Watched; as: Readonly<Record<string, unknown>> }>([
    {
      what: 'a load balancer by its name',
      watched: balanced(LATENCY, { LoadBalancer: 'amply-alb' }),
      as: { LoadBalancer: expect.stringMatching(/^app\/amply-alb\/[0-9a-f]{16}$/) },
    },
    {
      what: 'a load balancer by its ARN',
      watched: balanced(LATENCY, { LoadBalancer: `${BALANCER}/app/other/0123456789abcdef` }),
      as: { LoadBalancer: 'app/other/0123456789abcdef' },
    },
    {
      what: 'a load balancer by the end of its ARN',
      watched: balanced(LATENCY, { LoadBalancer: 'loadbalancer/app/other/0123456789abcdef' }),
      as: { LoadBalancer: 'app/other/0123456789abcdef' },
    },
    {
      what: 'a load balancer without its id',
      watched: balanced(LATENCY, { LoadBalancer: 'app/amply-alb' }),
      as: { LoadBalancer: expect.stringMatching(/^app\/amply-alb\/[0-9a-f]{16}$/) },
    },
    {
      what: 'a target group and a load balancer by their names',
      watched: balanced('UnHealthyHostCount', { TargetGroup: 'amply-api-tg', LoadBalancer: 'amply-alb' }),
      as: {
        TargetGroup: expect.stringMatching(/^targetgroup\/amply-api-tg\//),
        LoadBalancer: expect.stringMatching(/^app\/amply-alb\//),
      },
    },
    { what: "a queue's URL", watched: queued({ QueueName: `https://sqs.${QUEUES}/dlq` }), as: { QueueName: 'dlq' } },
    {
      what: "a queue's URL of old",
      watched: queued({ QueueName: 'https://eu-central-1.queue.amazonaws.com/123456789012/dlq.fifo' }),
      as: { QueueName: 'dlq.fifo' },
    },
    {
      what: "a queue's ARN",
      watched: queued({ QueueName: 'arn:aws:sqs:eu-central-1:123456789012:dlq' }),
      as: { QueueName: 'dlq' },
    },
    {
      what: 'a service without its cluster',
      watched: ecs({ ServiceName: 'amply-api' }),
      as: { ClusterName: 'amply-prod', ServiceName: 'amply-api' },
    },
    {
      what: "a service's ARN",
      watched: ecs({
        ClusterName: 'amply-prod',
        ServiceName: 'arn:aws:ecs:eu-central-1:123456789012:service/amply-prod/amply-api',
      }),
      as: { ClusterName: 'amply-prod', ServiceName: 'amply-api' },
    },
  ])('$what', async ({ watched, as }) => {
    const { run, dimensions } = await monitored(alarm(watched));
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(dimensions).toEqual(as);
  });
});

const AT = `${FILE}:10`;

describe('or else refused, and nothing is written', () => {
  test.each<{ what: string; watched: Watched; by: readonly [rule: string, at: string, words: string][] }>([
    {
      what: 'InstanceId in ECS',
      watched: ecs({ InstanceId: 'i-0123' }),
      by: [['alarms/dimensions', `${AT}:15`, 'No metric of AWS/ECS has the dimension InstanceId']],
    },
    {
      what: 'a task of ECS',
      watched: ecs({ ClusterName: 'amply-prod', TaskId: '0123' }),
      by: [['alarms/dimensions', `${FILE}:11:15`, 'No metric of AWS/ECS has the dimension TaskId']],
    },
    {
      what: 'a container of ECS',
      watched: ecs({ ClusterName: 'amply-prod', ContainerName: 'api' }),
      by: [['alarms/dimensions', `${FILE}:11:15`, 'the dimension ContainerName']],
    },
    {
      what: 'an instance of a load balancer',
      watched: balanced(LATENCY, { InstanceId: 'i-0123' }),
      by: [
        ['alarms/dimensions', `${AT}:5`, 'Every metric of AWS/ApplicationELB has the dimension LoadBalancer'],
        ['alarms/dimensions', `${AT}:15`, 'No metric of AWS/ApplicationELB has the dimension InstanceId'],
      ],
    },
    {
      what: 'a zone of no load balancer',
      watched: balanced(LATENCY, { AvailabilityZone: 'eu-central-1a' }),
      by: [['alarms/dimensions', `${AT}:5`, 'has the dimension LoadBalancer']],
    },
    {
      what: 'a classic load balancer',
      watched: balanced(LATENCY, { LoadBalancerName: 'my-elb' }),
      by: [
        ['alarms/dimensions', `${AT}:5`, 'has the dimension LoadBalancer'],
        ['alarms/dimensions', `${AT}:15`, 'the dimension LoadBalancerName'],
      ],
    },
    {
      what: 'a load balancer of a name that nothing has',
      watched: balanced(LATENCY, { LoadBalancer: 'my-alb' }),
      by: [['alarms/load-balancer', `${AT}:5`, 'There is no load balancer my-alb with a target group']],
    },
    {
      what: 'a load balancer by its DNS name',
      watched: balanced(LATENCY, { LoadBalancer: 'amply-alb-1234.eu-central-1.elb.amazonaws.com' }),
      by: [['alarms/load-balancer', `${AT}:5`, 'There is no load balancer amply-alb-1234.eu-central-1.elb']],
    },
    {
      what: 'a network load balancer',
      watched: balanced(LATENCY, { LoadBalancer: 'net/inner/0123456789abcdef' }),
      by: [['alarms/load-balancer', `${AT}:36`, 'is not an Application Load Balancer']],
    },
    {
      what: "a network load balancer's ARN",
      watched: balanced(LATENCY, { LoadBalancer: `${BALANCER}/net/inner/0123456789abcdef` }),
      by: [['alarms/load-balancer', `${AT}:36`, 'is not an Application Load Balancer']],
    },
    {
      what: 'a network load balancer without its id',
      watched: balanced(LATENCY, { LoadBalancer: 'net/inner' }),
      by: [['alarms/load-balancer', `${AT}:36`, 'is not an Application Load Balancer']],
    },
    {
      what: "a gateway load balancer's ARN",
      watched: balanced(LATENCY, { LoadBalancer: `${BALANCER}/gwy/edge/0123456789abcdef` }),
      by: [['alarms/load-balancer', `${AT}:36`, 'is not an Application Load Balancer']],
    },
    {
      what: 'unhealthy targets of a load balancer alone',
      watched: balanced('UnHealthyHostCount', { LoadBalancer: 'app/amply-alb/0123456789abcdef' }),
      by: [['alarms/dimensions', `${AT}:5`, 'UnHealthyHostCount is measured for target groups']],
    },
    {
      what: 'healthy targets of a load balancer alone, by its name',
      watched: balanced('HealthyHostCount', { LoadBalancer: 'amply-alb' }),
      by: [['alarms/dimensions', `${AT}:5`, 'HealthyHostCount is measured for target groups']],
    },
    {
      what: 'requests for each target of a load balancer alone',
      watched: balanced('RequestCountPerTarget', { LoadBalancer: 'app/amply-alb/0123456789abcdef' }),
      by: [['alarms/dimensions', `${AT}:5`, 'RequestCountPerTarget is measured for target groups']],
    },
    {
      what: "a load balancer's own errors of a target group",
      watched: balanced('HTTPCode_ELB_5XX_Count', { TargetGroup: 'amply-api-tg', LoadBalancer: 'amply-alb' }),
      by: [['alarms/dimensions', `${AT}:5`, 'HTTPCode_ELB_5XX_Count is measured at the load balancer']],
    },
    {
      what: 'a target group that nothing has',
      watched: balanced('UnHealthyHostCount', { TargetGroup: 'web-tg' }),
      by: [['alarms/target-group', `${AT}:5`, 'There is no target group web-tg']],
    },
    {
      what: "a queue's URL in another region",
      watched: queued({ QueueName: 'https://sqs.eu-west-1.amazonaws.com/123456789012/dlq' }),
      by: [['alarms/other-region', `${AT}:33`, 'This QueueName is in eu-west-1, and the alarm is in eu-central-1']],
    },
    {
      what: "a queue's ARN in another region",
      watched: queued({ QueueName: 'arn:aws:sqs:us-east-1:123456789012:dlq' }),
      by: [
        ['environment/reaches-into-another', `${AT}:33`, 'us-east-1'],
        ['alarms/other-region', `${AT}:33`, 'This QueueName is in us-east-1'],
      ],
    },
    {
      what: "a service's ARN in another region",
      watched: ecs({ ServiceName: 'arn:aws:ecs:eu-west-1:123456789012:service/amply-prod/amply-api' }),
      by: [
        ['environment/reaches-into-another', `${AT}:35`, 'eu-west-1'],
        ['alarms/other-region', `${AT}:35`, 'This ServiceName is in eu-west-1'],
      ],
    },
    {
      what: 'a queue by its URL as a dimension of that name',
      watched: queued({ QueueUrl: `https://sqs.${QUEUES}/dlq` }),
      by: [['alarms/dimensions', `${AT}:15`, 'No metric of AWS/SQS has the dimension QueueUrl']],
    },
    {
      what: 'a queue of a region',
      watched: queued({ QueueName: 'dlq', Region: 'eu-central-1' }),
      by: [['alarms/dimensions', `${FILE}:11:15`, 'No metric of AWS/SQS has the dimension Region']],
    },
    {
      what: "another cluster's ARN",
      watched: ecs({ ClusterName: 'arn:aws:ecs:eu-central-1:123456789012:cluster/other' }),
      by: [['environment/reaches-into-another', `${AT}:35`, 'other']],
    },
  ])('$what', async ({ watched, by }) => {
    const { run } = await monitored(alarm(watched));
    const errors = run.annotations.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ title, at }) => [title, at])).toEqual(by.map(([title, at]) => [title, at]));
    by.forEach(([, , words], index) => {
      expect(errors[index]?.message).toContain(words);
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
  });

  test('in metric math as well', async () => {
    const math = [
      '- alarmName: amply-api-x',
      '  evaluationPeriods: 1',
      '  threshold: 1',
      '  comparisonOperator: GreaterThanThreshold',
      '  metrics:',
      '    - { id: e, expression: m / 2, returnData: true }',
      '    - id: m',
      '      returnData: false',
      '      metricStat:',
      '        stat: Sum',
      '        period: 60',
      '        metric: { namespace: AWS/ECS, metricName: CPUUtilization, dimensions: [{ name: InstanceId, value: i }] }',
      '',
    ].join('\n');
    const { run } = await monitored(math);
    expect(run.found).toContain(`error alarms/dimensions ${FILE}:12:88`);
    expect(run.writes).toEqual([]);
  });
});

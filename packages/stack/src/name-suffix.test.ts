import { describe, expect, test } from '@jest/globals';
import { completeTaskDefinitions } from './render-stack.ts';
import { loaded, STACK } from '../test/stacks.ts';
import { Diagnostics } from '@fargate-actions/documents';

const staging = (suffix: string): string => `${STACK.replace(
  'service: api/service.yml }',
  'service: api/service.yml, containers: { log: api/log.yml } }',
)}monitoring: { alarms: [alarms.yml, more.yml] }
environments:
  staging: { production: false, cluster: { name: shop-staging }, nameSuffix: "${suffix}" }
`;

const FILES = {
  'api/task.yml': `family: shop-api
containerDefinitions:
  - { name: web, image: web }
  - { name: log, image: log }
`,
  'api/log.yml': 'logConfiguration: { logDriver: awslogs, options: { awslogs-group: /shop/log } }\n',
  'api/service.yml': `serviceName: shop-api
deploymentConfiguration: { alarms: { enable: true, rollback: true, alarmNames: [shop-api-cpu, of-somebody-else] } }
loadBalancers:
  - { targetGroupArn: shop-api-tg, containerName: web, containerPort: 80 }
  - targetGroupArn: "arn:aws:elasticloadbalancing:...:shop-blue"
    advancedConfiguration: { alternateTargetGroupArn: shop-green, roleArn: elb }
    containerName: web
    containerPort: 81
`,
  'alarms.yml': '[{ alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 1, evaluationPeriods: 1 }]\n',
  'more.yml': `MetricAlarms: [{ AlarmName: shop memory, MetricName: MemoryUtilization, Threshold: 1, EvaluationPeriods: 1 }]
CompositeAlarms:
  - AlarmName: shop-any
    AlarmRule: ALARM(shop-api-cpu) OR ALARM("shop memory") OR ALARM(shop-api-cpu-of-others)
    ActionsSuppressor: arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-api-cpu
`,
};

/** The shop's staging with a suffix. */
async function suffixed(suffix: string, environment: string | undefined = 'staging') {
  const { stack, diagnostics, found } = await loaded(
    { 'stack.yml': staging(suffix), ...FILES },
    { readsMonitoring: true, ...(environment !== '' && { environment }) },
  );
  if (!stack) throw new Error(found.join('\n'));
  const [completed] = completeTaskDefinitions(stack, stack.services, new Diagnostics());
  return {
    taskDefinition: completed?.taskDefinition.value,
    service: stack.services[0]?.service.value,
    alarms: stack.monitoring?.alarms.map(({ value }) => value),
    errors: diagnostics.all.filter(({ severity }) => severity === 'error'),
  };
}

describe('a nameSuffix', () => {
  test('is appended to the family and to log groups, also to one that a file leaves out', async () => {
    expect((await suffixed('-staging')).taskDefinition).toMatchObject({
      family: 'shop-api-staging',
      containerDefinitions: [
        { name: 'web', logConfiguration: { options: { 'awslogs-group': '/ecs/shop-api-staging' } } },
        { name: 'log', logConfiguration: { options: { 'awslogs-group': '/shop/log-staging' } } },
      ],
    });
  });

  test('is appended to target groups, and to those alarms that the stack has', async () => {
    expect((await suffixed('-staging')).service).toMatchObject({
      serviceName: 'shop-api',
      deploymentConfiguration: { alarms: { alarmNames: ['shop-api-cpu-staging', 'of-somebody-else'] } },
      loadBalancers: [
        { targetGroupArn: 'shop-api-tg-staging' },
        {
          targetGroupArn: 'arn:aws:elasticloadbalancing:...:shop-blue-staging',
          advancedConfiguration: { alternateTargetGroupArn: 'shop-green-staging', roleArn: 'elb' },
        },
      ],
    });
  });

  test('is appended to alarms, also where a composite one rests on them', async () => {
    const { alarms, errors } = await suffixed('-staging');
    expect(errors).toEqual([]);
    expect(alarms).toMatchObject([
      [{ alarmName: 'shop-api-cpu-staging' }],
      {
        MetricAlarms: [{ AlarmName: 'shop memory-staging' }],
        CompositeAlarms: [
          {
            AlarmName: 'shop-any-staging',
            AlarmRule: 'ALARM(shop-api-cpu-staging) OR ALARM("shop memory-staging") OR ALARM(shop-api-cpu-of-others)',
            ActionsSuppressor: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-api-cpu-staging',
          },
        ],
      },
    ]);
  });

  test('is not appended in the base', async () => {
    expect((await suffixed('-staging', '')).taskDefinition).toMatchObject({ family: 'shop-api' });
  });

  test.each([
    { suffix: '_staging', says: 'must be at most 32 letters, digits and hyphens' },
    { suffix: '-staging-', says: 'must be at most 32 letters, digits and hyphens' },
    { suffix: `-${'x'.repeat(32)}`, says: 'must be at most 32 letters, digits and hyphens' },
    {
      suffix: '-of-the-branch-of-a-person',
      says: 'this target group is named shop-api-tg-of-the-branch-of-a-person: 37',
    },
  ])('is refused: $suffix', async ({ suffix, says }) => {
    const { errors } = await suffixed(suffix);
    expect(errors[0]).toMatchObject({ rule: 'stack/name-suffix', message: expect.stringContaining(says) });
  });
});

import { describe, expect, test } from '@jest/globals';
import { aJob } from '../../actions/build-push-ecr/test/a-job.ts';
import { anAccountWithService, deployWeb } from '../../actions/deploy-ecs-service/test/a-service.ts';
import { anAccount, bodiesOf } from '../../actions/deploy-ecs-service/test/an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';
import { anAccount as aMonitoredAccount } from '../../actions/monitor-config/test/an-account.ts';
import { inAJob } from '../../actions/render-task-def/test/a-job.ts';

/**
 * Small inputs from the field: what people have in their files, and what AWS makes of it. Each kind has the input that was met
 * and at least two of its relatives.
 */

/** What a run said, as `severity rule`, of those rules alone; and whether it wrote anything. */
interface Said {
  readonly said: readonly string[];
  readonly isStopped: boolean;
}

const ROLE = 'arn:aws:iam::123456789012:role/amply-task-execution';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret';

/** The container `web` of a task definition as people write them, and other fields of the task. */
function definition(container: object = {}, task: object = {}): string {
  const web = { name: 'web', image: 'public.ecr.aws/nginx/nginx:1.27', essential: true, ...container };
  return JSON.stringify(
    {
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '1024',
      memory: '2048',
      executionRoleArn: ROLE,
      containerDefinitions: [web],
      ...task,
    },
    undefined,
    2,
  );
}

const errorsIn = (
  annotations: readonly { severity: string; title: string; at?: string }[],
  more: readonly string[] = [],
) =>
  annotations
    .filter(({ severity, title }) => severity === 'error' || more.includes(title))
    .map(({ severity, title, at }) => [severity, title, at].filter(Boolean).join(' '));

/** Deploys it as with the official action; what was registered, and what was said. */
async function deployed(file: string, rules: readonly string[] = []) {
  const run = await deployWeb(await anAccountWithService(), { 'wait-for-service-stability': 'false' }, file);
  const [registered] = bodiesOf(run, 'RegisterTaskDefinition');
  const containers = (registered?.['containerDefinitions'] ?? []) as Record<string, unknown>[];
  return {
    said: errorsIn(run.annotations, rules),
    isStopped: run.writes.length === 0,
    web: containers.find(({ name }) => name === 'web'),
  };
}

/** Deploys the seed's api with its files put differently. */
async function ofStack(...edits: Edit[]): Promise<Said> {
  const run = await anAccount().deploy({
    with: { stack: 'deploy/stack.yml', services: 'api' },
    files: seedFiles(...edits),
  });
  return { said: errorsIn(run.annotations), isStopped: run.writes.length === 0 };
}
const inService = (line: string): Edit => ['api/service.yml', 'platformVersion: LATEST', line];

/** Makes the alarms of a file beside the seed's stack. */
async function monitored(text: string, rules: readonly string[] = []) {
  const account = aMonitoredAccount();
  const run = await account.monitor({
    with: { stack: 'deploy/stack.yml' },
    files: { ...seedFiles(), 'deploy/monitoring/alarms.yml': text },
  });
  const found = run.found.filter((one) => one.startsWith('error') || rules.some((rule) => one.includes(` ${rule} `)));
  return { found, alarms: account.emulator.world.alarms, isStopped: run.writes.length === 0 };
}
const alarm = (fields: object): string =>
  JSON.stringify([{ alarmName: 'amply-api-x', metricName: 'CPUUtilization', threshold: 80, ...fields }]);

describe('secrets that AWS itself makes have `!` in their names', () => {
  test.each([
    `${SECRET}:rds!cluster-a1b2c3d4-1111-2222-3333-a1b2c3d4e5f6-AbCdEf:password::`,
    `${SECRET}:rds!db-a1b2c3d4-1111-2222-3333-a1b2c3d4e5f6-AbCdEf`,
    `${SECRET}:redshift!analytics-admin-AbCdEf:password::`,
  ])('%s', async (valueFrom) => {
    const secrets = [{ name: 'DB_PASSWORD', valueFrom }];
    expect(await deployed(definition({ secrets }))).toMatchObject({ said: [], web: { secrets } });
  });
});

describe('memory and its reservation', () => {
  test.each([
    { what: 'the same, of the whole task', memory: 2048, memoryReservation: 2048, said: [] },
    { what: 'the same, of a part of it', memory: 512, memoryReservation: 512, said: [] },
    {
      what: 'more reserved than there is',
      memory: 512,
      memoryReservation: 513,
      said: ['error task-definition/container-memory task-definition.json:16:28'],
    },
  ])('$what', async ({ memory, memoryReservation, said }) => {
    expect(await deployed(definition({ memory, memoryReservation }))).toMatchObject({ said });
  });
});

describe('build arguments and labels in quotes', () => {
  test.each([
    { input: 'build-args', given: '"VERSION=1.2"', argument: '--build-arg=VERSION=1.2' },
    { input: 'build-args', given: "'VERSION=1.2'", argument: '--build-arg=VERSION=1.2' },
    { input: 'labels', given: '"version=1.2"', argument: '--label=version=1.2' },
    { input: 'labels', given: "'version=1.2'", argument: '--label=version=1.2' },
  ])('$input: $given', async ({ input, given, argument }) => {
    const job = await aJob();
    try {
      const run = await job.run({ with: { [input]: given, push: 'false', registry: '' } });
      expect(run.docker.flatMap(({ args }) => args)).toContain(argument);
    } finally {
      await job.close();
    }
  });
});

describe('backslashes in a command arrive as written', () => {
  test.each([
    { command: String.raw`grep '\.py$'`, words: ['grep', String.raw`\.py$`] },
    {
      command: String.raw`php artisan --queue=App\Jobs\Mail`,
      words: ['php', 'artisan', String.raw`--queue=App\Jobs\Mail`],
    },
    { command: String.raw`sh -c "sed 's/\d+/x/'"`, words: ['sh', '-c', String.raw`sed 's/\d+/x/'`] },
  ])('$command', ({ command, words }) =>
    inAJob({ files: { 'task.json': definition() } }, async (job) => {
      const run = await job.render({
        'task-definition': 'task.json',
        'container-name': 'web',
        image: 'nginx:1.28',
        command,
      });
      const rendered = await job.definition(run.outputs['task-definition']);
      expect(rendered.containerDefinitions[0]?.['command']).toEqual(words);
    }),
  );
});

describe('awslogs-create-group', () => {
  const logging = (value: string) => ({
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/ecs/web',
        'awslogs-region': 'eu-central-1',
        'awslogs-stream-prefix': 'web',
        'awslogs-create-group': value,
      },
    },
  });

  test.each(['true', 'True', 'TRUE'])('%s is true', async (value) => {
    expect(await deployed(definition(logging(value)))).toMatchObject({ said: [], web: logging('true') });
  });

  test.each(['false', 'False', 'no'])('%s is refused, as AWS does', async (value) => {
    expect(await deployed(definition(logging(value)))).toMatchObject({
      said: ['error logs/awslogs-create-group task-definition.json:21:35'],
      isStopped: true,
    });
  });
});

describe('a service that names what its task definition lacks', () => {
  test.each([
    { what: 'a port', at: '18:20', edit: ['api/service.yml', 'containerPort: 8000', 'containerPort: 8080'] as const },
    {
      what: 'a container',
      at: '17:20',
      edit: ['api/service.yml', 'containerName: api', 'containerName: web'] as const,
    },
    {
      what: 'a volume',
      at: '4:32',
      edit: inService(
        `volumeConfigurations: [{ name: data, managedEBSVolume: { roleArn: "${ROLE}", sizeInGiB: 10 } }]`,
      ),
    },
    {
      what: 'a port of Service Connect',
      at: '4:87',
      edit: inService(
        'serviceConnectConfiguration: { enabled: true, namespace: shop, services: [{ portName: http }] }',
      ),
    },
  ])('$what', async ({ edit, at }) => {
    expect(await ofStack(edit)).toEqual({
      said: [`error service/not-in-task-definition deploy/api/service.yml:${at}`],
      isStopped: true,
    });
  });
});

describe('Windows on Fargate', () => {
  const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', cpuArchitecture: 'X86_64' } };
  test.each([
    {
      what: 'EFS',
      at: '24:33',
      file: definition(
        {},
        { ...windows, volumes: [{ name: 'e', efsVolumeConfiguration: { fileSystemId: 'fs-12345678' } }] },
      ),
    },
    {
      what: 'environment files',
      at: '15:27',
      file: definition({ environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/web.env' }] }, windows),
    },
    {
      what: 'ephemeral storage',
      at: '21:23',
      file: definition({}, { ...windows, ephemeralStorage: { sizeInGiB: 40 } }),
    },
  ])('$what is refused', async ({ file, at }) => {
    expect(await deployed(file)).toMatchObject({
      said: [`error task-definition/platform task-definition.json:${at}`],
      isStopped: true,
    });
  });
});

describe('the configuration file of FireLens on Fargate', () => {
  const routed = (options: object) =>
    definition(
      { logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch' } } },
      {
        containerDefinitions: [
          {
            name: 'log',
            image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
            essential: true,
            firelensConfiguration: { type: 'fluentbit', options },
          },
          {
            name: 'web',
            image: 'public.ecr.aws/nginx/nginx:1.27',
            essential: true,
            logConfiguration: { logDriver: 'awsfirelens', options: { Name: 'cloudwatch' } },
          },
        ],
      },
    );
  test.each([
    {
      what: 'a URL of S3',
      options: { 'config-file-type': 's3', 'config-file-value': 's3://bucket/extra.conf' },
      said: ['error logs/firelens task-definition.json:18:31'],
    },
    {
      what: 'an ARN of S3',
      options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::bucket/extra.conf' },
      said: ['error logs/firelens task-definition.json:18:31'],
    },
    {
      what: 'a file of the image',
      options: { 'config-file-type': 'file', 'config-file-value': '/extra.conf' },
      said: [],
    },
  ])('$what', async ({ options, said }) => {
    expect(await deployed(routed(options))).toMatchObject({ said });
  });
});

describe('a topic of another account', () => {
  const topic = (region = 'eu-central-1') => `arn:aws:sns:${region}:999999999999:central-alerts`;
  test.each([
    { what: 'alarmActions', fields: { alarmActions: [topic()] } },
    { what: 'okActions', fields: { okActions: [topic()] } },
    { what: 'insufficientDataActions', fields: { insufficientDataActions: [topic()] } },
  ])('$what: accepted', async ({ fields }) => {
    expect(await monitored(alarm(fields))).toMatchObject({ found: [], isStopped: false });
  });

  test('of another region is refused, which CloudWatch does too', async () => {
    expect(await monitored(alarm({ alarmActions: [topic('eu-west-1')] }))).toMatchObject({
      found: ['error environment/reaches-into-another deploy/monitoring/alarms.yml:1:90'],
      isStopped: true,
    });
  });
});

describe('an alarm on dimensions that no metric has', () => {
  const on = (namespace: string, metricName: string, name: string, value: string) =>
    alarm({
      namespace,
      metricName,
      statistic: 'Sum',
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      dimensions: [{ name, value }],
    });
  const QUEUE = 'ApproximateNumberOfMessagesVisible';
  test.each([
    {
      what: 'a load balancer by a name that nothing has',
      file: on('AWS/ApplicationELB', 'TargetResponseTime', 'LoadBalancer', 'my-alb'),
      found: ['error alarms/load-balancer deploy/monitoring/alarms.yml:1:220'],
    },
    {
      what: 'a network load balancer under ApplicationELB',
      file: on('AWS/ApplicationELB', 'TargetResponseTime', 'LoadBalancer', 'net/my-nlb/0123456789abcdef'),
      found: ['error alarms/load-balancer deploy/monitoring/alarms.yml:1:252'],
    },
    {
      what: 'an instance under ECS',
      file: on('AWS/ECS', 'CPUUtilization', 'InstanceId', 'i-0123456789abcdef0'),
      found: ['error alarms/dimensions deploy/monitoring/alarms.yml:1:214'],
    },
  ])('$what is refused', async ({ file, found }) => {
    expect(await monitored(file)).toMatchObject({ found, isStopped: true });
  });

  test.each([
    { what: 'URL', queue: 'https://sqs.eu-central-1.amazonaws.com/123456789012/dlq' },
    { what: 'ARN', queue: 'arn:aws:sqs:eu-central-1:123456789012:dlq' },
    { what: 'old URL', queue: 'https://queue.amazonaws.com/123456789012/dlq' },
  ])('a queue by its $what is corrected', async ({ queue }) => {
    const { found, alarms } = await monitored(on('AWS/SQS', QUEUE, 'QueueName', queue));
    expect(found).toEqual([]);
    expect(alarms.find(({ name }) => name === 'amply-api-x')?.metric?.Dimensions).toEqual([
      { Name: 'QueueName', Value: 'dlq' },
    ]);
  });
});

describe('files as AWS prints them are unwrapped', () => {
  test('alarms', async () => {
    const file = JSON.stringify({ Alarms: JSON.parse(alarm({})) as object });
    expect(await monitored(file)).toMatchObject({
      found: [],
      alarms: expect.arrayContaining([expect.objectContaining({ name: 'amply-api-x' })]),
    });
  });

  test('a task definition', async () => {
    const file = JSON.stringify({ taskDefinition: JSON.parse(definition()) as object, tags: [] });
    expect(await deployed(file)).toMatchObject({ said: [], web: { name: 'web' } });
  });

  test.each([
    {
      what: 'a service',
      edit: ['api/deployment.yml', /[^]*/, '{"services": [{"enableExecuteCommand": true}], "failures": []}'] as const,
    },
    {
      what: 'a target group',
      edit: [
        'api/target-group.yml',
        /[^]*/,
        '{"TargetGroups": [{"TargetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/amply-api-tg/1", "HealthCheckPath": "/health"}]}',
      ] as const,
    },
  ])('$what', async ({ edit }) => {
    expect(await ofStack(edit)).toEqual({ said: [], isStopped: false });
  });

  test('a lifecycle policy', async () => {
    const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 };
    const policy = { rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] };
    const job = await aJob();
    try {
      const run = await job.run({
        with: { 'lifecycle-policy': 'policy.json' },
        files: { 'policy.json': JSON.stringify({ registryId: '1', lifecyclePolicyText: JSON.stringify(policy) }) },
      });
      expect(run).toMatchObject({ exitCode: 0, writes: expect.arrayContaining(['ecr:PutLifecyclePolicy']) });
    } finally {
      await job.close();
    }
  });

  test('a dashboard', async () => {
    const account = aMonitoredAccount();
    const body = { widgets: [{ type: 'text', properties: { markdown: '# Shop' } }] };
    const run = await account.monitor({
      with: { service: 'amply-worker', cluster: 'amply-prod', dashboard: 'dashboard.json' },
      files: { 'dashboard.json': JSON.stringify({ DashboardName: 'x', DashboardBody: JSON.stringify(body) }) },
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  });
});

describe('a health check without CMD is a warning in a drop-in', () => {
  test.each([[['/healthcheck']], [['/bin/check', '--fast']], [['curl -f http://localhost']]])('%j', async (command) => {
    const check = { command, interval: 5, timeout: 6, retries: 5, startPeriod: 1 };
    const run = await deployed(definition({ healthCheck: check }), ['task-definition/health-check']);
    expect(run).toMatchObject({
      said: ['warning task-definition/health-check task-definition.json:16:20'],
      web: { healthCheck: check },
    });
  });
});

import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const example = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'amply', 'deploy');
const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:${TAG}';

const network = {
  awsvpcConfiguration: { subnets: ['subnet-private-1a', 'subnet-private-1b'], securityGroups: ['sg-ecs'] },
};

const taskDefinition = (family: string, more: object = {}): object => ({
  family,
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    {
      name: 'app',
      image,
      portMappings: [{ containerPort: 8000 }],
      environment: [{ name: 'GREETING', value: 'ü = <a> & "b"' }],
      secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:aws:secretsmanager:...:amply/database-url' }],
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': `/ecs/${family}` } },
      ...more,
    },
  ],
});

/** One service behind the load balancer, one on Spot with a health check; the image is a variable. */
const small = {
  name: 'small',
  region: 'eu-central-1',
  vpc: 'amply',
  cluster: { name: 'small', capacityProviders: ['FARGATE', 'FARGATE_SPOT'], containerInsights: 'enhanced' },
  defaults: { executionRoleArn: 'amply-task-execution', networkConfiguration: network },
  services: {
    web: { taskDefinition: 'web/task-definition.yml', service: 'web/service.yml' },
    jobs: { taskDefinition: 'jobs/task-definition.yml', service: 'jobs/service.yml', after: ['web'] },
  },
};

/** All that monitoring can be. */
const monitoring = {
  recommended: true,
  dashboard: true,
  notify: 'amply-alerts',
  manageTopicPolicy: true,
  logRetentionInDays: 30,
  errorLogs: { threshold: 5 },
  logQueries: true,
};

const files: Readonly<Record<string, object>> = {
  'small/stack.yml': small,
  'small/monitored.yml': { ...small, monitoring },
  'small/monitored-less.yml': { ...small, monitoring: { notify: 'amply-alerts' } },
  'small/web/task-definition.yml': taskDefinition('small-web'),
  'small/web/service.yml': {
    serviceName: 'small-web',
    desiredCount: 2,
    launchType: 'FARGATE',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    loadBalancers: [{ targetGroupArn: 'amply-api-tg', containerName: 'app', containerPort: 8000 }],
    healthCheckGracePeriodSeconds: 30,
  },
  'small/jobs/task-definition.yml': taskDefinition('small-jobs', {
    healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10, retries: 2 },
  }),
  'small/jobs/service.yml': {
    serviceName: 'small-jobs',
    desiredCount: 1,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    deploymentConfiguration: {
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      deploymentCircuitBreaker: { enable: true, rollback: false },
    },
    availabilityZoneRebalancing: 'DISABLED',
  },
};

/** As DescribeTaskDefinition gives it and people keep it, for one service without a stack. */
function singleTaskDefinition(tag: string): object {
  const described = {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    revision: 7,
    status: 'ACTIVE',
  };
  const text = JSON.stringify({ ...taskDefinition('small-jobs'), ...described });
  return JSON.parse(
    text
      .replaceAll('${TAG}', tag)
      .replaceAll('"awslogs-group":', '"awslogs-region":"eu-central-1","awslogs-stream-prefix":"app","awslogs-group":')
      .replaceAll('arn:aws:secretsmanager:...:', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:'),
  ) as object;
}

/** Writes what the runs deploy: the example as `deploy/`, the stack `small/`, and single task definitions. */
export async function writeWorkspace(folder: string): Promise<void> {
  await cp(example, join(folder, 'deploy'), { recursive: true });
  const singles = Object.fromEntries(['v5', 'v6'].map((tag) => [`${tag}.json`, singleTaskDefinition(tag)]));
  for (const [name, content] of Object.entries({ ...files, ...singles })) {
    const file = join(folder, name);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, JSON.stringify(content, null, 2));
  }
}

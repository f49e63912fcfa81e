import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetService } from './fleet-service.ts';

/** The variable of the stack that its images are tagged with. */
export const VERSION = 'VERSION';

const PORT = 8000;

/** The name of a service's target group in the account, where it has one. */
export const targetGroupOf = ({ name }: FleetService): string => `${name}-tg`;

/** Writes a stack with these services, two tasks each. */
export async function writeFleet(workspace: string, services: readonly FleetService[]): Promise<void> {
  const files: Record<string, object> = { 'stack.yml': stack(services) };
  for (const service of services) {
    files[`${service.name}/task-definition.yml`] = taskDefinition(service);
    files[`${service.name}/service.yml`] = serviceFile(service);
  }
  for (const [name, content] of Object.entries(files)) {
    const file = join(workspace, name);
    await mkdir(join(file, '..'), { recursive: true });
    // JSON is YAML.
    await writeFile(file, JSON.stringify(content, undefined, 2));
  }
}

const stack = (services: readonly FleetService[]): object => ({
  name: 'fleet',
  region: 'eu-central-1',
  vpc: 'amply',
  cluster: { name: 'amply-prod', capacityProviders: ['FARGATE'] },
  defaults: {
    executionRoleArn: 'amply-task-execution',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-private-1a', 'subnet-private-1b'], securityGroups: ['sg-ecs'] },
    },
  },
  services: Object.fromEntries(
    services.map(({ name }) => [
      name,
      { taskDefinition: `${name}/task-definition.yml`, service: `${name}/service.yml` },
    ]),
  ),
});

const taskDefinition = ({ name, kind }: FleetService): object => ({
  family: name,
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    {
      name: 'app',
      image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:\${${VERSION}}-${kind}`,
      portMappings: [{ containerPort: PORT }],
      secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:aws:secretsmanager:...:amply/database-url' }],
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': `/ecs/${name}`,
          'awslogs-region': 'eu-central-1',
          'awslogs-stream-prefix': 'app',
        },
      },
    },
  ],
});

const serviceFile = (service: FleetService): object => ({
  serviceName: service.name,
  desiredCount: 2,
  launchType: 'FARGATE',
  deploymentConfiguration: {
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: service.hasBreaker === true, rollback: service.hasBreaker === true },
  },
  ...(service.isBehindLoadBalancer && {
    loadBalancers: [{ targetGroupArn: targetGroupOf(service), containerName: 'app', containerPort: PORT }],
  }),
});

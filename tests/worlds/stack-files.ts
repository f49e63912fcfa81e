import { memoryWorkspace, type Workspace } from '@fargate-actions/documents';
import type { ServiceSpec, WorldSpec } from './world-spec.ts';

/** The name of a world's n-th service. */
export function serviceName(index: number): string {
  return `service-${index}`;
}

/** The alarm that guards the deployments of a service. */
export function guardName(service: string): string {
  return `${service}-errors`;
}

/** Services by their names. */
export type NamedServices = Readonly<Record<string, ServiceSpec>>;

/** The services of a world. */
export function namedServices({ services }: Pick<WorldSpec, 'services'>): NamedServices {
  return Object.fromEntries(services.map((service, index) => [serviceName(index), service]));
}

/** The files of a world's stack, at its n-th version. Every service has an image of its own, tagged by the version. */
export function stackFiles(services: NamedServices, version: number): Workspace {
  const files: Record<string, string> = {
    'stack.yml': JSON.stringify({
      name: 'world',
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
        Object.keys(services).map((name) => [
          name,
          { taskDefinition: `${name}/task-definition.yml`, service: `${name}/service.yml` },
        ]),
      ),
    }),
  };
  for (const [name, service] of Object.entries(services)) {
    files[`${name}/task-definition.yml`] = JSON.stringify(taskDefinition(service, name, version));
    files[`${name}/service.yml`] = JSON.stringify(serviceFile(service, name));
  }
  return memoryWorkspace(files);
}

function taskDefinition(service: ServiceSpec, name: string, version: number) {
  return {
    family: name,
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'app',
        image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:${name}-v${version}`,
        portMappings: [{ containerPort: 8000 }],
        // A container that is to be found unhealthy needs a check that finds it.
        ...(service.behaviour === 'unhealthy-container' && {
          healthCheck: { command: ['CMD-SHELL', 'true'], interval: 10, retries: 2 },
        }),
        secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:aws:secretsmanager:...:amply/database-url' }],
      },
    ],
  };
}

function serviceFile(service: ServiceSpec, name: string) {
  const [minimumHealthyPercent, maximumPercent] = service.percents;
  return {
    serviceName: name,
    desiredCount: service.desiredCount,
    launchType: 'FARGATE',
    deploymentConfiguration: {
      minimumHealthyPercent,
      maximumPercent,
      ...(service.breaker !== 'none' && {
        deploymentCircuitBreaker: { enable: true, rollback: service.breaker === 'rollback' },
      }),
      ...(service.guard !== 'none' && {
        alarms: { alarmNames: [guardName(name)], enable: true, rollback: true },
      }),
    },
    ...(hasTargets(service) && {
      loadBalancers: [{ targetGroupArn: 'amply-api-tg', containerName: 'app', containerPort: 8000 }],
    }),
  };
}

/** A target that is to be found unhealthy needs a target group that finds it. */
function hasTargets({ hasTargetGroup, behaviour }: ServiceSpec): boolean {
  return hasTargetGroup || behaviour === 'unhealthy-target';
}

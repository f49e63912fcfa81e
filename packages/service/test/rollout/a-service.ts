import type { Deployment, Service } from '@aws-sdk/client-ecs';

const AT = Date.UTC(2026, 0, 1);

/** The ARN of a revision of the services of these tests. */
export const revision = (number: number): string =>
  `arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:${number}`;

/** The moment so many seconds after the tests' begin. */
export const at = (seconds: number): Date => new Date(AT + seconds * 1000);

/** A deployment that began so many seconds after the tests' begin, with the id `ecs-svc/<seconds>`, of a revision. */
export function aDeploymentAt(seconds: number, taskDefinition: string, fields: Partial<Deployment> = {}): Deployment {
  return {
    id: `ecs-svc/${seconds}`,
    status: 'PRIMARY',
    createdAt: at(seconds),
    rolloutState: 'IN_PROGRESS',
    taskDefinition,
    ...fields,
  };
}

/** A service as DescribeServices has it, with those deployments: the first is what ECS works towards. */
export function aServiceWith(deployments: readonly Deployment[], fields: Partial<Service> = {}): Service {
  return {
    serviceName: 'shop-api',
    status: 'ACTIVE',
    desiredCount: 2,
    createdAt: at(-1000),
    taskDefinition: deployments[0]?.taskDefinition,
    deployments: deployments.map((one, index) => ({ ...one, status: index === 0 ? 'PRIMARY' : 'ACTIVE' })),
    events: [],
    ...fields,
  };
}

import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { Diagnostics, parseDocument, type Document } from '@fargate-actions/documents';
import type { ServiceWanted } from '../src/service-spec.ts';
import type { ServiceState } from '../src/service-state.ts';

/** The task definition that services of these tests run, and the one they are to run. */
export const RUNNING = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:6';
export const WANTED = 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop-api:7';

/** A deployment as DescribeServices has it, done, with other fields on top. */
export function aDeployment(fields: Partial<Deployment> = {}): Deployment {
  return {
    id: 'ecs-svc/1',
    status: 'PRIMARY',
    rolloutState: 'COMPLETED',
    taskDefinition: RUNNING,
    runningCount: 2,
    ...fields,
  };
}

/** A service at rest on Fargate as DescribeServices has it, with other fields on top. */
function aService(fields: Partial<Service> = {}): Service {
  return {
    serviceName: 'shop-api',
    serviceArn: 'arn:aws:ecs:eu-central-1:123456789012:service/shop-prod/shop-api',
    status: 'ACTIVE',
    desiredCount: 2,
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    taskDefinition: RUNNING,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    deploymentConfiguration: {
      maximumPercent: 200,
      minimumHealthyPercent: 100,
      strategy: 'ROLLING',
      bakeTimeInMinutes: 0,
    },
    availabilityZoneRebalancing: 'ENABLED',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-a'], assignPublicIp: 'DISABLED' },
    },
    loadBalancers: [],
    serviceRegistries: [],
    propagateTags: 'NONE',
    enableECSManagedTags: false,
    enableExecuteCommand: false,
    healthCheckGracePeriodSeconds: 0,
    createdAt: new Date('2026-01-01T00:00:00Z'),
    deployments: [aDeployment()],
    ...fields,
  };
}

/** What was read of a service that nothing scales and whose images are by digest, with other facts on top. */
export function aState(
  service: Partial<Service> = {},
  facts: Partial<Omit<ServiceState, 'service'>> = {},
): ServiceState {
  return { service: aService(service), isScaled: false, images: { kind: 'same' }, ...facts };
}

/** The service that is wanted by a file of this text, with other settings on top. */
export function aSpec(text = 'launchType: FARGATE', fields: Partial<ServiceWanted> = {}): ServiceWanted {
  return {
    name: 'shop-api',
    cluster: 'shop-prod',
    document: aDocument(text),
    taskDefinition: RUNNING,
    images: [],
    after: [],
    countPolicy: 'from the file unless scaled',
    createWhenMissing: true,
    forceNewDeployment: false,
    onConflict: 'wait',
    tags: {},
    ...fields,
  };
}

/** The document of a file `service.yml`. */
export function aDocument(text: string): Document {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'service.yml', diagnostics);
  if (!document) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return document;
}

/** Diagnostics as `severity rule line:column`. */
export function placed(diagnostics: Diagnostics): string[] {
  return diagnostics.all.map(({ severity, rule, at }) =>
    [severity, rule, at && `${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
}

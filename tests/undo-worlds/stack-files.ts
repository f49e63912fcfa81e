import { memoryWorkspace, type Workspace } from '@fargate-actions/documents';
import type { BeatSpec, ServiceFile, ServiceSpec, WorldSpec } from './world-spec.ts';

export const BEAT = 'beat';

/** The name of a world's n-th service. */
export function serviceName(index: number): string {
  return `service-${index}`;
}

/** The keys of a world's services that are there at a version: before the run only those that ran. */
export function namesAt({ services, beat }: WorldSpec, version: 1 | 2): string[] {
  const isThere = ({ ranBefore }: ServiceSpec | BeatSpec): boolean => version === 2 || ranBefore;
  return [
    ...services.flatMap((service, index) => (isThere(service) ? [serviceName(index)] : [])),
    ...(beat && isThere(beat) ? [BEAT] : []),
  ];
}

/** The files of a world's stack before the run, and as the run has them. */
export function stackFiles(spec: WorldSpec, version: 1 | 2): Workspace {
  const names = new Set(namesAt(spec, version));
  const files: Record<string, unknown> = {};
  const services: Record<string, unknown> = {};

  function add(name: string, image: unknown, service: object, more: object): void {
    if (!names.has(name)) return;
    const imageVersion = version === 2 && image !== undefined ? 2 : 1;
    files[`${name}/task-definition.yml`] = taskDefinition(name, imageVersion);
    files[`${name}/service.yml`] = { serviceName: name, ...service };
    services[name] = { taskDefinition: `${name}/task-definition.yml`, service: `${name}/service.yml`, ...more };
  }

  spec.services.forEach((service, index) => {
    const isAfter = service.isAfter && index > 0 && names.has(serviceName(index - 1));
    const file = version === 1 ? service.before : { ...service.before, ...service.changes };
    add(serviceName(index), service.image, serviceFile(file), isAfter ? { after: [serviceName(index - 1)] } : {});
  });
  if (spec.beat) {
    const { enableExecuteCommand, image } = spec.beat;
    const after = [...names].filter((name) => name !== BEAT).slice(0, 1);
    const isExec = version === 2 && enableExecuteCommand;
    add(
      BEAT,
      image,
      { launchType: 'FARGATE', desiredCount: 1, enableExecuteCommand: isExec },
      { singleton: true, after },
    );
  }
  files['stack.yml'] = {
    name: 'world',
    region: 'eu-central-1',
    vpc: 'amply',
    cluster: { name: 'amply-prod', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
    defaults: {
      executionRoleArn: 'amply-task-execution',
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['subnet-private-1a', 'subnet-private-1b'], securityGroups: ['sg-ecs'] },
      },
    },
    services,
  };
  return memoryWorkspace(Object.fromEntries(Object.entries(files).map(([path, file]) => [path, JSON.stringify(file)])));
}

function taskDefinition(name: string, version: number) {
  return {
    family: name,
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'app',
        image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:${name}-v${version}`,
        ...(name === BEAT
          ? { command: ['celery', 'beat'], stopTimeout: 10 }
          : { portMappings: [{ containerPort: 8000 }] }),
      },
    ],
  };
}

function serviceFile({ desiredCount, percents, breaker, hasTargetGroup, runsOn, enableExecuteCommand }: ServiceFile) {
  const [minimumHealthyPercent, maximumPercent] = percents;
  const provider = runsOn === 'FARGATE_SPOT' ? 'FARGATE_SPOT' : 'FARGATE';
  return {
    desiredCount,
    enableExecuteCommand,
    ...(runsOn === 'FARGATE'
      ? { launchType: 'FARGATE' }
      : { capacityProviderStrategy: [{ capacityProvider: provider, weight: 1, base: 0 }] }),
    deploymentConfiguration: {
      minimumHealthyPercent,
      maximumPercent,
      ...(breaker !== 'none' && { deploymentCircuitBreaker: { enable: true, rollback: breaker === 'rollback' } }),
    },
    ...(maximumPercent === 100 && { availabilityZoneRebalancing: 'DISABLED' }),
    ...(hasTargetGroup && {
      loadBalancers: [{ targetGroupArn: 'amply-api-tg', containerName: 'app', containerPort: 8000 }],
    }),
  };
}

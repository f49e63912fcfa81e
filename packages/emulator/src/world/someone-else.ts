import { Fault } from '../fault.ts';
import { scalableTargetOperations } from '../services/application-auto-scaling/operations/scalable-targets.ts';
import { findCluster, nameIn } from '../services/ecs/find.ts';
import { ecsOperations } from '../services/ecs/operations/index.ts';
import type { Service, Task } from '../services/ecs/model.ts';
import { someoneElse, type OperationTable } from './operation.ts';
import type { Happening } from './scenario.ts';
import type { World } from './world.ts';

const operations: OperationTable = { ...ecsOperations, ...scalableTargetOperations };

/** A colleague changes a service, or something beside it: what of it a happening leaves open is as the service has it. */
export function callForService(
  world: World,
  service: Service,
  tasks: readonly Task[],
  { happens, desiredCount, input, tasks: count = 1 }: Happening,
): void {
  const { clusterArn: cluster } = service;
  const own = { cluster, service: service.arn };
  switch (happens) {
    case 'scale':
      call(world, 'ecs:UpdateService', { ...own, desiredCount: desiredCount ?? 0 });
      return;
    case 'update':
      call(world, 'ecs:UpdateService', { ...own, ...(input ?? { forceNewDeployment: true }) });
      return;
    case 'delete':
      call(world, 'ecs:DeleteService', { ...own, force: true });
      return;
    case 'stop-task':
      for (const task of tasks) call(world, 'ecs:StopTask', { cluster, task: task.arn, ...input });
      return;
    case 'run-task':
      call(world, 'ecs:RunTask', { ...startable(service), count, startedBy: 'someone-else', ...input });
      return;
    case 'second-service':
      call(world, 'ecs:CreateService', {
        ...startable(service),
        serviceName: `${service.name}-second`,
        desiredCount: 1,
        ...input,
      });
      return;
    case 'scalable-target':
      call(world, 'application-autoscaling:RegisterScalableTarget', {
        ServiceNamespace: 'ecs',
        ResourceId: `service/${nameIn(cluster)}/${service.name}`,
        ScalableDimension: 'ecs:service:DesiredCount',
        MinCapacity: 1,
        MaxCapacity: 4,
        ...input,
      });
      return;
    default:
      throw new Error(`Nobody calls AWS for ${happens}.`);
  }
}

/** A colleague gives a cluster a default strategy: from then on what names neither provider nor launch type runs there. */
export function changeDefaultStrategy(world: World, { name, input }: Happening): void {
  call(world, 'ecs:PutClusterCapacityProviders', {
    cluster: name,
    capacityProviders: [...new Set([...(findCluster(world, name)?.capacityProviders ?? []), 'FARGATE_SPOT'])],
    defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    ...input,
  });
}

/** What starts a task like the service's. */
function startable({ clusterArn, workload }: Service): object {
  const { taskDefinitionArn, launchType, capacityProviderStrategy, networkConfiguration } = workload;
  return {
    cluster: clusterArn,
    taskDefinition: taskDefinitionArn,
    ...(launchType !== undefined && { launchType }),
    ...(capacityProviderStrategy && { capacityProviderStrategy }),
    ...(networkConfiguration && { networkConfiguration }),
  };
}

function call(world: World, operation: string, input: object): void {
  try {
    operations[operation]?.(world, input as never, someoneElse(world));
  } catch (error) {
    // What AWS refuses to somebody else simply does not happen.
    if (!(error instanceof Fault)) throw error;
  }
}

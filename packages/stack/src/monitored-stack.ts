import { Diagnostics, isList, valueAt, type Document } from '@fargate-actions/documents';
import type { MonitoredService, MonitoredStack } from '@fargate-actions/monitoring';
import { followedQueue, readScaling, type WantedScaling } from '@fargate-actions/scaling';
import { writtenLogGroupsOf } from '@fargate-actions/task-definition';
import { completeTaskDefinitions } from './render-stack.ts';
import { inOwnCluster, scaledService } from './scaled-service.ts';
import type { Stack, StackService } from './stack.ts';

/** A stack as its monitoring needs to know it: what its files say, without a call of AWS. */
export function monitoredStack(stack: Stack): MonitoredStack {
  const { name, environment, region, cluster, monitoring, isProduction, services } = stack;
  return {
    name,
    environment,
    region,
    cluster: cluster.name,
    services: services.map((service) => monitoredService(service, stack)),
    containerInsights: cluster.containerInsights,
    // `scale-to-zero` takes any environment that is not production to nothing, at hours that nobody wrote down.
    hasOffHours: !isProduction,
    notify: monitoring?.notify === undefined ? undefined : { topic: monitoring.notify, at: monitoring.at('notify') },
  };
}

/** What is wrong in a service's other files is for the runs that are about those: here it is not told. */
function monitoredService(service: StackService, stack: Stack): MonitoredService {
  const { name, cluster, desiredCount } = scaledService(service, stack);
  const wanted = wantedScaling(service, stack);
  const taskDefinitions = completeTaskDefinitions(stack, [service], new Diagnostics());
  return {
    key: service.key,
    name,
    cluster,
    logGroups: [...new Set(taskDefinitions.flatMap(({ taskDefinition }) => writtenLogGroupsOf(taskDefinition)))],
    leastTasks: service.isSingleton ? 1 : (wanted?.target.minCapacity ?? service.scaling?.minCapacity ?? desiredCount),
    targetGroups: watchedTargetGroups(service.service),
    queue: wanted && followedQueue(wanted),
    isSingleton: service.isSingleton,
    at: stack.document.at(['services', service.key]),
  };
}

/** The target groups of a service's load balancers: a blue/green deployment takes the traffic from one to the other. */
function watchedTargetGroups({ value }: Document): string[] {
  const balancers = valueAt(value, ['loadBalancers']);
  const groups = (isList(balancers) ? balancers : []).flatMap((balancer) => [
    valueAt(balancer, ['targetGroupArn']),
    valueAt(balancer, ['advancedConfiguration', 'alternateTargetGroupArn']),
  ]);
  return groups.filter((group) => typeof group === 'string');
}

function wantedScaling(service: StackService, stack: Stack): WantedScaling | undefined {
  if (!service.scaling) return undefined;
  const scaled = scaledService(service, stack);
  const found = new Diagnostics();
  return readScaling(inOwnCluster(service.scaling.policy, scaled, stack, found), scaled, found);
}

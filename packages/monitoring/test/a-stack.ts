import type { MonitoredService, MonitoredStack } from '../src/monitored-stack.ts';

/** A position in stack.yml. */
export const AT = { file: 'stack.yml', line: 3, column: 5 };

/** A service behind a load balancer, but for what is given. */
export function aMonitoredService(given: Partial<MonitoredService> = {}): MonitoredService {
  return {
    key: (given.name ?? 'amply-api').replace(/^\w+-/, ''),
    name: 'amply-api',
    cluster: 'amply-prod',
    logGroups: ['/ecs/amply-api'],
    leastTasks: 2,
    targetGroups: ['amply-api-tg'],
    queue: undefined,
    isSingleton: false,
    at: AT,
    ...given,
  };
}

/** A production stack of that service, but for what is given. */
export function aMonitoredStack(given: Partial<MonitoredStack> = {}): MonitoredStack {
  return {
    name: 'amply',
    environment: undefined,
    region: 'eu-central-1',
    cluster: 'amply-prod',
    services: [aMonitoredService()],
    containerInsights: 'enabled',
    hasOffHours: false,
    notify: { topic: 'amply-alerts', at: AT },
    ...given,
  };
}

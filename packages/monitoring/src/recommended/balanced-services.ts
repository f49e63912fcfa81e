import type { Diagnostics } from '@fargate-actions/files';
import type { LocatedTargetGroup, TargetGroupLookup } from '../alarms/resources/target-group-lookup.ts';
import type { MonitoredService, MonitoredStack } from '../monitored-stack.ts';

/** An Application Load Balancer that serves a stack. */
export interface Balancer {
  /** As metrics name it: `app/NAME/ID`. */
  readonly path: string;
  /** The first of the stack's services behind it. */
  readonly service: MonitoredService;
}

/** The services of a stack, with what their load balancers can be watched by. */
export interface BalancedServices {
  /** Without the target groups of Network Load Balancers, which see no requests. */
  readonly services: readonly MonitoredService[];
  readonly balancers: readonly Balancer[];
}

/**
 * Looks up which load balancers serve a stack: each has one alarm, however many services are behind it.
 *
 * What can't be looked up is as the stack has it: the alarms on it say what is wrong.
 */
export async function balancedServices(
  { services }: MonitoredStack,
  lookup: TargetGroupLookup,
  diagnostics: Diagnostics,
): Promise<BalancedServices> {
  const located = await Promise.all(
    services.map(async (service) => ({
      service,
      groups: await Promise.all(service.targetGroups.map(async (name) => ({ name, found: await seen(lookup, name) }))),
    })),
  );
  const balancers = new Map<string, Balancer>();
  const watched = located.map(({ service, groups }) => {
    const others = groups.filter(({ found }) => isOfOtherKind(found));
    for (const { found } of groups) {
      if (found !== undefined && !isOfOtherKind(found) && !balancers.has(found))
        balancers.set(found, { path: found, service });
    }
    if (others.length === 0) return service;
    noticeOthers(
      service,
      others.map(({ name }) => name),
      diagnostics,
    );
    return { ...service, targetGroups: groups.filter(({ found }) => !isOfOtherKind(found)).map(({ name }) => name) };
  });
  return { services: watched, balancers: [...balancers.values()] };
}

/** The load balancer of a target group; undefined where it is not known. A failure is for who needs the answer. */
async function seen(lookup: TargetGroupLookup, name: string): Promise<string | undefined> {
  const found: LocatedTargetGroup | undefined = await lookup(name).catch(() => undefined);
  return found?.kind === 'found' ? found.loadBalancer : undefined;
}

function isOfOtherKind(balancer: string | undefined): boolean {
  return balancer !== undefined && !balancer.startsWith('app/');
}

function noticeOthers({ name, at }: MonitoredService, groups: readonly string[], diagnostics: Diagnostics): void {
  diagnostics.notice(
    at,
    'monitoring/no-application-load-balancer',
    `${groups.join(', ')} of ${name} ${groups.length === 1 ? 'is' : 'are'} behind no Application Load Balancer: no alarms on requests, response times and targets are recommended.`,
    'Write alarms in the namespace of that load balancer, AWS/NetworkELB for example.',
  );
}

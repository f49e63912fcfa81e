import type { Diagnostics } from '@fargate-actions/documents';
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
  /** Without the target groups whose requests nobody counts: only an Application Load Balancer does. */
  readonly services: readonly MonitoredService[];
  readonly balancers: readonly Balancer[];
}

/** A target group of a service: its load balancer, or why nobody counts its requests; neither where that is not known. */
interface SeenGroup {
  readonly name: string;
  readonly balancer?: string;
  readonly uncounted?: string;
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
      groups: await Promise.all(service.targetGroups.map((name) => seenGroup(name, lookup))),
    })),
  );
  const balancers = new Map<string, Balancer>();
  const watched = located.map(({ service, groups }) => {
    for (const { balancer } of groups) {
      if (balancer !== undefined && !balancers.has(balancer)) balancers.set(balancer, { path: balancer, service });
    }
    const uncounted = groups.flatMap((group) => group.uncounted ?? []);
    if (uncounted.length === 0) return service;
    noticeUncounted(service, uncounted, diagnostics);
    return {
      ...service,
      targetGroups: groups.filter((group) => group.uncounted === undefined).map(({ name }) => name),
    };
  });
  return { services: watched, balancers: [...balancers.values()] };
}

/** A failure is for who needs the answer. */
async function seenGroup(name: string, lookup: TargetGroupLookup): Promise<SeenGroup> {
  const found: LocatedTargetGroup | undefined = await lookup(name).catch(() => undefined);
  if (found?.kind !== 'found') return { name };
  const { loadBalancer } = found;
  if (loadBalancer === undefined) return { name, uncounted: `${name} has no load balancer yet` };
  if (loadBalancer.startsWith('app/')) return { name, balancer: loadBalancer };
  return { name, uncounted: `${name} is of ${loadBalancer}` };
}

function noticeUncounted({ name, at }: MonitoredService, reasons: readonly string[], diagnostics: Diagnostics): void {
  diagnostics.notice(
    at,
    'monitoring/no-application-load-balancer',
    `Nobody counts all requests of ${name}, because ${reasons.join(', and ')}: there are no recommended alarms on them.`,
    'An Application Load Balancer counts them, as soon as a listener of it has the target group; what another has instead is in a namespace of its own, AWS/NetworkELB for example.',
  );
}

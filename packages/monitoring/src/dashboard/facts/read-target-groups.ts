import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { TargetGroupLookup } from '../../alarms/resources/target-group-lookup.ts';
import type { MonitoredService } from '../../monitored-stack.ts';
import type { TargetGroupDimensions } from '../generated/service-facts.ts';

const LOST =
  'A new dashboard shows no requests, response times and errors of the load balancers; one that shows them stays as it is.';

/**
 * What the metrics of a service's target groups are found by; none of those that have no Application Load Balancer.
 *
 * A name that is unknown is an error; without the permission to look, nothing of the load balancer is shown.
 */
export async function readTargetGroups(
  service: MonitoredService,
  lookup: TargetGroupLookup,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<readonly TargetGroupDimensions[]> {
  const found = await Promise.all(
    service.targetGroups.map((given) => aws.gaps.optional(LOST, () => read(given, service, lookup, diagnostics))),
  );
  return found.flatMap((dimensions) => dimensions ?? []);
}

async function read(
  given: string,
  { name, at }: MonitoredService,
  lookup: TargetGroupLookup,
  diagnostics: Diagnostics,
): Promise<TargetGroupDimensions | undefined> {
  const found = await lookup(given);
  if (found.kind === 'unknown') {
    if (found.isReported) return undefined;
    const candidates = found.candidates.slice(0, 20).join(', ');
    diagnostics.error(
      at,
      'dashboard/target-group',
      `There is no target group ${given}, whose requests the dashboard is to show for ${name}.`,
      candidates === '' ? 'Create it first.' : `There are: ${candidates}.`,
    );
    return undefined;
  }
  const { targetGroup: TargetGroup, loadBalancer: LoadBalancer } = found;
  if (LoadBalancer?.startsWith('app/') === true) return { LoadBalancer, TargetGroup };
  diagnostics.notice(
    at,
    'dashboard/no-load-balancer',
    LoadBalancer === undefined
      ? `The target group ${given} of ${name} has no load balancer: the dashboard has nothing to show of it.`
      : `The target group ${given} of ${name} is behind ${LoadBalancer}, which is no Application Load Balancer and has no requests to show.`,
    LoadBalancer === undefined
      ? 'Attach it to a listener of a load balancer, and run this again.'
      : 'To show its connections, give the dashboard as a file.',
  );
  return undefined;
}

import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoredService } from '../../monitored-stack.ts';
import type { TargetGroupDimensions } from '../generated/service-facts.ts';

const ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:targetgroup\/[^/]+\/\w+$/;
const LOST = 'The dashboard shows no requests, response times and errors of the load balancers.';

/**
 * What the metrics of a service's target groups are found by; none of those whose load balancer is not known yet.
 *
 * A name that is unknown is an error; without the permission to look, nothing of the load balancer is shown.
 */
export async function readTargetGroups(
  service: MonitoredService,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<readonly TargetGroupDimensions[]> {
  const found = await Promise.all(
    service.targetGroups.map((given) => aws.denials.without(LOST, () => read(given, service, aws, diagnostics))),
  );
  return found.flatMap((dimensions) => dimensions ?? []);
}

async function read(
  given: string,
  { name, at }: MonitoredService,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<TargetGroupDimensions | undefined> {
  // The seed has `arn:aws:elasticloadbalancing:...:amply-api-tg`: a name.
  const lookup = ARN.test(given)
    ? ({ kind: 'found', value: given } as const)
    : await aws.names.targetGroup(given.split(/[:/]/).at(-1) ?? given);
  if (lookup.kind !== 'found') {
    const candidates = lookup.candidates.slice(0, 20).join(', ');
    diagnostics.error(
      at,
      'dashboard/target-group',
      `There is no target group ${given}, whose requests the dashboard is to show for ${name}.`,
      candidates === '' ? 'Create it first.' : `There are: ${candidates}.`,
    );
    return undefined;
  }
  const [balancer] = (await aws.targetGroups.byArn(lookup.value))?.LoadBalancerArns ?? [];
  if (balancer === undefined) {
    diagnostics.notice(
      at,
      'dashboard/no-load-balancer',
      `The target group ${given} of ${name} has no load balancer: the dashboard has nothing to show of it.`,
      'Attach it to a listener of a load balancer, and run this again.',
    );
    return undefined;
  }
  return {
    LoadBalancer: balancer.split(':loadbalancer/').at(-1) ?? balancer,
    TargetGroup: lookup.value.split(':').at(-1) ?? lookup.value,
  };
}

import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { readContainerInsights, type ContainerInsights } from '@fargate-actions/service';
import type { TargetGroupLookup } from '../../alarms/resources/target-group-lookup.ts';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { DashboardFacts } from '../generated/service-facts.ts';
import { readDeployments } from './read-deployments.ts';
import { readTargetGroups } from './read-target-groups.ts';

/** What a dashboard shows of a stack, besides what the stack knows. */
export interface SeenStack {
  readonly services: DashboardFacts;
  /** What the cluster will have by stack.yml, else what it has; undefined where that is not known. */
  readonly containerInsights: ContainerInsights | undefined;
}

const INSIGHTS_LOST =
  'A new dashboard counts running tasks without Container Insights; one that shows the desired tasks stays as it is.';

/** Reads what a dashboard shows of a stack, besides what the stack knows; asked for all services at once. */
export async function readFacts(
  stack: MonitoredStack,
  lookup: TargetGroupLookup,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<SeenStack> {
  const facts = stack.services.map(async (service) => {
    const [targetGroups, deployments] = await Promise.all([
      readTargetGroups(service, lookup, aws, diagnostics),
      readDeployments(service, aws),
    ]);
    return [service.name, { targetGroups, deployments }] as const;
  });
  const [containerInsights, ...services] = await Promise.all([
    stack.containerInsights ?? readContainerInsights(stack.cluster, INSIGHTS_LOST, aws),
    ...facts,
  ]);
  return { services: new Map(services), containerInsights };
}

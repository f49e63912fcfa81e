import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { MonitoredStack } from '../../monitored-stack.ts';
import type { DashboardFacts } from '../generated/service-facts.ts';
import { readDeployments } from './read-deployments.ts';
import { readTargetGroups } from './read-target-groups.ts';

/** What a dashboard shows of the services of a stack, besides what the stack knows; asked for all of them at once. */
export async function readFacts(stack: MonitoredStack, aws: Aws, diagnostics: Diagnostics): Promise<DashboardFacts> {
  const facts = stack.services.map(async (service) => {
    const [targetGroups, deployments] = await Promise.all([
      readTargetGroups(service, aws, diagnostics),
      readDeployments(service, aws),
    ]);
    return [service.name, { targetGroups, deployments }] as const;
  });
  return new Map(await Promise.all(facts));
}

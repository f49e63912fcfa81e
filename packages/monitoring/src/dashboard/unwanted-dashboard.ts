import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { deletion, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/plan';
import type { MonitoredStack } from '../monitored-stack.ts';
import { dashboardName } from './dashboard-name.ts';
import { ownerByHeading } from './dashboard-owner.ts';
import { dashboardAddress, parsed } from './dashboard-resource.ts';

/**
 * The dashboard that was made of a stack which wants none any more: deleted, for a run that prunes.
 *
 * Dashboards have no tags that this tool uses: it is known by its name and its heading. One that came from a file stays.
 */
export function unwantedDashboardResource(stack: MonitoredStack, aws: Aws): Resource {
  const name = dashboardName(stack);
  const lost = `Whether a dashboard ${name} is left that nothing asks for any more is not checked.`;
  return resource<string, string, string>({
    address: { kind: 'former dashboard', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(name),
    read: () => aws.gaps.optional(lost, () => aws.dashboards.find(name)),
    plan: (body) => planUnwanted(body, name, stack),
    apply: async () => {
      await sentAgainWhenLost(() => aws.dashboards.remove(name));
      return { outputs: {} };
    },
  });
}

/** Deletes the dashboard of that name where its heading is the stack's. */
function planUnwanted(body: string | undefined, name: string, stack: MonitoredStack): Changes<string> {
  if (body === undefined || ownerByHeading(parsed(body) ?? {}, stack) !== 'ours') return NO_CHANGES;
  return deletion([dashboardAddress(stack)], name);
}

import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { deletion, NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/engine';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import type { Diagnostics } from '@fargate-actions/documents';
import type { MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { noticeOfRepositories } from '../of-another-repository.ts';
import { dashboardName } from './dashboard-name.ts';
import { ownerByHeading, repositoryByHeading } from './dashboard-owner.ts';
import { dashboardAddress, parsed } from './dashboard-resource.ts';

/**
 * The dashboard that was made of a stack which wants none any more: deleted, for a run that prunes.
 *
 * Dashboards have no tags that this tool uses: it is known by its name and its heading. One that came from a file stays, and so
 * does one that a run of another repository made.
 */
export function unwantedDashboardResource(
  stack: MonitoredStack,
  { tags }: Pick<MonitoringSettings, 'tags'>,
  aws: Aws,
): Resource {
  const name = dashboardName(stack);
  const lost = `Whether a dashboard ${name} is left that nothing asks for any more is not checked.`;
  return resource<string, string, string>({
    address: { kind: 'former dashboard', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(name),
    read: () => aws.gaps.optional(lost, () => aws.dashboards.find(name)),
    plan: (body, _wanted, _values, diagnostics) => planUnwanted(body, name, stack, tags[REPOSITORY_TAG], diagnostics),
    apply: async () => {
      await sentAgainWhenLost(() => aws.dashboards.remove(name));
      return { outputs: {} };
    },
  });
}

/** Deletes the dashboard of that name where its heading is the stack's. */
function planUnwanted(
  text: string | undefined,
  name: string,
  stack: MonitoredStack,
  own: string | undefined,
  diagnostics: Diagnostics,
): Changes<string> {
  const body = text === undefined ? undefined : parsed(text);
  if (!body || ownerByHeading(body, stack) !== 'ours') return NO_CHANGES;
  const repository = otherRepository(repositoryByHeading(body), own);
  if (repository !== undefined) {
    noticeOfRepositories('Dashboards', [`${name} (${repository})`], stack, undefined, diagnostics);
    return NO_CHANGES;
  }
  return deletion([dashboardAddress(stack)], name);
}

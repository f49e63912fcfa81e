import type { MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { addressText, deletion, resource, type Resource } from '@fargate-actions/engine';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { noticeOfRepositories } from '../of-another-repository.ts';
import { repositoryOfFilter } from './filter-owner.ts';
import { metricFilterAddress } from './metric-filters.ts';

/** A metric filter that is no longer wanted, and the log group that has it. */
interface FilterPlace {
  readonly group: string;
  readonly name: string;
}

/** A metric filter that is no longer wanted, and the repository to which it belongs, where that is another one. */
interface FormerFilter extends FilterPlace {
  readonly repository: string | undefined;
}

/**
 * The metric filters that this tool made for a stack in log groups to which none of its services writes any more: they are
 * deleted. Those of the other groups are a matter of each group's resource.
 *
 * All filters of the account are listed for it, because CloudWatch Logs finds them by prefix in one group only. Source: API
 * reference, DescribeMetricFilters.
 *
 * @param groups to which services of the stack write.
 */
export function unmanagedFiltersResource(
  stack: MonitoredStack,
  groups: readonly string[],
  { tags }: Pick<MonitoringSettings, 'tags'>,
  aws: Aws,
): Resource {
  const lost = 'Metric filters in log groups that the stack no longer has are not pruned.';
  return resource<readonly string[], readonly FormerFilter[], readonly FilterPlace[]>({
    address: { kind: 'former metric filters', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(groups),
    read: () =>
      aws.gaps.optional(lost, async () =>
        Promise.all(
          leftOver(await aws.logs.metricFilters(), managedPrefix(stack), groups).map(async (place) => ({
            ...place,
            repository: await repositoryOfFilter(place.name, stack, tags, aws),
          })),
        ),
      ),
    plan: (found = [], _wanted, _values, diagnostics) => {
      const left = found.flatMap(({ name, repository }) =>
        repository === undefined ? [] : [`${name} (${repository})`],
      );
      noticeOfRepositories('Metric filters', left, stack, undefined, diagnostics);
      const former = found.filter(({ repository }) => repository === undefined);
      return deletion(
        former.map(({ name, group }) => metricFilterAddress(name, group)),
        former,
      );
    },
    apply: async (filters, _values, { noteWrite }) => {
      for (const { group, name } of filters) {
        await sentAgainWhenLost(() => aws.logs.removeMetricFilter(group, name));
        noteWrite(addressText(metricFilterAddress(name, group)));
      }
      return { outputs: {} };
    },
  });
}

function leftOver(filters: readonly MetricFilter[], prefix: string, groups: readonly string[]): FilterPlace[] {
  return filters.flatMap(({ logGroupName: group = '', filterName: name = '' }) =>
    name.startsWith(prefix) && !groups.includes(group) ? [{ group, name }] : [],
  );
}

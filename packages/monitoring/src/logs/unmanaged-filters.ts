import type { MetricFilter } from '@aws-sdk/client-cloudwatch-logs';
import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { addressText, deletion, resource, type Resource } from '@fargate-actions/plan';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import { metricFilterAddress } from './metric-filters.ts';

/** A metric filter that is no longer wanted, and the log group that has it. */
interface FilterPlace {
  readonly group: string;
  readonly name: string;
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
export function unmanagedFiltersResource(stack: MonitoredStack, groups: readonly string[], aws: Aws): Resource {
  const lost = 'Metric filters in log groups that the stack no longer has are not pruned.';
  return resource<readonly string[], readonly FilterPlace[], readonly FilterPlace[]>({
    address: { kind: 'former metric filters', of: stack.name },
    continueOnFailure: true,
    resolve: () => Promise.resolve(groups),
    read: () =>
      aws.gaps.optional(lost, async () => leftOver(await aws.logs.metricFilters(), managedPrefix(stack), groups)),
    plan: (found = []) =>
      deletion(
        found.map(({ name, group }) => metricFilterAddress(name, group)),
        found,
      ),
    apply: async (filters, _values, { did }) => {
      for (const { group, name } of filters) {
        await sentAgainWhenLost(() => aws.logs.removeMetricFilter(group, name));
        did(addressText(metricFilterAddress(name, group)));
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

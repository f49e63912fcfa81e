import type { LogGroup, MetricFilter, PutMetricFilterCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Json, Position } from '@fargate-actions/documents';
import {
  type Address,
  addressText,
  type Changes,
  deletion,
  type Difference,
  differences,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { logGroupAddress } from '@fargate-actions/service';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { noticeOfRepositories } from '../of-another-repository.ts';
import { repositoryOfFilter } from './filter-owner.ts';
import { look } from './look.ts';

/** A metric filter as it is to be. */
export interface WantedFilter {
  readonly name: string;
  readonly pattern: string;
  readonly namespace: string;
  readonly metricName: string;
}

/** The metric filters of one log group. */
export interface GroupFilters {
  readonly group: string;
  readonly filters: readonly WantedFilter[];
  readonly stack: MonitoredStack;
  readonly at: Position | undefined;
}

/** What is known of a group and its filters. */
interface FiltersState {
  readonly group: LogGroup | undefined;
  readonly filters: readonly MetricFilter[];
  /** The repositories to which those belong that are no longer wanted, by their names, where that is another one. */
  readonly repositories: ReadonlyMap<string, string>;
}

interface FiltersRequest {
  readonly put: readonly WantedFilter[];
  readonly removed: readonly string[];
}

/**
 * The metric filters of a log group that this tool makes; those of others are not looked at.
 *
 * Without the permission to look, they are left alone.
 */
export function metricFiltersResource(wanted: GroupFilters, settings: MonitoringSettings, aws: Aws): Resource {
  const { group } = wanted;
  const lost = `Errors in the log group ${group} are not counted.`;
  return resource<GroupFilters, FiltersState | 'unknown', FiltersRequest>({
    address: { kind: 'metric filters', of: group },
    continueOnFailure: true,
    // The group is one of the plan's only where it is to have some.
    after: wanted.filters.length > 0 ? [logGroupAddress(group)] : [],
    resolve: () => Promise.resolve(wanted),
    read: async () => {
      const isAsked = wanted.filters.length > 0 || settings.prune;
      return (await look(isAsked, lost, aws, () => readFilters(wanted, settings, aws))) ?? 'unknown';
    },
    plan: (found, _wanted, _values, diagnostics) =>
      found === 'unknown' ? NO_CHANGES : planFilters(found, wanted, settings, diagnostics),
    apply: async ({ put, removed }, _values, { noteWrite }) => {
      // A filter is put whole, so twice is as good as once.
      for (const filter of put) {
        await sentAgainWhenLost(() => aws.logs.putMetricFilter(inputOf(filter, group)));
        noteWrite(addressText(metricFilterAddress(filter.name, group)));
      }
      for (const name of removed) {
        await sentAgainWhenLost(() => aws.logs.removeMetricFilter(group, name));
        noteWrite(addressText(metricFilterAddress(name, group)));
      }
      return { outputs: {} };
    },
  });
}

async function readFilters(
  { group: name, filters, stack }: GroupFilters,
  { prune, tags }: MonitoringSettings,
  aws: Aws,
): Promise<FiltersState> {
  const group = await aws.logs.findGroup(name);
  // Filters are asked for rarely enough a second: not where there are none, and none is wanted.
  const isBare = group === undefined || (group.metricFilterCount === 0 && filters.length === 0);
  const found = isBare ? [] : await aws.logs.metricFilters(name);
  const owners = await Promise.all(
    surplusOf(found, { filters, stack }).map(async (former) => {
      const repository = prune ? await repositoryOfFilter(former, stack, tags, aws) : undefined;
      return repository === undefined ? [] : [[former, repository] as const];
    }),
  );
  return { group, filters: found, repositories: new Map(owners.flat()) };
}

/** The names of those that this tool made for the stack, and that are no longer wanted. */
function surplusOf(
  found: readonly MetricFilter[],
  { filters, stack }: Pick<GroupFilters, 'filters' | 'stack'>,
): string[] {
  const wanted = new Set(filters.map(({ name }) => name));
  const names = found.map(({ filterName = '' }) => filterName);
  return names.filter((name) => name.startsWith(managedPrefix(stack)) && !wanted.has(name));
}

/** What of the filters of a group differs; what is no longer wanted and stays is said. */
function planFilters(
  state: FiltersState | undefined,
  { group, filters, stack, at }: GroupFilters,
  { prune }: Pick<MonitoringSettings, 'prune'>,
  diagnostics: Diagnostics,
): Changes<FiltersRequest> {
  const logClass = state?.group?.logGroupClass;
  if (filters.length > 0 && logClass !== undefined && logClass !== 'STANDARD') {
    diagnostics.error(
      at,
      'logs/log-group-class',
      `The log group ${group} is of the class ${logClass}, in which CloudWatch Logs counts nothing.`,
      'Take `errorLogs` out, or create the group again: its class can never be changed.',
    );
    return NO_CHANGES;
  }
  const found = new Map((state?.filters ?? []).map((filter) => [filter.filterName ?? '', filter]));
  const changed = filters.flatMap((filter) => {
    const rows = filterDifferences(found.get(filter.name), filter);
    return rows.length === 0 ? [] : [{ filter, rows }];
  });
  const repositories = state?.repositories ?? new Map<string, string>();
  const left = [...repositories].map(([name, repository]) => `${name} (${repository})`);
  noticeOfRepositories('Metric filters', left, stack, at, diagnostics);
  const surplus = surplusOf(state?.filters ?? [], { filters, stack }).filter((name) => !repositories.has(name));
  if (surplus.length > 0 && !prune) {
    diagnostics.notice(
      at,
      'logs/no-longer-wanted',
      `The log group ${group} still has metric filters that are no longer wanted: ${surplus.join(', ')}.`,
      'Set `prune: true` to delete them.',
    );
  }
  const removed = prune ? surplus : [];
  const deletes = removed.map((name) => metricFilterAddress(name, group));
  const request = { put: changed.map(({ filter }) => filter), removed };
  if (changed.length === 0) return deletion(deletes, request);
  return {
    action: [...found.keys()].some((name) => name.startsWith(managedPrefix(stack))) ? 'update' : 'create',
    differences: changed.flatMap(({ rows }) => rows),
    deletes,
    request,
  };
}

/** How a metric filter by itself is called in a plan. */
export function metricFilterAddress(name: string, group: string): Address {
  return { kind: 'metric filter', name, of: group };
}

function filterDifferences(found: MetricFilter | undefined, wanted: WantedFilter): Difference[] {
  const { filterPattern, metricTransformations } = inputOf(wanted, '');
  const before: Json | undefined =
    found && plain({ filterPattern: found.filterPattern, metricTransformations: found.metricTransformations });
  // What AWS says besides, dimensions for example, would be lost: it is a difference.
  return differences(before, plain({ filterPattern, metricTransformations }), { absent: 'default' }).map((one) => ({
    ...one,
    path: `filters[${wanted.name}].${one.path.replace('metricTransformations[0]', 'metric')}`,
  }));
}

function plain(value: object): Json {
  // What the SDK answers is data; undefined fields fall away.
  return JSON.parse(JSON.stringify(value)) as Json;
}

function inputOf({ name, pattern, namespace, metricName }: WantedFilter, group: string): PutMetricFilterCommandInput {
  return {
    logGroupName: group,
    filterName: name,
    filterPattern: pattern,
    metricTransformations: [
      {
        metricNamespace: namespace,
        metricName,
        metricValue: '1',
        // Without it there is no point where nothing matches, and a graph would show gaps.
        defaultValue: 0,
        unit: 'Count',
      },
    ],
  };
}

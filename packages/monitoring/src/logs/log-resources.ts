import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import { logGroupResource } from '@fargate-actions/service';
import { managedPrefix, type MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { checkLogSettings } from './check-log-settings.ts';
import { errorFilterName, errorMetric } from './error-metric.ts';
import { errorSources, type ErrorSource } from './error-sources.ts';
import { errorPattern, type LogSettings } from './log-settings.ts';
import { metricFiltersResource, type WantedFilter } from './metric-filters.ts';
import { queryDefinitionsResource } from './query-definitions.ts';
import { queryPrefix, wantedQueries } from './saved-queries.ts';
import { unmanagedFiltersResource } from './unmanaged-filters.ts';

/**
 * The resources of a stack's logs: its groups, each once, what counts the errors in them, and saved queries.
 *
 * What can be known wrong of the settings is said at once.
 */
export function logResources(
  stack: MonitoredStack,
  logs: LogSettings,
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): Resource[] {
  checkLogSettings(logs, stack, diagnostics);
  const services = stack.services.filter(({ name }) => logs.services?.includes(name) ?? true);
  const groups = groupsOf(services);
  const looking = { ...aws, logs: { ...aws.logs, findGroup: lookedUpOnce((name) => aws.logs.findGroup(name)) } };
  const pattern = errorPattern(logs.errorLogs);
  const sources = errorSources(stack);
  const { retentionInDays, kmsKeyId } = logs;
  // A run that is only here to take something away creates no group for it.
  const keepsGroups = retentionInDays !== undefined || kmsKeyId !== undefined || pattern !== undefined;
  if (keepsGroups || logs.queries) noticeWithoutGroup(services, logs, diagnostics);
  return [
    ...(keepsGroups ? groups : []).map((group) =>
      logGroupResource(group, settings.tags, looking, {
        retentionInDays,
        kmsKeyId,
        at: logs.at('logRetentionInDays'),
        continueOnFailure: true,
      }),
    ),
    ...groups.map((group) => {
      const filters = pattern === undefined ? [] : errorFilters(group, pattern, sources, stack);
      const wanted = { group, filters, prefix: managedPrefix(stack), at: logs.at('errorLogs') };
      return metricFiltersResource(wanted, settings, looking);
    }),
    ...(settings.prune ? [unmanagedFiltersResource(stack, groupsOf(stack.services), aws)] : []),
    queryDefinitionsResource(
      {
        queries: logs.queries ? wantedQueries(stack, groupsOf(stack.services)) : [],
        prefix: queryPrefix(stack),
        at: logs.at('logQueries'),
      },
      settings,
      aws,
    ),
  ];
}

/** Says once of which services there are no logs to look after: what they write is nowhere that could be known. */
function noticeWithoutGroup(
  services: MonitoredStack['services'],
  { at }: Pick<LogSettings, 'at'>,
  diagnostics: Diagnostics,
): void {
  const without = services.filter(({ logGroups }) => logGroups.length === 0).map(({ name }) => name);
  if (without.length === 0) return;
  diagnostics.notice(
    at(),
    'logs/no-log-group',
    `No log group is known of ${without.join(', ')}: neither a retention nor a key is set there, no error is counted, no query saved.`,
    'Let the containers log with `awslogs`, or see to it where their logs are sent.',
  );
}

function groupsOf(services: MonitoredStack['services']): string[] {
  return [...new Set(services.flatMap(({ logGroups }) => logGroups))];
}

function errorFilters(
  group: string,
  pattern: string,
  sources: readonly ErrorSource[],
  stack: MonitoredStack,
): WantedFilter[] {
  return sources
    .filter(({ groups }) => groups.includes(group))
    .map((source) => ({ name: errorFilterName(stack, source), pattern, ...errorMetric(stack, source) }));
}

/** A group is a resource, and its filters are another: both look at it. */
function lookedUpOnce(
  find: (name: string) => Promise<LogGroup | undefined>,
): (name: string) => Promise<LogGroup | undefined> {
  const found = new Map<string, Promise<LogGroup | undefined>>();
  return (name) => {
    const known = found.get(name) ?? find(name);
    found.set(name, known);
    return known;
  };
}

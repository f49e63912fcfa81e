import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Resource } from '@fargate-actions/engine';
import { REPOSITORY_TAG, type WantedLogGroup } from '@fargate-actions/service';
import type { MonitoredStack } from '../monitored-stack.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import { checkLogSettings } from './check-log-settings.ts';
import { errorFilterName, errorMetric } from './error-metric.ts';
import { errorSources, type ErrorSource } from './error-sources.ts';
import { errorPattern, type LogSettings } from './log-settings.ts';
import { metricFiltersResource, type WantedFilter } from './metric-filters.ts';
import { queryDefinitionsResource } from './query-definitions.ts';
import { wantedQueries } from './saved-queries.ts';
import { unmanagedFiltersResource } from './unmanaged-filters.ts';

/**
 * The log groups whose settings a run keeps, and those whose errors it counts.
 *
 * A run that is only here to take something away creates no group for it.
 */
export function keptLogGroups(stack: MonitoredStack, logs: LogSettings): WantedLogGroup[] {
  const { retentionInDays, kmsKeyId } = logs;
  if (!keepsGroups(logs)) return [];
  const settings = { retentionInDays, kmsKeyId, at: logs.at('logRetentionInDays'), continueOnFailure: true };
  return groupsOf(servicesIn(stack, logs)).map((name) => ({ name, ...settings }));
}

function keepsGroups({ retentionInDays, kmsKeyId, errorLogs }: LogSettings): boolean {
  return retentionInDays !== undefined || kmsKeyId !== undefined || errorPattern(errorLogs) !== undefined;
}

function servicesIn(stack: MonitoredStack, { services }: LogSettings): MonitoredStack['services'] {
  return stack.services.filter(({ name }) => services?.includes(name) ?? true);
}

/**
 * What a stack's logs have beside their groups: what counts the errors in them, and saved queries.
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
  const services = servicesIn(stack, logs);
  const groups = groupsOf(services);
  const pattern = errorPattern(logs.errorLogs);
  const sources = errorSources(stack);
  if (keepsGroups(logs) || logs.queries) noticeWithoutGroup(services, logs, diagnostics);
  return [
    ...groups.map((group) => {
      const filters = pattern === undefined ? [] : errorFilters(group, pattern, sources, stack);
      const wanted = { group, filters, stack, at: logs.at('errorLogs') };
      return metricFiltersResource(wanted, settings, aws);
    }),
    ...(settings.prune ? [unmanagedFiltersResource(stack, groupsOf(stack.services), settings, aws)] : []),
    queryDefinitionsResource(
      {
        queries: logs.queries ? wantedQueries(stack, groupsOf(stack.services), settings.tags[REPOSITORY_TAG]) : [],
        stack,
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

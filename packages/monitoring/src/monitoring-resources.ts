import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Document, Position } from '@fargate-actions/documents';
import type { Expansion, PlanItem, Resource } from '@fargate-actions/engine';
import { REPOSITORY_TAG, type WantedLogGroup } from '@fargate-actions/service';
import { readAlarmEntries } from './alarms/file/read-alarm-entries.ts';
import { alarmResources } from './alarms/resources/alarm-resources.ts';
import { targetGroupLookup } from './alarms/resources/target-group-lookup.ts';
import { dashboardResource } from './dashboard/dashboard-resource.ts';
import { unwantedDashboardResource } from './dashboard/unwanted-dashboard.ts';
import { eventResources } from './events/event-resources.ts';
import { errorAlarms } from './logs/error-alarms.ts';
import { keptLogGroups, logResources } from './logs/log-resources.ts';
import type { LogSettings } from './logs/log-settings.ts';
import type { AlarmEntry, MonitoredStack } from './monitored-stack.ts';
import type { MonitoringSettings } from './monitoring-settings.ts';
import { balancedServices } from './recommended/balanced-services.ts';
import { recommendedAlarms } from './recommended/recommended-alarms.ts';

/** What is to watch a stack, as stack.yml or the inputs of a run say it. */
export interface WantedMonitoring {
  /** Files of alarms; each is a list. */
  readonly alarms: readonly Document[];
  /** Absent: none is wanted. */
  readonly dashboard: 'generated' | Document | undefined;
  readonly recommended?: boolean | undefined;
  readonly manageTopicPolicy?: boolean | undefined;
  readonly logRetentionInDays?: number | undefined;
  readonly logKmsKeyId?: string | undefined;
  readonly errorLogs?: LogSettings['errorLogs'];
  readonly logQueries?: boolean | undefined;
  /** Where it is said, or one of its fields. */
  readonly at: (field?: string) => Position | undefined;
}

/** What is wanted of a stack's log groups themselves, as far as anything is. */
export function monitoredLogGroups(
  stack: MonitoredStack,
  wanted: WantedMonitoring,
  services: readonly string[] | undefined,
): WantedLogGroup[] {
  return keptLogGroups(stack, { ...logSettingsOf(wanted), services, at: wanted.at });
}

/**
 * The resources that watch a stack: alarms, dashboard, logs, what tells of failed deployments. Its log groups are resources
 * of those who write to them: see `monitoredLogGroups`.
 *
 * Calls nothing: which alarms are recommended shows when load balancers are looked up, because which of them there are is
 * in no file.
 *
 * @param services names in ECS of those that the run is for; undefined: all. The dashboard always shows the whole stack.
 */
export function monitoringResources(
  stack: MonitoredStack,
  wanted: WantedMonitoring,
  services: readonly string[] | undefined,
  settings: MonitoringSettings,
  aws: Aws,
  diagnostics: Diagnostics,
): PlanItem[] {
  const { recommended = false, manageTopicPolicy = false, dashboard, at } = wanted;
  const isDeployed = (name: string): boolean => (settings.deployed ?? []).some((address) => address.name === name);
  const named = stack.services.flatMap((one) => (isDeployed(one.name) ? one.targetGroups : []));
  const targetGroups = targetGroupLookup(aws, stack.region, new Set(named));
  const logs = { ...logSettingsOf(wanted), services, at };
  const inFiles = wanted.alarms.flatMap((file) => readAlarmEntries(file, diagnostics));
  const alarms = (more: readonly AlarmEntry[], found: Diagnostics): Resource[] =>
    alarmResources(
      [...inFiles, ...more, ...errorAlarms(stack, logs)],
      stack,
      settings,
      aws,
      found,
      services,
      targetGroups,
    );
  const recommendedToo: Expansion = {
    expand: async (found) =>
      alarms(recommendedAlarms(stack, await balancedServices(stack, targetGroups, found)), found),
  };
  const events = { isWanted: recommended, manageTopicPolicy, at: at('recommended') };
  const dashboards =
    dashboard !== undefined
      ? [
          dashboardResource(
            stack,
            dashboard,
            {
              aws,
              targetGroups,
              at: at('dashboard'),
              repository: settings.tags[REPOSITORY_TAG],
              deployed: settings.deployed,
            },
            diagnostics,
          ),
        ]
      : settings.prune
        ? [unwantedDashboardResource(stack, settings, aws)]
        : [];
  // Where nobody asks for them, and nothing is to be deleted, no permission is needed to look for them.
  return [
    ...dashboards,
    ...(recommended ? [recommendedToo] : alarms([], diagnostics)),
    ...(asksForLogs(wanted) || settings.prune ? logResources(stack, logs, settings, aws, diagnostics) : []),
    ...(recommended || settings.prune ? eventResources(stack, events, settings, aws, diagnostics) : []),
  ];
}

function logSettingsOf({ logRetentionInDays, logKmsKeyId, errorLogs, logQueries }: WantedMonitoring) {
  return { retentionInDays: logRetentionInDays, kmsKeyId: logKmsKeyId, errorLogs, queries: logQueries ?? false };
}

function asksForLogs({ logRetentionInDays, logKmsKeyId, errorLogs = false, logQueries = false }: WantedMonitoring) {
  return logRetentionInDays !== undefined || logKmsKeyId !== undefined || errorLogs !== false || logQueries;
}

import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Document, Position } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import { readAlarmEntries } from './alarms/file/read-alarm-entries.ts';
import { alarmResources } from './alarms/resources/alarm-resources.ts';
import { dashboardResource } from './dashboard/dashboard-resource.ts';
import { eventResources } from './events/event-resources.ts';
import type { MonitoredStack } from './monitored-stack.ts';
import type { MonitoringSettings } from './monitoring-settings.ts';
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
  readonly errorLogs?:
    boolean | { readonly filterPattern?: string | undefined; readonly threshold?: number | undefined } | undefined;
  readonly logQueries?: boolean | undefined;
  /** Where it is said, or one of its fields. */
  readonly at: (field?: string) => Position | undefined;
}

/**
 * The resources that watch a stack: alarms, dashboard, log groups, what tells of failed deployments.
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
): Resource[] {
  const { recommended = false, manageTopicPolicy = false, at } = wanted;
  const entries = [
    ...wanted.alarms.flatMap((file) => readAlarmEntries(file, diagnostics)),
    ...(recommended ? recommendedAlarms(stack) : []),
  ];
  const events = { isWanted: recommended, manageTopicPolicy, at: at('recommended') };
  return [
    ...(wanted.dashboard === undefined ? [] : [dashboardResource(stack, wanted.dashboard, aws, diagnostics)]),
    ...alarmResources(entries, stack, settings, aws, diagnostics, services),
    // Where nobody asks for it, and nothing is to be deleted, no permission is needed to look for it.
    ...(recommended || settings.prune ? eventResources(stack, events, settings, aws, diagnostics) : []),
  ];
}

import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Document, Position } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import type { MonitoredStack } from './monitored-stack.ts';
import type { MonitoringSettings } from './monitoring-settings.ts';

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
 * @param services those that the run is for, by their names in ECS; the dashboard always shows the whole stack.
 */
export function monitoringResources(
  _stack: MonitoredStack,
  _wanted: WantedMonitoring,
  _services: readonly string[],
  _settings: MonitoringSettings,
  _aws: Aws,
  _diagnostics: Diagnostics,
): Resource[] {
  return [];
}

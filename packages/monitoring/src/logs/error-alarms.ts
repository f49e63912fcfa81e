import { fitting } from '../managed-name.ts';
import { managedPrefix, type AlarmEntry, type MonitoredStack } from '../monitored-stack.ts';
import { errorMetric } from './error-metric.ts';
import { errorSources, type ErrorSource } from './error-sources.ts';
import type { LogSettings } from './log-settings.ts';

/** Source: API reference, PutMetricAlarm. */
const LONGEST_NAME = 255;
const PERIOD_SECONDS = 300;

/** So many services are named in an alarm's description. */
const MOST_NAMED = 3;

/**
 * The alarms on the errors in the logs, one a service that has logs of its own and one a log group that several share; none
 * without a threshold.
 */
export function errorAlarms(
  stack: MonitoredStack,
  { errorLogs, services: chosen, at }: Pick<LogSettings, 'errorLogs' | 'services' | 'at'>,
): AlarmEntry[] {
  const threshold = typeof errorLogs === 'object' ? errorLogs.threshold : undefined;
  if (threshold === undefined) return [];
  return errorSources(stack).map((source) => ({
    fields: {
      alarmName: fitting(`${managedPrefix(stack)}${source.name}`, LONGEST_NAME),
      alarmDescription: descriptionOf(source, threshold),
      // A run for any of those that share a group is for its alarm, too.
      service: (source.services.find(({ name }) => chosen?.includes(name)) ?? source.services[0]).name,
      ...errorMetric(stack, source),
      statistic: 'Sum',
      period: PERIOD_SECONDS,
      evaluationPeriods: 1,
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      // A service that writes nothing writes no errors.
      treatMissingData: 'notBreaching',
    },
    at: () => at('errorLogs'),
  }));
}

function descriptionOf({ services, groups }: ErrorSource, threshold: number): string {
  const [{ name }, ...others] = services;
  if (others.length === 0) return `${name} wrote ${threshold} or more errors to its log within five minutes.`;
  const named = services.slice(0, MOST_NAMED).map((service) => service.name);
  const more = services.length > MOST_NAMED ? ` and ${services.length - MOST_NAMED} more` : '';
  return `In the log group ${groups.join(', ')} were ${threshold} or more errors within five minutes. What writes to it: ${named.join(', ')}${more}.`;
}

import { fitting } from '../managed-name.ts';
import { managedPrefix, type AlarmEntry, type MonitoredStack } from '../monitored-stack.ts';
import { errorMetric } from './error-metric.ts';
import type { LogSettings } from './log-settings.ts';

/** Source: API reference, PutMetricAlarm. */
const LONGEST_NAME = 255;
const PERIOD_SECONDS = 300;

/** The alarms on the errors in the logs, one a service that has logs; none without a threshold. */
export function errorAlarms(
  stack: MonitoredStack,
  { errorLogs, at }: Pick<LogSettings, 'errorLogs' | 'at'>,
): AlarmEntry[] {
  const threshold = typeof errorLogs === 'object' ? errorLogs.threshold : undefined;
  if (threshold === undefined) return [];
  return stack.services
    .filter(({ logGroups }) => logGroups.length > 0)
    .map((service) => ({
      fields: {
        alarmName: fitting(`${managedPrefix(stack)}${service.name}-errors`, LONGEST_NAME),
        alarmDescription: `${service.name} wrote ${threshold} or more errors to its log within five minutes.`,
        service: service.name,
        ...errorMetric(stack, service),
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

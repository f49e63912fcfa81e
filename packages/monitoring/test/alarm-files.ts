import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { filledAlarm } from '../src/alarms/fill/filled-alarm.ts';
import type { Alarm } from '../src/alarms/fill/alarm.ts';
import { readAlarmEntries } from '../src/alarms/file/read-alarm-entries.ts';
import { checkAlarms } from '../src/alarms/rules/check-alarms.ts';
import type { AlarmEntry, MonitoredService, MonitoredStack } from '../src/monitored-stack.ts';
import { aMonitoredService, aMonitoredStack } from './a-stack.ts';

/** The stack `shop` with an api behind a load balancer, its admin, and a worker that follows a queue. */
export function aShop(facts: Partial<MonitoredStack> = {}): MonitoredStack {
  const cluster = facts.cluster ?? 'shop-prod';
  const service = (name: string, own: Partial<MonitoredService>): MonitoredService =>
    aMonitoredService({ name, cluster, logGroups: [`/ecs/${name}`], targetGroups: [], ...own });
  return aMonitoredStack({
    name: 'shop',
    cluster,
    services: [
      service('shop-api', { targetGroups: ['amply-api-tg'] }),
      service('shop-api-admin', {}),
      service('shop-worker', { queue: 'shop-jobs' }),
    ],
    containerInsights: undefined,
    notify: undefined,
    ...facts,
  });
}

/** What was read of a file of alarms, and what was found in it. */
export interface ReadAlarms {
  readonly entries: readonly AlarmEntry[];
  /** As far as file and stack tell. */
  readonly alarms: readonly Alarm[];
  readonly diagnostics: Diagnostics;
}

/** Reads, fills and checks the alarms of a file `alarms.yml`, without an account. */
export function readAlarms(text: string, stack: MonitoredStack = aShop()): ReadAlarms {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'alarms.yml', diagnostics);
  const entries = document ? readAlarmEntries(document, diagnostics) : [];
  const alarms = entries.map((entry) => filledAlarm(entry, stack, diagnostics));
  checkAlarms(alarms, stack, diagnostics);
  return { entries, alarms, diagnostics };
}

/** What is wrong or worth knowing, as `severity rule line:column`. */
export function placedIn({ all }: Diagnostics): string[] {
  return all.map(({ severity, rule, at }) =>
    [severity, rule, at && `${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
}

/** An alarm of the api that is right, with further lines from line 3, column 3. */
export function anAlarm(...lines: readonly string[]): string {
  return ['- alarmName: shop-api-cpu', '  threshold: 80', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** An alarm on metric math of these parts, from line 6, column 7. */
export function metricMath(...parts: readonly string[]): string {
  return anAlarm(
    'evaluationPeriods: 1',
    'comparisonOperator: GreaterThanThreshold',
    'metrics:',
    ...parts.map((part) => `  - ${part}`),
  );
}

/** A part of metric math: the service's CPU. */
export const CPU_PART = '{ id: m1, metricStat: { metric: { metricName: CPUUtilization } } }';

/** An alarm that rests on others, with these lines from line 2, column 3. */
export function composite(...lines: readonly string[]): string {
  return ['- alarmName: shop-down', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Of a metric that nobody knows: all that an alarm on it needs. */
export const ORDERS = [
  'namespace: Shop',
  'metricName: Orders',
  'statistic: Sum',
  'period: 60',
  'evaluationPeriods: 1',
  'comparisonOperator: LessThanThreshold',
];

/** So many texts. */
export function many(count: number, text: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => text(index));
}

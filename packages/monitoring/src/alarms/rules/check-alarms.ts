import { subjectOf, type Diagnostics } from '@fargate-actions/documents';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { metricsOf, type Alarm } from '../fill/alarm.ts';
import { checkActions } from './actions.ts';
import { alarmsBelow, checkComposite } from './composite.ts';
import { checkMetricMath } from './metric-math.ts';
import { checkName } from './name.ts';
import { checkPeriods, checkWindow } from './period.ts';
import { checkMetrics, checkSource } from './source.ts';
import { checkStatistic } from './statistic.ts';
import { checkThreshold } from './threshold.ts';

/** What CloudWatch refuses of alarms, what would never fire, and what is another environment's: all of it at once. */
export function checkAlarms(alarms: readonly Alarm[], stack: MonitoredStack, diagnostics: Diagnostics): void {
  alarms.forEach((alarm, index) => {
    checkAlarm(alarm, diagnostics);
    checkClusters(alarm, stack, diagnostics);
    const before = alarms.slice(0, index).find(({ name }) => name === alarm.name && name !== '');
    if (before) reportSameName(alarm, before, diagnostics);
  });
  checkCycles(alarms, diagnostics);
}

function checkAlarm({ type, fields, document }: Alarm, diagnostics: Diagnostics): void {
  const subject = subjectOf(document, diagnostics);
  checkName(subject);
  checkActions(subject, type);
  if (type === 'CompositeAlarm') {
    checkComposite(subject);
    return;
  }
  checkSource(subject);
  checkMetrics(subject, fields);
  checkStatistic(subject);
  checkPeriods(subject, fields);
  checkWindow(subject);
  checkThreshold(subject);
  checkMetricMath(subject);
}

function reportSameName(alarm: Alarm, before: Alarm, diagnostics: Diagnostics): void {
  const first = before.at();
  diagnostics.error(
    alarm.at('alarmName'),
    'alarms/same-name',
    `Two alarms are called ${alarm.name}: the second would replace the first${first ? ` (${first.file}:${first.line})` : ''}.`,
    'Give one of them another name.',
  );
}

/** An environment never reaches into another, and a service that the stack does not have is perhaps a typing error. */
function checkClusters({ fields, document }: Alarm, stack: MonitoredStack, diagnostics: Diagnostics): void {
  const subject = subjectOf(document, diagnostics);
  for (const { path } of metricsOf(fields)) {
    const dimensions = subject.objects([...path, 'dimensions']);
    for (const { path: at, value } of dimensions) {
      const { name, value: named } = value;
      if (typeof named !== 'string') continue;
      if (name === 'ClusterName' && named !== stack.cluster) {
        subject.error(
          [...at, 'value'],
          'alarms/other-cluster',
          `This names the cluster ${named}, and ${stack.environment === undefined ? 'the stack' : `the environment ${stack.environment}`} is on ${stack.cluster}: no environment reaches into another.`,
          'Leave the dimensions out: they follow the service and its environment.',
        );
      }
      if (name === 'ServiceName' && !stack.services.some((service) => service.name === named)) {
        subject.warning(
          [...at, 'value'],
          'alarms/other-service',
          `The stack has no service ${named}: if nobody else's is called so, the alarm never fires.`,
          `There are: ${stack.services.map((service) => service.name).join(', ')}.`,
        );
      }
    }
  }
}

/** CloudWatch takes composite alarms that rest on each other, and never evaluates them. */
function checkCycles(alarms: readonly Alarm[], diagnostics: Diagnostics): void {
  const below = new Map(alarms.map((alarm) => [alarm.name, alarmsBelow(alarm).map(({ name }) => name)]));
  const reaches = (from: string, to: string, seen: Set<string>): boolean =>
    (below.get(from) ?? []).some((name) => {
      if (name === to) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return reaches(name, to, seen);
    });
  for (const alarm of alarms) {
    const isOwn = below.get(alarm.name)?.includes(alarm.name) ?? false;
    // One that names itself has been reported with its rule.
    if (isOwn || !reaches(alarm.name, alarm.name, new Set())) continue;
    diagnostics.error(
      alarm.at('alarmRule'),
      'alarms/cycle',
      `${alarm.name} rests on an alarm that rests on it: CloudWatch evaluates neither.`,
      'Take one of the two out of the other’s alarmRule.',
    );
  }
}

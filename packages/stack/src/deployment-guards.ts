import { Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { guardedDeployments, readAlarmEntries, type AlarmEntry } from '@fargate-actions/monitoring';
import type { Guard, ServiceGuards } from '@fargate-actions/service';
import { monitoredStack } from './monitored-stack.ts';
import type { StackChoice } from './open-stack.ts';
import type { Stack, StackService } from './stack.ts';

/** Of all that watches a stack, a run that deploys it reads the alarms: they may guard it. */
export const WITH_GUARDS: Pick<StackChoice, 'readsMonitoring' | 'monitoringInstead'> = {
  readsMonitoring: true,
  monitoringInstead: { dashboard: undefined },
};

/**
 * Which alarms of a stack's files guard deployments, by the service that is deployed.
 *
 * A singleton's alarms never roll back: that would start the old task beside the new one.
 *
 * @param createsAlarms whether this run creates the alarms of the files as well.
 */
export function deploymentGuards(
  stack: Stack,
  createsAlarms: boolean,
  diagnostics: Diagnostics,
): (service: Pick<StackService, 'name' | 'isSingleton'>) => ServiceGuards {
  const entries = alarmEntries(stack, diagnostics);
  const formerly = entries.flatMap(({ fields }) => (isGuard(fields) ? [] : textsOf(fields['alarmName'])));
  const guarded = entries.some(({ fields }) => isGuard(fields))
    ? guardedDeployments(entries, monitoredStack(stack), diagnostics)
    : new Map<string, readonly string[]>();
  const guard = (name: string): Guard => ({ name, at: placeOf(name, entries), isOfThisRun: createsAlarms });
  return ({ name, isSingleton }) => ({
    alarms: (guarded.get(name) ?? []).map(guard),
    formerly,
    rollsBack: !isSingleton,
  });
}

/** The entries of the alarm files. What is wrong in files that guard nothing is for the runs that are about alarms. */
function alarmEntries({ monitoring }: Stack, diagnostics: Diagnostics): AlarmEntry[] {
  const found = new Diagnostics();
  const entries = (monitoring?.alarms ?? []).flatMap((file) => readAlarmEntries(file, found));
  const errors = found.all.filter(({ severity }) => severity === 'error');
  if (entries.some(({ fields }) => isGuard(fields))) for (const error of errors) diagnostics.add(error);
  return entries;
}

const isGuard = (fields: JsonObject): boolean => fields['guardsDeployment'] === true;

const textsOf = (value: Json | undefined): string[] => (typeof value === 'string' ? [value] : []);

function placeOf(alarm: string, entries: readonly AlarmEntry[]): ReturnType<AlarmEntry['at']> {
  return entries.find(({ fields }) => fields['alarmName'] === alarm)?.at('guardsDeployment');
}

import type { Aws, FoundAlarm } from '@fargate-actions/aws';
import { Diagnostics, type Json, type JsonObject } from '@fargate-actions/files';
import { guardedDeployments, readAlarmEntries, type AlarmEntry } from '@fargate-actions/monitoring';
import { monitoredStack } from './monitored-stack.ts';
import type { StackChoice } from './open-stack.ts';
import type { Stack, StackService } from './stack.ts';

/** Which alarms of a stack's files guard deployments. */
export interface DeploymentGuards {
  /** By the name of the service that is deployed. */
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Those that guard nothing: a service that one of them guarded before is rid of it. */
  readonly formerly: readonly string[];
  /** Those that are in ALARM now. */
  readonly inAlarm: readonly string[];
}

/** Of all that watches a stack, a run that deploys it reads the alarms: they may guard it. */
export const WITH_GUARDS: Pick<StackChoice, 'readsMonitoring' | 'monitoringInstead'> = {
  readsMonitoring: true,
  monitoringInstead: { dashboard: undefined },
};

/**
 * The alarms of a stack's files that guard deployments of these services, as far as they exist.
 *
 * ECS refuses a service with an alarm that is not there, so one that monitor-config has not made yet is left out and said.
 * Where the alarms may not be looked at, all are taken to exist.
 * Source: reference/ecs-facts.md, "CloudWatch, load balancer".
 */
export async function deploymentGuards(
  stack: Stack,
  services: readonly Pick<StackService, 'name'>[],
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<DeploymentGuards> {
  const entries = alarmEntries(stack, diagnostics);
  const formerly = entries.flatMap(({ fields }) => (isGuard(fields) ? [] : textsOf(fields['alarmName'])));
  const guarded = entries.some(({ fields }) => isGuard(fields))
    ? guardedDeployments(entries, monitoredStack(stack), diagnostics)
    : new Map<string, readonly string[]>();
  const wanted = services.flatMap(({ name }) => (guarded.get(name) ?? []).map((alarm) => ({ service: name, alarm })));
  if (wanted.length === 0) return { of: new Map(), formerly, inAlarm: [] };
  const lost = 'Whether the alarms exist that guard deployments, and what state they are in, is not checked.';
  const found = await aws.gaps.optional(lost, () => Promise.all(wanted.map(({ alarm }) => aws.alarms.find(alarm))));
  const guards = new Map<string, string[]>();
  for (const [index, { service, alarm }] of wanted.entries()) {
    if (found) report(found[index], { service, alarm, at: placeOf(alarm, entries) }, diagnostics);
    if (!found || found[index]) guards.set(service, [...(guards.get(service) ?? []), alarm]);
  }
  const inAlarm = (found ?? []).flatMap((one) =>
    one?.alarm.StateValue === 'ALARM' ? (one.alarm.AlarmName ?? []) : [],
  );
  return { of: guards, formerly, inAlarm };
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

interface Guard {
  readonly service: string;
  readonly alarm: string;
  readonly at: ReturnType<AlarmEntry['at']>;
}

function report(found: FoundAlarm | undefined, { service, alarm, at }: Guard, diagnostics: Diagnostics): void {
  if (!found) {
    diagnostics.warning(
      at,
      'service/guard-missing',
      `The alarm ${alarm} does not guard this deployment of ${service}: it does not exist yet.`,
      'Run monitor-config, which creates it: from the next deployment on it guards.',
    );
  }
}

import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';

/** An alarm that is to guard a service's deployments. */
export interface Guard {
  readonly name: string;
  /** Where a file says so. */
  readonly at: Position | undefined;
  /** Whether this run creates it where it is missing: it comes before the service then. */
  readonly isOfThisRun: boolean;
}

/** Which alarms guard a service's deployments, as files of alarms say it. */
export interface ServiceGuards {
  readonly alarms: readonly Guard[];
  /** Names of those that guard nothing: a service that one of them guarded before is rid of it. */
  readonly formerly: readonly string[];
  /** Whether an alarm rolls a deployment back, unless the service's file says otherwise. */
  readonly rollsBack: boolean;
}

/** Alarms that exist, or will when the service is deployed, and those of them that are in ALARM now. */
export interface KnownGuards {
  readonly names: readonly string[];
  readonly inAlarm: readonly string[];
}

const LOST = 'Whether the alarms exist that guard deployments, and what state they are in, is not checked.';

/**
 * Looks the alarms up that guard a service's deployments.
 *
 * ECS refuses a service with an alarm that does not exist: one that no run has made yet is left out, with a warning. Where
 * alarms may not be looked at, all are taken to exist. Source: docs/reference/ecs.md.
 */
export async function lookUpGuards(
  service: string,
  { alarms }: ServiceGuards,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<KnownGuards> {
  const found =
    alarms.length === 0
      ? []
      : await aws.gaps.optional(LOST, () => Promise.all(alarms.map(({ name }) => aws.alarms.find(name))));
  if (!found) return { names: alarms.map(({ name }) => name), inAlarm: [] };
  const existing = alarms.filter(({ name, at, isOfThisRun }, index) => {
    if (found[index] || isOfThisRun) return true;
    diagnostics.warning(
      at,
      'service/guard-missing',
      `The alarm ${name} does not guard this deployment of ${service}: it does not exist yet.`,
      'Run monitor-config, which creates it: from the next deployment on it guards.',
    );
    return false;
  });
  return {
    names: existing.map(({ name }) => name),
    inAlarm: found.flatMap((one) => (one?.alarm.StateValue === 'ALARM' ? (one.alarm.AlarmName ?? []) : [])),
  };
}

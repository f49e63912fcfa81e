import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Difference, type Resource } from '@fargate-actions/plan';
import { formatOffHoursMark, OFF_HOURS_TAG, type OffHoursMark } from '@fargate-actions/service';
import {
  readServiceAndTarget,
  registration,
  rememberedBy,
  serviceOutputs,
  targetMark,
  type ServiceAndTarget,
} from './off-hours-state.ts';

/** A service whose off-hours begin or end. */
export interface OffHoursSpec {
  readonly name: string;
  readonly cluster: string;
  /** Where stack.yml has it. */
  readonly at: Position | undefined;
  /** It is of an environment whose users never sleep. */
  readonly isProduction?: boolean;
  /** Scheduled actions of its environment's off-hours stop it, and start it again. */
  readonly hasSchedule?: boolean;
  /**
   * Of a singleton: resolves when every task of it has stopped, so that none starts beside one that is still stopping.
   */
  readonly untilStopped?: (signal: AbortSignal | undefined) => Promise<void>;
}

/** What has to be written, in this order. */
export interface ZeroRequest {
  readonly arn: string;
  readonly mark?: OffHoursMark;
  readonly target?: NonNullable<OffHoursMark['target']>;
  readonly desiredCount?: 0;
}

/** The address of a service's off-hours in a plan. */
export function offHoursAddress(service: string): string {
  return `off-hours of ${service}`;
}

/**
 * A service in its off-hours: no tasks, no limits above 0, and what it had before in one tag, for the way back.
 *
 * The tag is written first: whoever is killed between can be resumed from either side.
 */
export function scaleToZeroResource(spec: OffHoursSpec, aws: Aws): Resource {
  return resource<OffHoursSpec, ServiceAndTarget, ZeroRequest>({
    address: offHoursAddress(spec.name),
    resolve: () => Promise.resolve(spec),
    read: () => readServiceAndTarget(spec.cluster, spec.name, aws),
    plan: (found, _wanted, _values, diagnostics) => planScaleToZero(found, spec, diagnostics),
    outputs: ({ service, target }) => serviceOutputs(service?.desiredCount, target && targetMark(target)),
    apply: async ({ arn, mark, target, desiredCount }, _values, { found }) => {
      const { cluster, name } = spec;
      if (mark) await sentAgainWhenLost(() => aws.services.tag(arn, { [OFF_HOURS_TAG]: formatOffHoursMark(mark) }));
      if (target) await sentAgainWhenLost(() => aws.scalableTargets.register(cluster, name, registration(target)));
      if (desiredCount !== undefined) {
        await sentAgainWhenLost(() => aws.services.update({ cluster, service: name, desiredCount }));
      }
      const before = found?.target && targetMark(found.target);
      return { outputs: serviceOutputs(desiredCount ?? found?.service?.desiredCount, target ?? before) };
    },
  });
}

/** What a service needs to be in its off-hours; what it remembers already stays as it is. */
export function planScaleToZero(
  found: ServiceAndTarget | undefined,
  spec: OffHoursSpec,
  diagnostics: Diagnostics,
): Changes<ZeroRequest> {
  if (spec.isProduction) {
    diagnostics.error(
      spec.at,
      'scaling/off-hours-production',
      `${spec.name} is production, and has no off-hours.`,
      'Give an `environment` that says `production: false`.',
    );
    return NO_CHANGES;
  }
  const { service, target } = found ?? {};
  if (!service) {
    reportNoService(spec, diagnostics);
    return NO_CHANGES;
  }
  const { desiredCount = 0 } = service;
  const remembered = rememberedBy(service);
  // To remember its limits of 0, and to suspend the schedule that ends them, would have it sleep for ever.
  if (spec.hasSchedule && remembered === undefined && target?.MaxCapacity === 0) {
    diagnostics.notice(
      spec.at,
      'scaling/off-hours-schedule',
      `${spec.name} is in the off-hours of its schedule already: it is left as it is, and the schedule starts it again.`,
    );
    return NO_CHANGES;
  }
  const before = target && targetMark(target);
  const mark = remembered === undefined ? { desiredCount, ...(before && { target: before }) } : undefined;
  // A scheduled action would give it new limits, and with them tasks.
  const asleep = before && {
    minCapacity: 0,
    maxCapacity: 0,
    suspended: { ...before.suspended, scheduled: true },
  };
  const differs = before && asleep && !isSameTarget(before, asleep);
  const differences: Difference[] = [
    ...(mark ? [{ path: `tags[${OFF_HOURS_TAG}]`, from: undefined, to: formatOffHoursMark(mark) }] : []),
    ...(differs ? targetDifferences(before, asleep) : []),
    ...(desiredCount === 0 ? [] : [{ path: 'desiredCount', from: desiredCount, to: 0 }]),
  ];
  if (differences.length === 0) return NO_CHANGES;
  return {
    action: 'update',
    differences,
    request: {
      arn: service.serviceArn ?? '',
      ...(mark && { mark }),
      ...(differs && { target: asleep }),
      ...(desiredCount !== 0 && { desiredCount: 0 }),
    },
  };
}

/** Says that there is nothing to scale. */
export function reportNoService({ name, cluster, at }: OffHoursSpec, diagnostics: Diagnostics): void {
  diagnostics.error(
    at,
    'scaling/no-such-service',
    `There is no service ${name} on the cluster ${cluster}.`,
    'Deploy it first.',
  );
}

type TargetMark = NonNullable<OffHoursMark['target']>;

/** Whether two targets have the same limits and the same kinds of scaling suspended. */
function isSameTarget(one: TargetMark, other: TargetMark): boolean {
  return targetDifferences(one, other).length === 0;
}

/** The fields in which two targets differ. */
export function targetDifferences(from: TargetMark | undefined, to: TargetMark): Difference[] {
  const fields = (target: TargetMark) => [
    ['minCapacity', target.minCapacity] as const,
    ['maxCapacity', target.maxCapacity] as const,
    ['suspendedState.dynamicScalingInSuspended', target.suspended.scaleIn] as const,
    ['suspendedState.dynamicScalingOutSuspended', target.suspended.scaleOut] as const,
    ['suspendedState.scheduledScalingSuspended', target.suspended.scheduled] as const,
  ];
  const before = new Map<string, number | boolean>(from && fields(from));
  return fields(to)
    .map(([path, value]) => ({ path, from: before.get(path), to: value }))
    .filter((difference) => difference.from !== difference.to);
}

import { isAwsError, sentAgainWhenLost, type Aws, type Clock } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { NO_CHANGES, refused, resource, type Changes, type Difference, type Resource } from '@fargate-actions/engine';
import {
  formatOffHoursMark,
  hasShortArn,
  isBeingReplaced,
  migrateShortArn,
  OFF_HOURS_TAG,
  REPLACING_TAG,
  type OffHoursMark,
} from '@fargate-actions/service';
import type { Service } from '@aws-sdk/client-ecs';
import { offHoursAddress, refuseUnreadable, reportNoService, type OffHoursSpec } from './off-hours-spec.ts';
import {
  isAsleepUnmarked,
  readOwnNights,
  readServiceAndTarget,
  registration,
  rememberedBy,
  serviceOutputs,
  targetDifferences,
  targetMark,
  type ServiceAndTarget,
  type TargetMark,
} from './off-hours-state.ts';
import { keepMark } from './at-the-same-moment.ts';
import type { OwnNights } from './own-nights.ts';

/** What is known of a service before its off-hours begin. */
export interface AwakeState extends ServiceAndTarget {
  /** Undefined where that may not be known. */
  readonly nights: OwnNights | undefined;
}

/** What has to be written, in this order. */
export interface ZeroRequest {
  readonly arn: string;
  readonly mark: OffHoursMark;
  /** Nothing was remembered before. */
  readonly isNewMark: boolean;
  readonly target?: TargetMark;
  readonly desiredCount?: 0;
}

/**
 * A service in its off-hours: no tasks, no limits above 0, and what it had before in one tag, for the way back.
 *
 * The tag is written first: whoever is killed between can be resumed from either side.
 */
export function scaleToZeroResource(spec: OffHoursSpec, aws: Aws, clock: Clock): Resource {
  const { cluster, name } = spec;
  return resource<OffHoursSpec, AwakeState, ZeroRequest>({
    address: offHoursAddress(name),
    continueOnFailure: true,
    resolve: () => Promise.resolve(spec),
    read: async () => {
      const [found, nights] = await Promise.all([
        readServiceAndTarget(cluster, name, aws, clock),
        readOwnNights(cluster, name, aws, clock),
      ]);
      return { ...found, nights };
    },
    plan: (found, _wanted, _values, diagnostics) => planScaleToZero(found, spec, diagnostics),
    outputs: ({ service, target }) => serviceOutputs(service?.desiredCount, target && targetMark(target)),
    apply: async ({ arn, mark, isNewMark, target, desiredCount }, _values, { found, noteWrite }) => {
      await sentAgainWhenLost(() => aws.services.tag(arn, { [OFF_HOURS_TAG]: formatOffHoursMark(mark) }));
      const tagged = `the tag ${OFF_HOURS_TAG} with what it had`;
      const writes = [
        ...(target
          ? [
              {
                send: () => aws.scalableTargets.register(cluster, name, registration(target)),
                what: 'limits of 0, with which Application Auto Scaling stops its tasks',
              },
            ]
          : []),
        ...(desiredCount === undefined
          ? []
          : [{ send: () => aws.services.update({ cluster, service: name, desiredCount }), what: 'its desired count' }]),
      ];
      for (const [index, { send, what }] of writes.entries()) {
        const isFirst = index === 0;
        try {
          await sentAgainWhenLost<unknown>(send);
        } catch (error) {
          // Nothing is stopped: a tag that says otherwise would have the next deploy of a singleton stop it for good.
          const isInVain = isNewMark && isAwsError(error, 'denied', 'refused');
          if (isFirst && !(isInVain && (await takeBackTag(arn, aws)))) noteWrite(tagged);
          throw error;
        }
        if (isFirst) noteWrite(tagged);
        noteWrite(what);
      }
      if (writes.length > 0) await keepMark({ cluster, name, arn }, mark, aws);
      const before = found?.target && targetMark(found.target);
      return { outputs: serviceOutputs(desiredCount ?? found?.service?.desiredCount, target ?? before) };
    },
  });
}

/** Takes the tag back, and says whether that went well. */
async function takeBackTag(arn: string, aws: Aws): Promise<boolean> {
  try {
    await sentAgainWhenLost(() => aws.services.untag(arn, [OFF_HOURS_TAG]));
    return true;
  } catch {
    return false;
  }
}

/** What a service needs to be in its off-hours; what it remembers already stays as it is. */
export function planScaleToZero(
  found: AwakeState | undefined,
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
  if (!found?.service) {
    reportNoService(spec, found?.others ?? [], diagnostics);
    return NO_CHANGES;
  }
  const { service, target } = found;
  const remembered = rememberedBy(service);
  if (remembered === 'unreadable') return refuseUnreadable(spec.name);
  if (remembered === undefined && isAsleepUnmarked(found)) return refuseForgotten(spec.name);
  if (remembered === undefined && isLeftToItsSchedule(found, spec, diagnostics)) return NO_CHANGES;
  if (hasShortArn(service)) return refuseUntaggable(service, spec.name);
  const before = target && targetMark(target);
  const mark = remembered ?? {
    desiredCount: countToRemember(service, spec, diagnostics),
    ...(before && { target: before }),
  };
  // A scheduled action would give it new limits, and with them tasks.
  const asleep = before && {
    minCapacity: 0,
    maxCapacity: 0,
    suspended: { ...before.suspended, scheduled: true },
  };
  const changedTarget = asleep ? targetDifferences(before, asleep) : [];
  const { desiredCount = 0 } = service;
  const differences: Difference[] = [
    ...(remembered ? [] : [{ path: `tags[${OFF_HOURS_TAG}]`, from: undefined, to: formatOffHoursMark(mark) }]),
    ...changedTarget,
    ...(desiredCount === 0 ? [] : [{ path: 'desiredCount', from: desiredCount, to: 0 }]),
  ];
  if (differences.length === 0) return NO_CHANGES;
  return {
    action: 'update',
    differences,
    ifInterrupted: 'Run this again to finish it, or `mode: restore` to give it back what it had.',
    request: {
      arn: service.serviceArn ?? '',
      // Also one that is there: where the rest is awake, it may be gone since it was read.
      mark,
      isNewMark: remembered === undefined,
      ...(asleep && changedTarget.length > 0 && { target: asleep }),
      // The run that replaces it may be about to start its task.
      ...((desiredCount !== 0 || isBeingReplaced(service)) && { desiredCount: 0 }),
    },
  };
}

/** To remember these limits, and to suspend the schedule that ends them, would have the service sleep for ever. */
function refuseForgotten(name: string): Changes<never> {
  return refused(
    `${name} has limits of 0 and a suspended schedule, as in its off-hours, and no tag ${OFF_HOURS_TAG} that says what it had before.`,
    'If a scheduled action starts it, `mode: restore` gives it the limits of that, and `mode: resume` its schedule; else set them by hand.',
  );
}

/** What it had could not be remembered, and it would sleep for ever. */
function refuseUntaggable(service: Service, name: string): Changes<never> {
  return refused(
    `${name} has a short ARN (${service.serviceArn ?? ''}), and ECS does not tag such a service: what it has now could not be remembered in the tag ${OFF_HOURS_TAG}.`,
    migrateShortArn(service),
  );
}

/** Whether a service is left to the schedule that it has by itself, which is said. */
function isLeftToItsSchedule(
  { target, nights }: AwakeState,
  { name, at, isNamed }: OffHoursSpec,
  diagnostics: Diagnostics,
): boolean {
  const isAsleep = target?.MaxCapacity === 0;
  // Limits of 0 that nobody may explain are not remembered as what is to come back.
  if (!nights) return isAsleep;
  if (!nights.areThere || target?.SuspendedState?.ScheduledScalingSuspended === true) return false;
  if (isAsleep) {
    diagnostics.notice(
      at,
      'scaling/off-hours-schedule',
      `${name} is in the off-hours of its schedule already: it is left as it is, and the schedule starts it again.`,
    );
    return true;
  }
  if (isNamed) return false;
  diagnostics.notice(
    at,
    'scaling/off-hours-schedule',
    `${name} is stopped and started by its own scheduled actions: it is left to them.`,
    'Name it in `services` to stop it now, until `mode: restore`.',
  );
  return true;
}

/** The singleton's replacement ends at one task, whatever it has in between. Source: contracts.md, "The singleton". */
const COUNT_OF_A_SINGLETON = 1;

/** What a service is to have again: of one that is being replaced not what it has in between. */
function countToRemember(service: Service, { name, at }: OffHoursSpec, diagnostics: Diagnostics): number {
  const { desiredCount = 0 } = service;
  if (!isBeingReplaced(service) || desiredCount === COUNT_OF_A_SINGLETON) return desiredCount;
  diagnostics.notice(
    at,
    'scaling/being-replaced',
    `${name} is being replaced (tag ${REPLACING_TAG}): ${COUNT_OF_A_SINGLETON} task is remembered, as it has when that is done, and not the ${desiredCount} that it has in between.`,
  );
  return COUNT_OF_A_SINGLETON;
}

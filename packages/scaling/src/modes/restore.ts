import { sentAgainWhenLost, type Aws, type Clock } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { NO_CHANGES, refused, resource, type Changes, type Difference, type Resource } from '@fargate-actions/engine';
import { OFF_HOURS_TAG, type OffHoursMark } from '@fargate-actions/service';
import { checkAwake } from './at-the-same-moment.ts';
import {
  offHoursAddress,
  refuseUnreadable,
  reportNoService,
  type OffHoursSpec,
  type StartsAlone,
} from './off-hours-spec.ts';
import {
  readOwnNights,
  readServiceAndTarget,
  registration,
  rememberedBy,
  serviceOutputs,
  targetDifferences,
  targetMark,
  withinLimits,
  type ServiceAndTarget,
  type TargetMark,
} from './off-hours-state.ts';
import { endOfNight, type OwnNights } from './own-nights.ts';

/** What is known of a service before its off-hours end. */
export interface AsleepState extends ServiceAndTarget {
  /** Of a service that sleeps without a mark; undefined where that may not be known. */
  readonly nights?: OwnNights | undefined;
  /** Why a singleton can't be started. */
  readonly whyNot?: Awaited<ReturnType<StartsAlone['whyNot']>>;
}

/** What has to be written, in this order. */
export interface RestoreRequest {
  readonly desiredCount?: number;
  readonly target?: TargetMark;
  /** The service whose mark is then removed. */
  readonly unmarks?: { readonly arn: string; readonly mark: OffHoursMark };
}

/**
 * Ends a service's off-hours: gives it back what it had before, from its tag; or what the scheduled action gives it that
 * ends the night of its own schedule.
 *
 * The tasks come before the limits: limits bring tasks along, as few as they allow, so that a run that is repeated after it
 * was killed in between would find a service that has some, and leave it so. The tag goes last.
 */
export function restoreResource(spec: OffHoursSpec, aws: Aws, clock: Clock): Resource {
  const { cluster, name } = spec;
  return resource<OffHoursSpec, AsleepState, RestoreRequest>({
    address: offHoursAddress(name),
    continueOnFailure: true,
    resolve: () => Promise.resolve(spec),
    read: () => readAsleep(spec, aws, clock),
    plan: (found, _wanted, _values, diagnostics) => planRestore(found, spec, diagnostics),
    outputs: ({ service, target }) => serviceOutputs(service?.desiredCount, target && targetMark(target)),
    apply: async ({ desiredCount, target, unmarks }, _values, { signal, found, noteWrite }) => {
      const bringBack = async (confirm?: () => void): Promise<void> => {
        if (desiredCount !== undefined) {
          await sentAgainWhenLost(() =>
            aws.services.update({ cluster, service: name, desiredCount }, confirm ? { confirm } : {}),
          );
          noteWrite(`its number of tasks, ${desiredCount}`);
        }
        if (target) {
          await sentAgainWhenLost(() => aws.scalableTargets.register(cluster, name, registration(target)));
          noteWrite(`its limits, ${target.minCapacity} to ${target.maxCapacity}`);
        }
        if (!unmarks) return;
        await sentAgainWhenLost(() => aws.services.untag(unmarks.arn, [OFF_HOURS_TAG]));
        await checkAwake({ cluster, name, arn: unmarks.arn }, unmarks.mark, aws, clock);
      };
      const alone = found?.service?.desiredCount === 0 ? whoStartsAlone(spec, found) : undefined;
      if (alone) await alone.start(bringBack, signal);
      else await bringBack();
      const before = found?.target && targetMark(found.target);
      return { outputs: serviceOutputs(desiredCount ?? found?.service?.desiredCount, target ?? before) };
    },
  });
}

/** Reads no more than it has to: a service that is awake costs no call more than it takes to see that. */
async function readAsleep(spec: OffHoursSpec, aws: Aws, clock: Clock): Promise<AsleepState> {
  const { cluster, name } = spec;
  const found = await readServiceAndTarget(cluster, name, aws, clock);
  if (!found.service) return found;
  const remembered = rememberedBy(found.service);
  if (remembered === undefined) {
    return found.target?.MaxCapacity === 0
      ? { ...found, nights: await readOwnNights(cluster, name, aws, clock) }
      : found;
  }
  const wakes = remembered !== 'unreadable' && countToStart(found, remembered) !== undefined;
  const alone = wakes ? whoStartsAlone(spec, found) : undefined;
  return alone ? { ...found, whyNot: await alone.whyNot() } : found;
}

/**
 * What starts the service's task beside no other; undefined where it may run more than one.
 *
 * A service of which nobody says so is no singleton if it had several tasks or takes requests: it need not wait until its
 * last task is gone, which behind a load balancer takes minutes.
 */
function whoStartsAlone({ startsAlone }: OffHoursSpec, { service }: ServiceAndTarget): StartsAlone | undefined {
  if (!startsAlone || startsAlone.isSingleton) return startsAlone;
  const remembered = service && rememberedBy(service);
  const hadSeveral = typeof remembered === 'object' && remembered.desiredCount > 1;
  return hadSeveral || (service?.loadBalancers ?? []).length > 0 ? undefined : startsAlone;
}

/**
 * What a service needs to be as it was before its off-hours; nothing, when it is not in them.
 *
 * Tasks are started only while there are none: a service that somebody woke keeps the number that it has.
 */
export function planRestore(
  found: AsleepState | undefined,
  spec: OffHoursSpec,
  diagnostics: Diagnostics,
): Changes<RestoreRequest> {
  if (!found?.service) {
    reportNoService(spec, found?.others ?? [], diagnostics);
    return NO_CHANGES;
  }
  const { service, target } = found;
  const remembered = rememberedBy(service);
  if (remembered === undefined) return planEndOfNight(found, spec, diagnostics);
  if (remembered === 'unreadable') return refuseUnreadable(spec.name);
  if (found.whyNot) return refused(found.whyNot.message, found.whyNot.hint);
  const changedTarget = remembered.target ? targetDifferences(target && targetMark(target), remembered.target) : [];
  if (changedTarget.length > 0) noteOutsideLimits(remembered, spec, diagnostics);
  const desiredCount = countToStart(found, remembered);
  const differences: Difference[] = [
    ...(desiredCount === undefined ? [] : [{ path: 'desiredCount', from: 0, to: desiredCount }]),
    ...changedTarget,
    { path: `tags[${OFF_HOURS_TAG}]`, from: 'present', to: undefined },
  ];
  return {
    action: 'update',
    differences,
    ifInterrupted: `Run this again: it gives back what is left, as the tag ${OFF_HOURS_TAG} says.`,
    request: {
      ...(desiredCount !== undefined && { desiredCount }),
      ...(remembered.target && changedTarget.length > 0 && { target: remembered.target }),
      unmarks: { arn: service.serviceArn ?? '', mark: remembered },
    },
  };
}

/** How many tasks are started; undefined where none is wanted, or there are some. */
function countToStart({ service }: ServiceAndTarget, { desiredCount }: OffHoursMark): number | undefined {
  return (service?.desiredCount ?? 0) === 0 && desiredCount > 0 ? desiredCount : undefined;
}

/** A service without a mark may sleep by its own schedule: then it gets what ends that. */
function planEndOfNight(
  { target, nights }: AsleepState,
  { name, at }: OffHoursSpec,
  diagnostics: Diagnostics,
): Changes<RestoreRequest> {
  if (!nights || !target) return NO_CHANGES;
  const end = endOfNight(nights);
  if (!end) {
    const starts = nights.ends.map(
      ({ action, minCapacity, maxCapacity }) => `${action} (${minCapacity} to ${maxCapacity})`,
    );
    diagnostics.notice(
      at,
      'scaling/asleep-unmarked',
      `${name} has limits of 0 and no tag ${OFF_HOURS_TAG} that says what it had before: it is left as it is, because ${starts.length === 0 ? 'no scheduled action starts it' : `its scheduled actions start it differently: ${starts.join(', ')}`}.`,
      'Give it its limits by hand.',
    );
    return NO_CHANGES;
  }
  const before = targetMark(target);
  const awake = { ...before, minCapacity: end.minCapacity, maxCapacity: end.maxCapacity };
  return {
    action: 'update',
    differences: targetDifferences(before, awake),
    request: { target: awake },
    note: `sleeps by its schedule: gets what the scheduled action ${end.action} gives it`,
  };
}

/** Application Auto Scaling brings a service between its limits whenever they are registered: then it is not as it was. */
function noteOutsideLimits(
  { desiredCount, target }: OffHoursMark,
  { name, at }: OffHoursSpec,
  diagnostics: Diagnostics,
): void {
  const becomes = target ? withinLimits(desiredCount, target) : desiredCount;
  if (!target || becomes === desiredCount) return;
  diagnostics.notice(
    at,
    'scaling/outside-limits',
    `${name} had ${desiredCount} tasks before its off-hours, outside of its limits (${target.minCapacity} to ${target.maxCapacity}): Application Auto Scaling makes ${becomes} of them as it gets its limits back.`,
  );
}

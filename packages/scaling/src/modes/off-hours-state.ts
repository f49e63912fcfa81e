import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import type { Aws, Clock } from '@fargate-actions/aws';
import type { Difference } from '@fargate-actions/engine';
import {
  OFF_HOURS_TAG,
  parseOffHoursMark,
  type OffHoursMark,
  servicesOfCluster,
  type ServicesOfCluster,
} from '@fargate-actions/service';
import { ownNights, type OwnNights } from './own-nights.ts';

/** A service and what scales it. */
export interface ServiceAndTarget {
  readonly service: Service | undefined;
  readonly target: ScalableTarget | undefined;
  /** The names of the cluster's services, where this one is not among them. */
  readonly others?: ServicesOfCluster;
}

/** Reads are at most so old. Source: contracts.md, "The singleton". */
const STALE_SECONDS = 10;

/**
 * Reads a service, an inactive one as none, and its scalable target.
 *
 * Where the target says that the service sleeps and the service does not, the one read may be older than the other, and
 * another run have begun its off-hours in between: both are read again when that shows.
 */
export async function readServiceAndTarget(
  cluster: string,
  name: string,
  aws: Aws,
  clock: Clock,
): Promise<ServiceAndTarget> {
  const found = await readBoth(cluster, name, aws);
  if (found.service && isAsleepUnmarked(found)) {
    await clock.sleep(STALE_SECONDS + 1);
    return readBoth(cluster, name, aws);
  }
  return found.service ? found : { ...found, others: await servicesOfCluster(cluster, aws) };
}

async function readBoth(cluster: string, name: string, aws: Aws): Promise<ServiceAndTarget> {
  const [service, target] = await Promise.all([
    aws.services.find(cluster, name),
    aws.scalableTargets.find(cluster, name),
  ]);
  return { service: service?.status === 'INACTIVE' ? undefined : service, target };
}

/** The nights that a service has by its own schedule; undefined where that may not be known. */
export async function readOwnNights(
  cluster: string,
  name: string,
  aws: Aws,
  clock: Clock,
): Promise<OwnNights | undefined> {
  const lost = `Whether ${name} is stopped and started by a schedule of its own is not known: if its limits are 0, they are left so.`;
  const actions = await aws.gaps.unlessDenied(lost, () => aws.scheduledActions.of(cluster, name));
  return actions && ownNights(actions, clock.now());
}

/** Whether a target is as this tool leaves it for off-hours, and its service has no mark. */
export function isAsleepUnmarked({ service, target }: ServiceAndTarget): boolean {
  const isMarked = service !== undefined && rememberedBy(service) !== undefined;
  return !isMarked && target?.MaxCapacity === 0 && target.SuspendedState?.ScheduledScalingSuspended === true;
}

/** What a service remembers of the time before its off-hours; `unreadable` when somebody else wrote the tag. */
export function rememberedBy(service: Service): OffHoursMark | 'unreadable' | undefined {
  const tag = (service.tags ?? []).find(({ key }) => key === OFF_HOURS_TAG);
  return tag && (parseOffHoursMark(tag.value ?? '') ?? 'unreadable');
}

/** A target as a mark keeps it. */
export type TargetMark = NonNullable<OffHoursMark['target']>;

/** What a target has, as a mark keeps it. */
export function targetMark({ MinCapacity, MaxCapacity, SuspendedState }: Partial<ScalableTarget>): TargetMark {
  return {
    minCapacity: MinCapacity ?? 0,
    maxCapacity: MaxCapacity ?? 0,
    suspended: {
      scaleIn: SuspendedState?.DynamicScalingInSuspended ?? false,
      scaleOut: SuspendedState?.DynamicScalingOutSuspended ?? false,
      scheduled: SuspendedState?.ScheduledScalingSuspended ?? false,
    },
  };
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

/** So many tasks as limits let be. */
export function withinLimits(
  count: number,
  { minCapacity, maxCapacity }: Pick<TargetMark, 'minCapacity' | 'maxCapacity'>,
): number {
  return Math.min(Math.max(count, minCapacity), maxCapacity);
}

/** What is said of a target: its limits, and which kinds of scaling are suspended. */
export function targetOutputs({
  minCapacity,
  maxCapacity,
  suspended,
}: TargetMark): Record<'minCapacity' | 'maxCapacity' | 'suspended', string> {
  const kinds = Object.entries(suspended).flatMap(([kind, isSuspended]) => (isSuspended ? [kind] : []));
  return {
    minCapacity: String(minCapacity),
    maxCapacity: String(maxCapacity),
    suspended: kinds.join(', ') || 'none',
  };
}

/** What is said of a service and its target. */
export function serviceOutputs(
  desiredCount: number | undefined,
  target: OffHoursMark['target'],
): Readonly<Record<string, string>> {
  return { desiredCount: String(desiredCount ?? 0), ...(target && targetOutputs(target)) };
}

/** What RegisterScalableTarget takes for a target as a mark keeps it. */
export function registration({ minCapacity, maxCapacity, suspended }: TargetMark) {
  return {
    MinCapacity: minCapacity,
    MaxCapacity: maxCapacity,
    SuspendedState: {
      DynamicScalingInSuspended: suspended.scaleIn,
      DynamicScalingOutSuspended: suspended.scaleOut,
      ScheduledScalingSuspended: suspended.scheduled,
    },
  };
}

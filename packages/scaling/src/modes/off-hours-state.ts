import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import { OFF_HOURS_TAG, parseOffHoursMark, type OffHoursMark } from '@fargate-actions/service';

/** A service and what scales it. */
export interface ServiceAndTarget {
  readonly service: Service | undefined;
  readonly target: ScalableTarget | undefined;
}

/** Reads a service, an inactive one as none, and its scalable target. */
export async function readServiceAndTarget(cluster: string, name: string, aws: Aws): Promise<ServiceAndTarget> {
  const [service, target] = await Promise.all([
    aws.services.find(cluster, name),
    aws.scalableTargets.find(cluster, name),
  ]);
  return { service: service?.status === 'INACTIVE' ? undefined : service, target };
}

/** What a service remembers of the time before its off-hours; `unreadable` when somebody else wrote the tag. */
export function rememberedBy(service: Service): OffHoursMark | 'unreadable' | undefined {
  const tag = (service.tags ?? []).find(({ key }) => key === OFF_HOURS_TAG);
  return tag && (parseOffHoursMark(tag.value ?? '') ?? 'unreadable');
}

/** What a target has, as a mark keeps it. */
export function targetMark({
  MinCapacity,
  MaxCapacity,
  SuspendedState,
}: Partial<ScalableTarget>): NonNullable<OffHoursMark['target']> {
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

/** What is said of a target: its limits, and which kinds of scaling are suspended. */
export function targetOutputs({
  minCapacity,
  maxCapacity,
  suspended,
}: NonNullable<OffHoursMark['target']>): Record<'minCapacity' | 'maxCapacity' | 'suspended', string> {
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
export function registration({ minCapacity, maxCapacity, suspended }: NonNullable<OffHoursMark['target']>) {
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

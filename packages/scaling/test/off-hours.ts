import { OFF_HOURS_TAG } from '@fargate-actions/service';
import type { OffHoursSpec } from '../src/modes/off-hours-spec.ts';
import { restoreResource } from '../src/modes/restore.ts';
import { scaleToZeroResource } from '../src/modes/scale-to-zero.ts';
import { applied, SERVICE, type Account, type Applied } from './an-account.ts';

/** How Application Auto Scaling names the worker. */
export const RESOURCE = {
  ServiceNamespace: 'ecs',
  ResourceId: `service/${SERVICE.cluster}/${SERVICE.name}`,
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

/** What off-hours change of a service. */
export interface State {
  readonly desiredCount: number;
  readonly target?: { readonly min: number; readonly max: number; readonly suspended: readonly boolean[] } | undefined;
}

/** Brings the worker and its target into a state. */
export function setUp({ emulator }: Account, { desiredCount, target }: State): void {
  emulator.call('ecs:UpdateService', { cluster: SERVICE.cluster, service: SERVICE.name, desiredCount });
  if (emulator.world.scalableTargets.length > 0) {
    emulator.call('application-autoscaling:DeregisterScalableTarget', RESOURCE);
  }
  if (!target) return;
  const [scaleIn, scaleOut, scheduled] = target.suspended;
  emulator.call('application-autoscaling:RegisterScalableTarget', {
    ...RESOURCE,
    MinCapacity: target.min,
    MaxCapacity: target.max,
    SuspendedState: {
      DynamicScalingInSuspended: scaleIn,
      DynamicScalingOutSuspended: scaleOut,
      ScheduledScalingSuspended: scheduled,
    },
  });
}

/** The worker and its target as they are, with the tag that matters. */
export function stateOf({ emulator }: Account): State & { readonly isMarked: boolean } {
  const [service] = emulator.world.services;
  const [target] = emulator.world.scalableTargets;
  return {
    desiredCount: service?.desiredCount ?? -1,
    target: target && {
      min: target.minCapacity,
      max: target.maxCapacity,
      suspended: Object.values(target.suspendedState),
    },
    isMarked: markOf({ emulator }) !== undefined,
  };
}

/** What the worker remembers, as its tag has it. */
export function markOf({ emulator }: Pick<Account, 'emulator'>): string | undefined {
  return emulator.world.services[0]?.tags[OFF_HOURS_TAG];
}

/** Gives the worker a tag. */
export function tagWorker({ emulator }: Account, key: string, value: string): void {
  emulator.call('ecs:TagResource', { resourceArn: emulator.world.services[0]?.arn, tags: [{ key, value }] });
}

const SPEC: OffHoursSpec = { ...SERVICE, at: undefined, isNamed: true };

/** Scales the worker to zero, as somebody who named it. */
export function stop(account: Account, spec: Partial<OffHoursSpec> = {}): Promise<Applied> {
  return applied(account, [scaleToZeroResource({ ...SPEC, ...spec }, account.aws, account.clock)]);
}

/** Restores the worker, as somebody who named it. */
export function restore(account: Account, spec: Partial<OffHoursSpec> = {}): Promise<Applied> {
  return applied(account, [restoreResource({ ...SPEC, ...spec }, account.aws, account.clock)]);
}

/** Lets the next call of an operation be denied, as if the run were killed before it. */
export function killBefore({ emulator }: Account, operation: string): void {
  emulator.changeScenario({ faults: [{ operation, error: 'AccessDeniedException', times: 1 }] });
}

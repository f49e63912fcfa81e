import type { Diagnostics } from '@fargate-actions/documents';
import type { OffHoursMark } from '@fargate-actions/service';
import type { WantedAction, WantedTarget } from '../file/wanted.ts';
import { limitsBySchedule } from './limits-by-schedule.ts';
import type { ScalingSpec } from './scaling-spec.ts';

/** What a service in its off-hours is to have when they end, now that it has a target. */
export function awake(mark: OffHoursMark, { minCapacity, maxCapacity, suspendedState }: WantedTarget): OffHoursMark {
  const suspended = {
    scaleIn: suspendedState?.['dynamicScalingInSuspended'] === true,
    scaleOut: suspendedState?.['dynamicScalingOutSuspended'] === true,
    scheduled: suspendedState?.['scheduledScalingSuspended'] === true,
  };
  return { ...mark, target: { minCapacity, maxCapacity, suspended } };
}

/** Tells of a service in its off-hours that they will end with other limits than its files have. */
export function noticeLimitsOfMark(
  { target }: OffHoursMark,
  wanted: WantedTarget,
  actions: readonly WantedAction[],
  { service: { name } }: ScalingSpec,
  diagnostics: Diagnostics,
): void {
  if (!target) return;
  const remembered = { MinCapacity: target.minCapacity, MaxCapacity: target.maxCapacity };
  const bySchedule = limitsBySchedule(remembered, wanted, actions).map(({ field }) => field);
  const isOther = (field: 'minCapacity' | 'maxCapacity'): boolean =>
    target[field] !== wanted[field] && !bySchedule.includes(field);
  if (!isOther('minCapacity') && !isOther('maxCapacity')) return;
  const inWords = (limits: Pick<WantedTarget, 'minCapacity' | 'maxCapacity'>): string =>
    `${limits.minCapacity} to ${limits.maxCapacity} tasks`;
  diagnostics.notice(
    isOther('minCapacity') ? wanted.minAt : wanted.maxAt,
    'scaling/off-hours-limits',
    `${name} is in its off-hours, which end with the limits that it had before them, ${inWords(target)}; its files say ${inWords(wanted)}.`,
    'Apply them once more when they have ended.',
  );
}

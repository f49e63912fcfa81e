import type { ScheduledAction } from '@aws-sdk/client-application-auto-scaling';

/** A scheduled action that starts a service again, and the limits that it sets. */
export interface NightsEnd {
  readonly action: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** The nights that a service has by scheduled actions of its own target, whoever made them. */
export interface OwnNights {
  /** Something stops it again and again, and something starts it. */
  readonly areThere: boolean;
  readonly ends: readonly NightsEnd[];
}

/** The nights that come of scheduled actions; those that happen but once, or not any more, make none. */
export function ownNights(actions: readonly ScheduledAction[], now: number): OwnNights {
  const going = actions.filter(
    ({ Schedule = '', EndTime }) => !Schedule.startsWith('at(') && !(EndTime && EndTime.getTime() <= now),
  );
  const maximumOf = ({ ScalableTargetAction }: ScheduledAction): number | undefined =>
    ScalableTargetAction?.MaxCapacity;
  const ends = going.flatMap((action) => {
    const maxCapacity = maximumOf(action) ?? 0;
    const minCapacity = action.ScalableTargetAction?.MinCapacity ?? 0;
    return maxCapacity > 0 ? [{ action: action.ScheduledActionName ?? '', minCapacity, maxCapacity }] : [];
  });
  return { areThere: ends.length > 0 && going.some((action) => maximumOf(action) === 0), ends };
}

/** Begins and ends the names of what this tool makes of `offHours`. Source: `offHoursActions`. */
const OURS = /^fargate-actions-.*-off-hours-start$/;

/** What ends the night: what this tool made for it, else what all that starts the service agree on. */
export function endOfNight({ ends }: OwnNights): NightsEnd | undefined {
  const [first, ...others] = ends;
  const isSame = ({ minCapacity, maxCapacity }: NightsEnd): boolean =>
    minCapacity === first?.minCapacity && maxCapacity === first.maxCapacity;
  return ends.find(({ action }) => OURS.test(action)) ?? (others.every(isSame) ? first : undefined);
}

import type { Service } from '@aws-sdk/client-ecs';

/** The tag of a service that is scaled to 0 for its off-hours: what it had before stands in the value. */
export const OFF_HOURS_TAG = 'fargate-actions:off-hours';

/** What a service had before its off-hours. */
export interface OffHoursMark {
  readonly desiredCount: number;
  /** Of its scalable target, where it had one. */
  readonly target?: {
    readonly minCapacity: number;
    readonly maxCapacity: number;
    /** Which kinds of scaling were suspended already. */
    readonly suspended: { readonly scaleIn: boolean; readonly scaleOut: boolean; readonly scheduled: boolean };
  };
}

/** The suspended kinds of scaling by their words in a mark. */
const KINDS = { in: 'scaleIn', out: 'scaleOut', scheduled: 'scheduled' } as const;

/**
 * The mark as the value of a tag: `desired=2 min=2 max=10 suspended=in+out`, or `desired=2` without a target.
 *
 * It has only what a tag may hold: letters, digits, space and `_ . : / = + - @`, far below 256 of them.
 */
export function formatOffHoursMark({ desiredCount, target }: OffHoursMark): string {
  const words = [`desired=${desiredCount}`];
  if (target) {
    const suspended = Object.entries(KINDS).flatMap(([word, kind]) => (target.suspended[kind] ? [word] : []));
    words.push(`min=${target.minCapacity}`, `max=${target.maxCapacity}`, `suspended=${suspended.join('+') || 'none'}`);
  }
  return words.join(' ');
}

const MARK =
  /^desired=(?<desired>\d{1,9})(?: min=(?<min>\d{1,9}) max=(?<max>\d{1,9}) suspended=(?<suspended>none|(?:in|out|scheduled)(?:\+(?:in|out|scheduled))*))?$/;

/** What a mark says; undefined of a text that is none. */
export function parseOffHoursMark(text: string): OffHoursMark | undefined {
  const parts = MARK.exec(text)?.groups;
  if (!parts) return undefined;
  const desiredCount = Number(parts['desired']);
  if (parts['suspended'] === undefined) return { desiredCount };
  const words = parts['suspended'].split('+');
  return {
    desiredCount,
    target: {
      minCapacity: Number(parts['min']),
      maxCapacity: Number(parts['max']),
      suspended: {
        scaleIn: words.includes('in'),
        scaleOut: words.includes('out'),
        scheduled: words.includes('scheduled'),
      },
    },
  };
}

/** Whether a service is in its off-hours: while the mark is set, also one that can't be read, its wanted count is 0. */
export function isInOffHours({ tags = [] }: Pick<Service, 'tags'>): boolean {
  return tags.some(({ key }) => key === OFF_HOURS_TAG);
}

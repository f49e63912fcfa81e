/** How something ended, from the worst to the best: whatever has parts is as good as the worst of them. */
const BY_SEVERITY = [
  'failed',
  'refused',
  'rolled-back',
  'timed-out',
  'cancelled',
  'superseded',
  'left',
  'deployed',
  'repaired',
  'applied',
  'unchanged',
] as const;

/** How something ended, in the words of the output `status`. */
export type Status = (typeof BY_SEVERITY)[number];

const GOOD: ReadonlySet<Status> = new Set(['left', 'deployed', 'repaired', 'applied', 'unchanged']);

/** Whether that is an end that was wanted. */
export function isGood(status: Status): boolean {
  return GOOD.has(status);
}

/** The worst of several; `unchanged` of none. */
export function worstStatus(statuses: readonly Status[]): Status {
  return BY_SEVERITY.find((status) => statuses.includes(status)) ?? 'unchanged';
}

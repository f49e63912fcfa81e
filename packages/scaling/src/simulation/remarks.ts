/** What a simulation leaves out or assumes. */
export interface Reservations {
  readonly areTasksKnown: boolean;
  readonly minutesStopped: number;
  /** Policies without data, those that can't be simulated, and scheduled actions of which the times are not known. */
  readonly policiesWithoutData: number;
  readonly otherPolicies: number;
  readonly untimedActions: number;
  /** Of metrics, a sentence each. */
  readonly assumed: readonly string[];
  readonly usesSpot: boolean;
}

/** What is to be known of a simulation's figures, a sentence each. */
export function remarksOn(reservations: Reservations): string[] {
  const { areTasksKnown, minutesStopped, policiesWithoutData, otherPolicies, untimedActions } = reservations;
  const remarks = [
    !areTasksKnown && 'How many tasks ran then is not known: they are taken for those of now.',
    minutesStopped > 0 &&
      `For ${minutesStopped} min nothing ran, though the limits ask for tasks: those minutes are left as they were.`,
    policiesWithoutData > 0 && `Of ${policies(policiesWithoutData)} there is no data: nothing scales in by it.`,
    otherPolicies > 0 && `${policies(otherPolicies)} can't be simulated: only target tracking is.`,
    untimedActions > 0 &&
      `${counted(untimedActions, 'scheduled action', 'scheduled actions')} can't be simulated: when it would have acted is not known.`,
    ...new Set(reservations.assumed),
    reservations.usesSpot && 'All is priced on demand: prices of Spot change by the hour.',
  ];
  return remarks.filter((remark) => remark !== false);
}

const policies = (count: number): string => counted(count, 'policy', 'policies');

function counted(count: number, one: string, several: string): string {
  return count === 1 ? `one ${one}` : `${count} ${several}`;
}

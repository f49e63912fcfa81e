/** Which of a run's calls of one operation go wrong. */
export interface FaultTimes {
  /** As a sentence ends with it. */
  readonly name: string;
  /** The first of them, from 1. */
  readonly from: number;
  /** How many in a row; undefined: from then on all. */
  readonly times?: number;
}

export const ONCE: FaultTimes = { name: 'once', from: 1, times: 1 };
export const ALWAYS: FaultTimes = { name: 'always', from: 1 };

/** Fewer than the tries of a call, and more than those of most. */
const IN_A_ROW = [3, 12];

/** The calls of an operation that go wrong late, again and again, or late and for good. */
export function lateAndRepeated(calls: number): FaultTimes[] {
  const late = [...new Set([2, 5, calls])].filter((from) => from > 1 && from <= calls);
  return [
    ...IN_A_ROW.map((times) => ({ name: `${times} times in a row`, from: 1, times })),
    ...late.map((from) => ({ name: `at call ${from} of ${calls}`, from, times: 1 })),
    ...late.map((from) => ({ name: `from call ${from} of ${calls} on`, from })),
  ];
}

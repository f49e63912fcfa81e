import { expect, test } from '@jest/globals';
import type { StoppedGroup } from '../../src/rollout-report.ts';
import { explainStop, type StopContext } from '../../src/rollout/diagnosis/explain-stop.ts';
import { aGroup, context } from './a-stop.ts';

/** What two stopped tasks are explained as. */
export interface StopCase {
  readonly name: string;
  /** What ECS wrote, of tasks that failed to start; or the whole group. */
  readonly stopped: string | StoppedGroup;
  readonly known?: Partial<StopContext>;
  readonly kind: string;
  /** Without the count of tasks at its end. */
  readonly summary: string;
  readonly hint: RegExp;
}

/** Holds the explanations to these cases. */
export function explains(cases: readonly StopCase[]): void {
  test.each(cases)('$name', ({ stopped, known = {}, kind, summary, hint }) => {
    const group = typeof stopped === 'string' ? aGroup({ reason: stopped, stopCode: 'TaskFailedToStart' }) : stopped;
    const cause = explainStop(group, context(known));
    expect({ kind: cause.kind, summary: cause.summary.replace(' (2 of 2 new tasks)', '') }).toEqual({ kind, summary });
    expect(cause.hint).toMatch(hint);
  });
}

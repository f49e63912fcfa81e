import type { StoppedGroup } from '../../rollout-report.ts';
import { explainEnding } from './explain-stop.ts';

const NOTHING_KNOWN = { unhealthyTargets: [], logTail: undefined };

/**
 * The group that says most about why a deployment fails: the one with the most tasks, what passes by itself last, and of
 * equals the one that failed by itself before the one whose checks failed, which may be for the same reason.
 */
export function worstGroup(groups: readonly StoppedGroup[]): StoppedGroup | undefined {
  return [...groups].sort(
    (a, b) =>
      Number(isPassing(a)) - Number(isPassing(b)) ||
      b.tasks.length - a.tasks.length ||
      Number(isUnhealthy(a)) - Number(isUnhealthy(b)),
  )[0];
}

/** Somebody or AWS itself stopped these tasks. */
function isPassing(group: StoppedGroup): boolean {
  return explainEnding(group, NOTHING_KNOWN) !== undefined;
}

function isUnhealthy({ reason }: StoppedGroup): boolean {
  return /health checks/i.test(reason);
}

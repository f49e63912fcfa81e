import type { PathStretch } from './critical-path.ts';
import { PHASES, type RolloutTime } from './rollout-time.ts';

/** The whole seconds of each phase, which together are the whole seconds of the path. */
export function phaseSeconds(path: readonly PathStretch[]): RolloutTime['phases'] {
  const exact = PHASES.map((phase) => ({
    phase,
    seconds: path
      .filter((stretch) => stretch.phase === phase)
      .reduce((sum, { from, to }) => sum + (to - from) / 1000, 0),
  }));
  const total = Math.round(exact.reduce((sum, { seconds }) => sum + seconds, 0));
  const missing = total - exact.reduce((sum, { seconds }) => sum + Math.floor(seconds), 0);
  // What rounding down leaves over goes to those that lost most by it.
  const rest = (seconds: number) => seconds - Math.floor(seconds);
  const roundedUp = exact.toSorted((a, b) => rest(b.seconds) - rest(a.seconds)).slice(0, missing);
  return exact
    .map((one) => ({ phase: one.phase, seconds: Math.floor(one.seconds) + (roundedUp.includes(one) ? 1 : 0) }))
    .filter(({ seconds }) => seconds > 0);
}

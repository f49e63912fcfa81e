import type { RolloutProgress } from '@fargate-actions/service';
import { elapsedText } from './duration.ts';
import { logLines } from './log-text.ts';

/**
 * The one form of a progress line: `00:12  amply-api     new 1 of 2 running, 1 pending; old 2  scaling up`.
 *
 * @param nameWidth how wide the services' names are, so that the lines of several services line up.
 */
export function progressLine(progress: RolloutProgress, nameWidth = 0): string {
  const { elapsedSeconds, service, desired, newRunning, newPending, failed, oldRunning, stage } = progress;
  const fresh = [
    `new ${newRunning} of ${desired} running`,
    ...(newPending > 0 ? [`${newPending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  const counts = `${fresh}; old ${oldRunning}`;
  const parts = [elapsedText(elapsedSeconds), service.padEnd(nameWidth), counts, ...(stage ? [stage] : [])];
  return logLines(parts.join('  ')).join(' ');
}

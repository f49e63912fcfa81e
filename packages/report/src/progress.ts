import type { RolloutProgress } from '@fargate-actions/service';
import { elapsedText } from './duration.ts';
import { logLines } from './log-text.ts';
import { oneLine, shortened } from './plain-text.ts';
import { STATUS_WORDS } from './rollout-words.ts';

/** A reason from outside must not make the line unreadable. */
const WAIT_CHARACTERS = 300;

/**
 * The one form of a progress line: `00:12  amply-api     new 1 of 2 running, 1 pending; old 2  scaling up`.
 * At the end of a rollout it says what became of it.
 *
 * @param nameWidth how wide the services' names are, so that the lines of several services line up.
 */
export function progressLine(progress: RolloutProgress, nameWidth = 0): string {
  const { elapsedSeconds, service, desired, newRunning, newPending, failed, oldRunning } = progress;
  const { stage, ended, because, waitingFor } = progress;
  const fresh = [
    `new ${newRunning} of ${desired} running`,
    ...(newPending > 0 ? [`${newPending} pending`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ].join(', ');
  const counts = `${fresh}; old ${oldRunning}`;
  const doing = [ended ? STATUS_WORDS[ended].word : stage, because && shortened(oneLine(because), WAIT_CHARACTERS)]
    .filter(Boolean)
    .join(': ');
  const parts = [elapsedText(elapsedSeconds), service.padEnd(nameWidth), counts, ...(doing ? [doing] : [])];
  const waits = waitingFor && !ended ? [`waiting for ${shortened(oneLine(waitingFor), WAIT_CHARACTERS)}`] : [];
  return logLines([...parts, ...waits].join('  ')).join(' ');
}

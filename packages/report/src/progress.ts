import type { Progress } from '@fargate-actions/engine';
import { elapsedText } from './duration.ts';
import { logLines } from './log-text.ts';
import { oneLine, shortened } from './plain-text.ts';
import { STATUS_WORDS } from './status-words.ts';

/** A reason from outside must not make the line unreadable. */
const WAIT_CHARACTERS = 300;

/**
 * The one form of a progress line: `00:12  amply-api     new 1 of 2 running, 1 pending; old 2  scaling up`.
 * At its end it says what became of it.
 *
 * @param nameWidth how wide the names are, so that the lines of several subjects line up.
 */
export function progressLine(progress: Progress, nameWidth = 0): string {
  const { elapsedSeconds, subject, counts, stage, ended, because, waitingFor } = progress;
  const doing = [ended ? STATUS_WORDS[ended].word : stage, because && shortened(oneLine(because), WAIT_CHARACTERS)]
    .filter(Boolean)
    .join(': ');
  const parts = [
    elapsedText(elapsedSeconds),
    (subject.name ?? subject.kind).padEnd(nameWidth),
    counts,
    ...(doing ? [doing] : []),
  ];
  const waits = waitingFor && !ended ? [`waiting for ${shortened(oneLine(waitingFor), WAIT_CHARACTERS)}`] : [];
  return logLines([...parts, ...waits].join('  ')).join(' ');
}

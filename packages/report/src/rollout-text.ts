import type { RolloutReport } from '@fargate-actions/service';
import { logLines } from './log-text.ts';
import { oneLine, shortened } from './plain-text.ts';
import { stoppedWords, taskIds } from './rollout-words.ts';

/** A line of a log or an event beyond this is cut: whole objects are dumped there at times. */
export const LINE_CHARACTERS = 1000;

/** The log tells the end of the story; the job summary has all of it, folded. */
const EVENTS_SHOWN = 12;

/** What the log says of a rollout that did not end well, below its cause: the evidence, what runs now, the next step. */
export function rolloutDetails(report: RolloutReport): string[] {
  const { stopped, logTail, events, runningNow, cause } = report;
  const hidden = events.length - EVENTS_SHOWN;
  const earlier = hidden > 0 ? [`(${hidden} earlier ones are in the job summary)`] : [];
  return [
    ...section(
      'Stopped tasks:',
      stopped.map((group) => `${stoppedWords(group)}: ${group.reason} (${taskIds(group.tasks)})`),
    ),
    ...(logTail
      ? section(`Last log lines of ${logTail.container} (${logTail.group}, ${logTail.stream}):`, logTail.lines, '  | ')
      : []),
    ...section('Events of this deployment:', [...earlier, ...events.slice(-EVENTS_SHOWN)]),
    `Now: ${oneLine(runningNow)}`,
    ...(cause?.hint === undefined ? [] : [`Next: ${oneLine(cause.hint)}`]),
  ].flatMap((line) => logLines(line));
}

function section(title: string, lines: readonly string[], indent = '  '): string[] {
  if (lines.length === 0) return [];
  const body = lines.flatMap((line) => logLines(line));
  return [oneLine(title), ...body.map((line) => indent + shortened(line, LINE_CHARACTERS))];
}

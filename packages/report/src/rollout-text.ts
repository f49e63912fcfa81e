import type { RolloutReport } from '@fargate-actions/service';
import { logLines } from './log-text.ts';
import { oneLine, shortened } from './plain-text.ts';
import { stoppedWords, taskIds } from './rollout-words.ts';

/** A line of a log or an event beyond this is cut: whole objects are dumped there at times. */
export const LINE_CHARACTERS = 1000;

/** The log tells the end of the story; the job summary has all of it, folded. */
const EVENTS_SHOWN = 12;

/** What ECS says of every deployment, good or bad: all of it is in the job summary. */
const ROUTINE =
  /has started \d+ tasks|has stopped \d+ running tasks|registered \d+ targets|has begun draining|has reached a steady state|rolling back to deployment/;

/** What the log says of a rollout that did not end well, below its cause: the next step, what runs now, the evidence. */
export function rolloutDetails(report: RolloutReport): string[] {
  const { stopped, logTail, events, runningNow, cause } = report;
  const telling = eachOnce(events.filter((event) => !ROUTINE.test(event))).slice(-EVENTS_SHOWN);
  const hasMore = telling.length > 0 && telling.length < events.length;
  const more = hasMore ? [`(all ${events.length} are in the job summary)`] : [];
  return [
    ...(cause?.hint === undefined ? [] : [`Next: ${oneLine(cause.hint)}`]),
    `Now: ${oneLine(runningNow)}`,
    ...section(
      'Stopped tasks:',
      stopped.map((group) => `${stoppedWords(group)}: ${group.reason} (${taskIds(group.tasks)})`),
    ),
    ...(logTail
      ? section(`Last log lines of ${logTail.container} (${logTail.group}, ${logTail.stream}):`, logTail.lines, '  | ')
      : []),
    ...section('Events of this deployment:', [...telling, ...more]),
  ].flatMap((line) => logLines(line));
}

/** What was said of one task after another is said once, with how often. */
function eachOnce(events: readonly string[]): string[] {
  const alike = Map.groupBy(events, (event) => event.replaceAll(/\(task \w+\)/g, '(task)'));
  return [...alike.values()].map((same) => (same.at(-1) ?? '') + (same.length > 1 ? ` (${same.length} times)` : ''));
}

function section(title: string, lines: readonly string[], indent = '  '): string[] {
  if (lines.length === 0) return [];
  const body = lines.flatMap((line) => logLines(line));
  return [oneLine(title), ...body.map((line) => indent + shortened(line, LINE_CHARACTERS))];
}

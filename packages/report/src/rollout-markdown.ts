import type { RolloutReport } from '@fargate-actions/service';
import { blocks, code, escapeMarkdown, fenced, folded, prose, table } from './markdown-text.ts';
import { plainLines, shortened } from './plain-text.ts';
import { LINE_CHARACTERS } from './rollout-text.ts';
import { isGood, taskIds } from './rollout-words.ts';

/**
 * What the job summary says of a rollout that did not end well: its cause, the next step, what runs now, the evidence.
 * Empty for one that did.
 *
 * @param saysCause false where the summary has just said it.
 */
export function rolloutMarkdown(report: RolloutReport, saysCause = true): string {
  const { service, status, cause, stopped, logTail, events, runningNow } = report;
  if (isGood(status)) return '';
  return blocks(
    `### ${code(service)}`,
    [
      ...(cause && saysCause ? [`- **Cause:** ${prose(cause.summary)}`] : []),
      ...(cause?.hint === undefined ? [] : [`- **Next:** ${prose(cause.hint)}`]),
      `- **Now:** ${prose(runningNow)}`,
    ].join('\n'),
    table(
      ['stopped tasks', 'container', 'exit code', 'reason', 'task'],
      stopped.map(({ tasks, container = '', exitCode, reason }) => [
        String(tasks.length),
        container && code(container),
        exitCode === undefined ? '' : String(exitCode),
        escapeMarkdown(reason),
        taskIds(tasks, code),
      ]),
    ),
    logTail && logTail.lines.length > 0
      ? blocks(
          `Last log lines of ${code(logTail.container)} (${code(logTail.group)}, ${code(logTail.stream)}):`,
          fenced(cutLines(logTail.lines)),
        )
      : '',
    folded('Events of this deployment', events.length > 0 ? fenced(cutLines(events)) : ''),
  );
}

function cutLines(lines: readonly string[]): string[] {
  return lines.flatMap(plainLines).map((line) => shortened(line, LINE_CHARACTERS));
}

import type { RolloutReport } from '@fargate-actions/service';
import { blocks, folded, prose } from './markdown-text.ts';
import { timeGantt } from './time-gantt.ts';
import { adviceSentence, timeSentence } from './time-text.ts';

/** Where the time of a rollout went, for the job summary, folded: the phases, what would save most, who did what when. Empty where it is not known. */
export function timeMarkdown({ service, time }: RolloutReport): string {
  if (!time) return '';
  const advice = adviceSentence(time);
  const gantt = time.bars.length > 0 ? ['```mermaid', timeGantt(service, time), '```'].join('\n') : '';
  return folded(
    `Where the time of ${service} went`,
    blocks(prose(timeSentence(time)), advice === undefined ? '' : `**${prose(advice)}**`, gantt),
  );
}

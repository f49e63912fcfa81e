import type { Bar, Section } from '@fargate-actions/engine';
import { blocks, folded, prose } from './markdown-text.ts';

type Timeline = Extract<Section, { kind: 'timeline' }>;

/** Where the time went, for the job summary, folded: in a sentence, what would save most, who did what when. */
export function timelineMarkdown({ title, text, advice, chartTitle, bars }: Timeline): string {
  const gantt = bars.length > 0 ? ['```mermaid', ganttOf(chartTitle, bars), '```'].join('\n') : '';
  return folded(title, blocks(prose(text), advice === undefined ? '' : `**${prose(advice)}**`, gantt));
}

/**
 * What was done when, as a Mermaid gantt; what everything waited for stands out.
 *
 * Source of the syntax: mermaid.js.org, "Gantt diagrams". Times are given with a date of no meaning, since Mermaid reads
 * bare numbers in two ways, and shows the time of day as it was given, whatever the reader's time zone is.
 */
function ganttOf(title: string, bars: readonly Bar[]): string {
  const groups = Map.groupBy(bars, ({ group }) => group);
  return [
    'gantt',
    `  title ${named(title)}`,
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    '  axisFormat %H:%M:%S',
    ...[...groups].flatMap(([group, own]) => [`  section ${named(group)}`, ...own.map(barLine)]),
  ].join('\n');
}

function barLine({ label, fromSeconds, toSeconds, isCritical }: Bar): string {
  const seconds = toSeconds - fromSeconds;
  return `  ${named(label)} ${seconds} s :${isCritical ? 'crit, ' : ''}${moment(fromSeconds)}, ${seconds}s`;
}

function moment(seconds: number): string {
  return new Date(Date.UTC(2000, 0, 1) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A name from outside, with nothing that means anything to Mermaid or ends the block of code. */
function named(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9 _.-]/g, '_').trim();
  return plain === '' ? '_' : plain;
}

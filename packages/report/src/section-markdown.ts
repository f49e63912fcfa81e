import type { Report, RichText, Section } from '@fargate-actions/engine';
import { blocks, code, escapeMarkdown, fenced, folded, prose, table } from './markdown-text.ts';
import { plainLines, shortened } from './plain-text.ts';
import { LINE_CHARACTERS } from './section-lines.ts';
import { timelineMarkdown } from './timeline-markdown.ts';

/**
 * What the job summary says of a report below the table: its cause, the next step, what was done, the evidence. Empty where
 * the row says it all.
 *
 * @param saysCause false where the summary has just said it.
 */
export function reportMarkdown({ subject, cause, sections }: Report, saysCause: boolean): string {
  const bullets = [
    ...(cause && saysCause ? [`- **Cause:** ${prose(cause.summary)}`] : []),
    ...(cause?.hint === undefined ? [] : [`- **Next:** ${prose(cause.hint)}`]),
    ...sections.flatMap((section) =>
      section.kind === 'line' ? [`- **${escapeMarkdown(section.name)}:** ${prose(section.text)}`] : [],
    ),
  ];
  const parts = blocks(bullets.join('\n'), ...sections.map(partMarkdown));
  return parts === '' ? '' : blocks(`### ${code(subject.name ?? subject.kind)}`, parts);
}

/** Where the time of a report went, folded. */
export function timelinesMarkdown({ sections }: Report): string {
  return blocks(...sections.map((section) => (section.kind === 'timeline' ? timelineMarkdown(section) : '')));
}

function partMarkdown(section: Section): string {
  switch (section.kind) {
    case 'table':
      return table(
        section.columns,
        section.rows.map((row) => row.map(richMarkdown)),
      );
    case 'quote': {
      const { title, lines, isFolded } = section;
      if (lines.length === 0) return '';
      const body = fenced(lines.flatMap(plainLines).map((line) => shortened(line, LINE_CHARACTERS)));
      if (isFolded === true) return folded(typeof title === 'string' ? title.replace(/:$/, '') : '', body);
      return blocks(richMarkdown(title), body);
    }
    case 'line':
    case 'timeline':
      return '';
  }
}

function richMarkdown(text: RichText): string {
  if (typeof text === 'string') return escapeMarkdown(text);
  return text.map((part) => (typeof part === 'string' ? part : code(part.code))).join('');
}

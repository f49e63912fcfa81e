import type { RichText, Section } from '@fargate-actions/engine';
import { logLines } from './log-text.ts';
import { oneLine, shortened } from './plain-text.ts';

/** A line of a log or an event beyond this is cut: whole objects are dumped there at times. */
export const LINE_CHARACTERS = 1000;

/** What a log says of the sections of a report that did not end well; its timeline stands below its row. */
export function sectionLines(section: Section): string[] {
  switch (section.kind) {
    case 'line':
      return logLines(`${section.name}: ${oneLine(section.text)}`);
    case 'table':
      return titled(section.title, section.lines);
    case 'quote': {
      const { lines, selected = lines, isMarked } = section;
      const hasMore = selected.length > 0 && selected.length < lines.length;
      const more = hasMore ? [`(all ${lines.length} are in the job summary)`] : [];
      return titled(plainRich(section.title), [...selected, ...more], isMarked === true ? '  | ' : '  ');
    }
    case 'timeline':
      return [];
  }
}

/** What a log says of the sections of a report that ended well: what was done, and where the time went. */
export function goodLines(sections: readonly Section[]): string[] {
  return sections.flatMap((section) => (section.kind === 'timeline' ? timelineLines(section) : sectionLines(section)));
}

function timelineLines({ text, advice = '' }: Extract<Section, { kind: 'timeline' }>): string[] {
  return [text, advice].filter((line) => line !== '').flatMap(logLines);
}

function plainRich(text: RichText): string {
  return typeof text === 'string' ? text : text.map((part) => (typeof part === 'string' ? part : part.code)).join('');
}

function titled(title: string, lines: readonly string[], indent = '  '): string[] {
  if (lines.length === 0) return [];
  const body = lines.flatMap((line) => logLines(line));
  return [oneLine(title), ...body.map((line) => indent + shortened(line, LINE_CHARACTERS))].flatMap((line) =>
    logLines(line),
  );
}

import { oneLine, plainLines } from './plain-text.ts';

/**
 * A text from outside as prose in Markdown, on one line: no markup, no HTML, no table cell, no link, no mention.
 *
 * Characters are written as entities, which Markdown never takes for structure, inside a table or out of it.
 * Source: CommonMark, 2.5 "Entity and numeric character references".
 */
export function escapeMarkdown(text: string): string {
  return (
    inert(oneLine(text))
      // What begins a list or underlines a heading at the start of a line.
      .replace(/^[-+=]/, entity)
      .replace(/^(\d+)([.)])/, (_, number: string, mark: string) => number + entity(mark))
  );
}

/** A value from outside as inline code, on one line, inside a table or out of it. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line === '') return '<code></code>';
  // What a backslash means before a pipe, in a code span in a table, differs between renderers.
  if (/[|\\]/.test(line)) return `<code>${inert(line)}</code>`;
  const fence = '`'.repeat(longestRun(line) + 1);
  return line.includes('`') ? `${fence} ${line} ${fence}` : `\`${line}\``;
}

/** A text of ours about things from outside: escaped, and what it has in backticks as inline code. */
export function prose(text: string): string {
  // Splitting at a group gives the text between and the text inside by turns.
  return oneLine(text)
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : escapeBetween(part)))
    .join('');
}

/** Lines from outside as a block of code that nothing in them can end. */
export function fenced(lines: readonly string[]): string {
  const body = lines.flatMap((line) => plainLines(line));
  const fence = '`'.repeat(Math.max(3, ...body.map((line) => longestRun(line) + 1)));
  return [`${fence}text`, ...body, fence].join('\n');
}

/** A table; the cells are Markdown already. Empty without rows. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A part that is folded until someone wants to see it. Empty without content. */
export function folded(title: string, markdown: string): string {
  if (markdown === '') return '';
  return `<details><summary>${escapeMarkdown(title)}</summary>\n\n${markdown}\n\n</details>`;
}

/** Blocks with an empty line between them; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Escapes a part of a line, whose white space at the ends counts. */
function escapeBetween(part: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
  return before + escapeMarkdown(words) + after;
}

/** One line in which no character means anything to Markdown or HTML. */
function inert(line: string): string {
  return (
    line
      .replaceAll(/[&<>`*~[\]\\|#$]/g, entity)
      // Between letters an underscore is no emphasis.
      .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, entity)
      // What begins a link on its own.
      .replaceAll('://', '&#58;//')
      // GitHub finds these in the finished page, as it does mentions.
      .replaceAll(/(mailto|xmpp):/gi, '$1&#8203;:')
      .replaceAll(/(?<=www)\./gi, entity)
      // GitHub finds mentions and addresses in the finished page, where an entity is the character again: part them.
      // An image's digest is neither, and people copy it.
      .replaceAll(/(\w?)@(sha256:)?/g, (found, before: string, digest: string | undefined) =>
        before && digest ? found : `${before}@&#8203;${digest ?? ''}`,
      )
  );
}

function longestRun(line: string): number {
  return Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
}

function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}

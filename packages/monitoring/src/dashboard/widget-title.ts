import { valueAt, type Json } from '@fargate-actions/documents';

const LONGEST_TITLE = 60;

/** What people know a widget by: its title, or the first line of its text; undefined where it has neither. */
export function widgetTitle(widget: Json): string | undefined {
  const title = valueAt(widget, ['properties', 'title']);
  const markdown = valueAt(widget, ['properties', 'markdown']);
  const text = typeof title === 'string' && title.trim() !== '' ? title : firstLine(markdown);
  const plain = (text ?? '')
    .replace(/^[#\s]+/, '')
    // A link is known by its text.
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return undefined;
  return plain.length > LONGEST_TITLE ? `${plain.slice(0, LONGEST_TITLE)}...` : plain;
}

function firstLine(markdown: Json | undefined): string | undefined {
  return typeof markdown === 'string' ? markdown.split('\n').find((line) => line.trim() !== '') : undefined;
}

/**
 * The fields of each line of an input, as docker/build-push-action reads its lists: as CSV, with one record a line.
 *
 * A field that begins with `"` ends at the next `"` (`""` is one within it) and may hold commas and line ends; a quote
 * elsewhere is itself. A record that is in single quotes as a whole loses them as well: people write what a shell takes.
 * Undefined where a quote is never closed.
 */
export function csvRecords(text: string): readonly (readonly string[])[] | undefined {
  const records: string[][] = [];
  let rest = text.replaceAll(/\r\n?/g, '\n');
  let fields: string[] = [];
  while (rest !== '') {
    // The indentation of a workflow, which is no part of the record.
    if (fields.length === 0) rest = rest.replace(/^[^\S\n]+/, '');
    const { field, end } = nextField(rest);
    if (field === undefined) return undefined;
    fields.push(field);
    const isLast = rest[end] !== ',';
    rest = rest.slice(end + 1);
    if (!isLast && rest !== '') continue;
    records.push(fields);
    fields = [];
  }
  return records.map(withoutSingleQuotes);
}

/** A field that is quoted, up to what may follow it. */
const QUOTED = /^"(?<quoted>(?:[^"]|"")*)"(?:(?=,)|[^\S\n]*(?=\n|$))/;
const PLAIN = /^[^,\n]*/;
/** A quote that opens here has to be closed somewhere, or else it is not known where the field ends. */
const OPEN = /^"[^"]*$/;

function nextField(text: string): { readonly field: string | undefined; readonly end: number } {
  const { 0: whole = '', groups } = QUOTED.exec(text) ?? {};
  if (groups?.['quoted'] !== undefined) return { field: groups['quoted'].replaceAll('""', '"'), end: whole.length };
  if (OPEN.test(text)) return { field: undefined, end: 0 };
  const plain = PLAIN.exec(text)?.[0] ?? '';
  return { field: plain, end: plain.length };
}

function withoutSingleQuotes(fields: readonly string[]): readonly string[] {
  const inner = /^\s*'(?<inner>[^']*)'\s*$/.exec(fields.join(','))?.groups?.['inner'];
  return inner === undefined ? fields : inner.split(',');
}

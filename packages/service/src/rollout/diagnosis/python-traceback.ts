/** A line that says what went wrong, and where it stands in the log. */
export interface FoundLine {
  readonly at: number;
  readonly text: string;
}

/** `  File "/app/main.py", line 9, in <module>`; in an exception group with bars before it. */
const FRAME = /^([\s|+]*)File "[^"]*", line \d+/;

/** `ValidationError: 2 validation errors for Settings`: what is wrong stands in the lines below. */
const VALIDATION = /validation errors? for /;

/**
 * What the last Python traceback of a log ends in: `KeyError: 'STRIPE_SECRET_KEY'`; of pydantic's ValidationError also
 * the fields.
 *
 * Of chained exceptions the last one is what ended the program. The head of the traceback may have scrolled out.
 */
export function pythonCause(texts: readonly string[]): FoundLine | undefined {
  const frame = texts.findLastIndex((text) => FRAME.test(text));
  const indent = FRAME.exec(texts[frame] ?? '')?.[1]?.length;
  if (indent === undefined) return undefined;
  const offset = texts.slice(frame + 1).findIndex((text) => text.trim() !== '' && indentOf(text) < indent);
  if (offset < 0) return undefined;
  const at = frame + 1 + offset;
  const text = bare(texts[at] ?? '').replace('pydantic_core._pydantic_core.', '');
  return { at, text: VALIDATION.test(text) ? [text, fieldsOf(texts.slice(at + 1))].join(': ') : text };
}

/** `database_url: Field required; stripe_key: Field required` of the lines that follow. */
function fieldsOf(texts: readonly string[]): string {
  const fields: string[] = [];
  for (let at = 0; at + 1 < texts.length; at += 1) {
    const [name = '', detail = ''] = [texts[at], texts[at + 1]].map((text) => bare(text ?? ''));
    const isField = indentOf(texts[at] ?? '') < indentOf(texts[at + 1] ?? '') && /^[\w.]+$/.test(name);
    if (isField) fields.push(`${name}: ${detail.replace(/ [[(]type=.*$/, '')}`);
    else if (indentOf(texts[at] ?? '') === 0) break;
  }
  return fields.join('; ');
}

function indentOf(text: string): number {
  return /^[\s|+]*/.exec(text)?.[0].length ?? 0;
}

function bare(text: string): string {
  return text.replace(/^[\s|+]*/, '').trimEnd();
}

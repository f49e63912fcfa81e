/** One piece of a JSON text: a bracket, comma or colon, a text in double quotes, or a word (all the rest). */
export interface Token {
  readonly kind: 'sign' | 'string' | 'word' | 'end';
  /** A string's content, anything else as it is written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly flaw?: StringFlaw;
}

/** What keeps a text in double quotes from being a JSON string, and where. */
interface StringFlaw {
  readonly kind: 'unclosed' | 'escape';
  readonly offset: number;
}

// Comments are no JSON, but people's files have them. `#{NAME}` is a placeholder, not a comment.
const BLANK = /(?:\s+|\/\/[^\n\r]*|#(?!\{)[^\n\r]*|\/\*[^]*?\*\/)*/y;

// A placeholder and a text in single quotes may hold what else ends a word: blanks, commas, brackets. They are short: each
// that is never closed would be gone through to the end of its line.
const WORD = /(?:\{\{[^\n\r]{0,200}?\}\}|[$#]\{[^}\n\r]{0,200}\}|<[^>\n\r]{0,200}>|'[^'\n\r]{0,200}'|[^\s,:{}[\]"])+/y;

// What may stand between the quotes of a text that is not closed: all but the comma and the blanks that end the line.
const UNCLOSED = /[^\n\r]*?(?=,?[ \t]*(?:[\n\r]|$))/y;

const ESCAPES = new Map(
  Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', '/': '/' }),
);

/** The token at or after the offset; blanks and comments are skipped. Never throws: what is wrong is a flaw or a word. */
export function nextToken(text: string, offset: number): Token {
  const start = endOf(BLANK, text, offset);
  if (start === text.length) return { kind: 'end', text: '', start, end: start };
  if (text[start] === '"') return stringToken(text, start);
  const wordEnd = endOf(WORD, text, start);
  if (wordEnd > start) return { kind: 'word', text: text.slice(start, wordEnd), start, end: wordEnd };
  return { kind: 'sign', text: text.slice(start, start + 1), start, end: start + 1 };
}

function stringToken(text: string, start: number): Token {
  let content = '';
  let flaw: StringFlaw | undefined;
  let offset = start + 1;
  for (;;) {
    const character = text[offset];
    if (character === '"') return { kind: 'string', text: content, start, end: offset + 1, ...(flaw && { flaw }) };
    if (character === undefined || character === '\n' || character === '\r') {
      const end = endOf(UNCLOSED, text, start);
      return {
        kind: 'string',
        text: text.slice(start + 1, end),
        start,
        end,
        flaw: { kind: 'unclosed', offset: start },
      };
    }
    if (character !== '\\') {
      content += character;
      offset++;
      continue;
    }
    const hexadecimal = /^u[0-9a-fA-F]{4}/.exec(text.slice(offset + 1, offset + 6))?.[0];
    const escaped = hexadecimal
      ? String.fromCharCode(Number.parseInt(hexadecimal.slice(1), 16))
      : ESCAPES.get(text.slice(offset + 1, offset + 2));
    if (escaped === undefined) flaw ??= { kind: 'escape', offset };
    content += escaped ?? '\\';
    offset += hexadecimal ? 6 : escaped === undefined ? 1 : 2;
  }
}

function endOf(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}

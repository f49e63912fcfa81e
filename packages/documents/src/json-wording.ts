import { doubledQuote, unescapedQuote, type Wording } from './wording.ts';

/** What is said about the ways in which a text fails to be JSON, by what is wrong. */
export const jsonWording = {
  missingValue: ['files/missing-value', 'A value is missing before this.', 'Write one: null, "" or what it is to be.'],
  missingKey: ['files/missing-key', 'A key in double quotes belongs here.', 'Write "key": value.'],
  missingColon: ['files/missing-colon', 'A colon and a value are missing after this.', 'Write "key": value.'],
  missingComma: ['files/missing-comma', 'A comma is missing after this.', 'Separate the items by commas.'],
  unquotedKey: ['files/missing-quotes', 'This key has no double quotes.', 'Write "key": value.'],
  extraComma: ['files/extra-comma', 'Nothing stands before this comma.', 'Remove it.'],
  strayColon: ['files/json-syntax', 'A colon stands between a key and its value only.', 'Put the text in quotes.'],
  unclosedQuote: [
    'files/unclosed',
    'The quote that opens here is not closed on its line.',
    'Close it; a line break inside a text is written \\n.',
  ],
  secondDocument: [
    'files/several-documents',
    'A second JSON document begins here; one file holds one.',
    'Move it to a file of its own, or make a list of the two.',
  ],
  commaAtEnd: ['files/trailing-comma', 'A comma follows the last bracket.', 'Remove this comma.'],
  textAtEnd: ['files/json-syntax', 'The document ended before this.', 'Remove what follows its last bracket.'],
} satisfies Record<string, Wording>;

/** A comma before a closing bracket. */
export function trailingComma(close: string): Wording {
  return ['files/trailing-comma', `A comma stands before the ${close}: JSON allows none there.`, 'Remove this comma.'];
}

/** A bracket that is not closed, or, given another and its line, closed by the wrong one. */
export function unclosedBracket(open: string, other?: string, otherLine?: number): Wording {
  return [
    'files/unclosed',
    other
      ? `The ${open} that opens here meets a ${other} in line ${otherLine} before it is closed.`
      : `The ${open} that opens here is never closed.`,
    `Close it with ${open === '{' ? '}' : ']'}.`,
  ];
}

/** What is wrong, and where, when a text in quotes ends and something follows at once. */
export function strayQuote(text: string, end: number): [offset: number, wording: Wording] {
  if (text.slice(end - 2, end) === '""') return [end - 2, doubledQuote()];
  if (text[end] === '"') return [end, doubledQuote()];
  return [end, unescapedQuote('Inside a text a quote is written \\".')];
}

/** Rule, message and hint of an error that YAML and JSON share. */
export type Wording = readonly [rule: string, message: string, hint: string];

/** The same key twice in one map. */
export function duplicateKey(key: string, firstLine: number): Wording {
  return [
    'files/duplicate-key',
    `Duplicate key ${key}: line ${firstLine} has it already.`,
    'Remove one of the two: which one counts differs from tool to tool.',
  ];
}

/** A template's placeholder where a value stands, without the quotes that would make it a text. */
export function unquotedPlaceholder(placeholder: string): Wording {
  return [
    'files/unquoted-placeholder',
    `The placeholder ${placeholder} stands here without quotes, which makes the file unreadable until it is replaced.`,
    placeholder.startsWith('${')
      ? `Write "${placeholder}", in quotes.`
      : 'Replace it before this step, or write a variable in quotes: "${NAME}".',
  ];
}

/** A number that cannot be kept as it is written, and why. */
export function unfitNumber(problem: string): Wording {
  return ['files/number', problem, 'If it is a text, an account id for example, write it in quotes.'];
}

/** Brackets within brackets, without end. */
export function tooDeep(): Wording {
  return ['files/too-deep', 'Lists and maps are nested too deep here.', 'Check the brackets.'];
}

/** A blank that is none. */
export function invisibleCharacter(): Wording {
  return [
    'files/invisible-character',
    'This key begins or ends with an invisible character that is no plain space.',
    'Delete the blanks around it and type them again.',
  ];
}

/** A quote that stands twice. */
export function doubledQuote(): Wording {
  return ['files/doubled-quote', 'There is one quote too many here.', 'Remove one of the two.'];
}

/** A quote inside a text, which thereby ends. */
export function unescapedQuote(hint: string): Wording {
  return ['files/unescaped-quote', 'The text in quotes ended before this.', hint];
}

/** A backslash and a letter that mean nothing together. */
export function invalidEscape(escape: string): Wording {
  return ['files/escape', `${escape} means nothing in double quotes.`, 'For a backslash itself write \\\\.'];
}

/** A text without the quotes it needs. */
export function missingQuotes(): Wording {
  return ['files/missing-quotes', 'This is a text without double quotes.', 'Put the whole text in double quotes.'];
}

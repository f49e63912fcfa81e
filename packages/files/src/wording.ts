/** Rule, message and hint of an error that YAML and JSON share. */
export type Wording = readonly [rule: string, message: string, hint: string];

/** The same key twice in one map. */
export function duplicateKey(key: string, firstLine: number): Wording {
  return [
    'files/duplicate-key',
    `The key ${key} stands here a second time; line ${firstLine} has it first.`,
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

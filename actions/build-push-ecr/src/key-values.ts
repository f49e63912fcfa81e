import type { Diagnostics } from '@fargate-actions/files';

/** Reads `NAME=value` lines of an input; all after the first `=` is the value. Messages never show a value. */
export function keyValues(given: readonly string[], input: string, diagnostics: Diagnostics): Record<string, string> {
  const values: Record<string, string> = {};
  given.forEach((line, index) => {
    const [, name, value] = /^([^=\s]+)=(.*)$/.exec(line) ?? [];
    const where = `Line ${index + 1} of the input \`${input}\``;
    if (name === undefined || value === undefined) {
      diagnostics.error(
        undefined,
        'inputs/key-value',
        `${where} is not of the form NAME=value.`,
        'Write one NAME=value a line, without blanks around the `=`.',
      );
    } else if (Object.hasOwn(values, name)) {
      diagnostics.error(
        undefined,
        'inputs/key-value',
        `${where} gives \`${name}\` a second time.`,
        'Keep one of them.',
      );
    } else values[name] = value;
  });
  return values;
}

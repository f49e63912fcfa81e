import type { Diagnostics } from '@fargate-actions/documents';

/** Reads `NAME=value` lines of an input; all after the first `=` is the value. Messages never show a value. */
export function keyValues(given: readonly string[], input: string, diagnostics: Diagnostics): Record<string, string> {
  const values: Record<string, string> = {};
  given.forEach((line, index) => {
    const [, name, value] = /^([^=\s"']+)=(.*)$/s.exec(line) ?? [];
    const where = `Line ${index + 1} of the input \`${input}\``;
    if (name === undefined || value === undefined) {
      diagnostics.error(
        undefined,
        'inputs/key-value',
        `${where} is not of the form NAME=value.`,
        'Write one NAME=value a line, without blanks around the `=`; quotes go around the whole line.',
      );
    } else if (Object.hasOwn(values, name)) {
      diagnostics.error(
        undefined,
        'inputs/key-value',
        `${where} gives \`${name}\` a second time.`,
        'Keep one of them.',
      );
    } else {
      values[name] = value;
      noteQuotes(name, value, where, diagnostics);
    }
  });
  return values;
}

/** Quotes around a value stay, as with docker/build-push-action: whoever has them from a shell should know. */
function noteQuotes(name: string, value: string, where: string, diagnostics: Diagnostics): void {
  if (!/^(["']).*\1$/s.test(value)) return;
  diagnostics.notice(
    undefined,
    'inputs/quoted-value',
    `${where} has quotes around the value of \`${name}\`. They are part of the value.`,
    `Remove them, or write them around the whole line: \`"${name}=..."\`.`,
  );
}

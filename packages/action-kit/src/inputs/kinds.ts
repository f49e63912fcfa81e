import { didYouMean, type Json } from '@fargate-actions/documents';
import { csvRecords } from './csv-records.ts';
import { input, type Kind, type OpenInput, type Problem } from './input.ts';

/** A text of any kind. */
export function text(what = ''): OpenInput<string> {
  return input(what, { parse: (given) => ({ value: given.trim() }), write: (value) => value });
}

/** A path, relative to the workspace; whether it is there and inside is for who opens it. */
export function path(what = ''): OpenInput<string> {
  return input(what, {
    parse(given) {
      const value = given.trim();
      return /[\n\r\0]/.test(value)
        ? problem('inputs/path', 'is several lines, not one path.', 'Give one path.')
        : { value };
    },
    write: (value) => value,
  });
}

/** One of a few words. */
export function oneOf<const Words extends readonly string[]>(words: Words, what = ''): OpenInput<Words[number]> {
  return input<Words[number]>(what, {
    parse(given) {
      const value = given.trim();
      if (words.includes(value)) return { value };
      const meant = didYouMean(value, words);
      return problem(
        'inputs/unknown-value',
        `is ${JSON.stringify(value)}; it takes ${alternatives(words)}.`,
        meant === undefined ? undefined : `Did you mean \`${meant}\`?`,
      );
    },
    write: (value) => value,
  });
}

/** True or false, in exactly the words that the official actions take. Source: YAML 1.2, "Core schema". */
export function boolean(what = ''): OpenInput<boolean> {
  return input(what, {
    parse(given) {
      const value = given.trim();
      if (['true', 'True', 'TRUE'].includes(value)) return { value: true };
      if (['false', 'False', 'FALSE'].includes(value)) return { value: false };
      return problem('inputs/boolean', `is ${JSON.stringify(value)}; it takes \`true\` or \`false\`.`);
    },
    write: (value) => String(value),
  });
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** A whole number, the bounds included. */
export function integer(bounds: Bounds = {}, what = ''): OpenInput<number> {
  return input(what, bounded(/^[-+]?\d+$/, 'a whole number', bounds));
}

/** A duration in minutes, also a part of one. */
export function minutes({ min = 0, max }: Bounds = {}, what = ''): OpenInput<number> {
  const bounds = { min, ...(max !== undefined && { max }) };
  return input(what, bounded(/^\d+(\.\d+)?$/, 'a number of minutes', bounds));
}

function bounded(form: RegExp, noun: string, { min = -Infinity, max = Infinity }: Bounds): Kind<number> {
  const range =
    max < Infinity && min > -Infinity
      ? ` from ${min} to ${max}`
      : min > -Infinity
        ? `, ${min} or more`
        : max < Infinity
          ? `, ${max} or less`
          : '';
  return {
    parse(given) {
      const value = Number(given);
      const fits = form.test(given.trim()) && value >= min && value <= max;
      return fits
        ? { value }
        : problem('inputs/number', `is ${JSON.stringify(given.trim())}; it takes ${noun}${range}.`);
    },
    write: (value) => String(value),
  };
}

/** A list with one item a line, quoted or not; an item in quotes may have several lines. */
export function lines(what = ''): OpenInput<readonly string[]> {
  return input(what, {
    parse: (given) => listed(given, (fields) => [fields.join(',')]),
    write: (items) => items.join('\n'),
  });
}

/** A list of names, with commas or line ends between them, quoted or not. */
export function names(what = ''): OpenInput<readonly string[]> {
  return input(what, {
    parse: (given) => listed(given, (fields) => fields.flatMap((field) => field.split(','))),
    write: (items) => items.join(','),
  });
}

function listed(
  given: string,
  items: (fields: readonly string[]) => readonly string[],
): { value: readonly string[] } | { problem: Problem } {
  const records = csvRecords(given);
  if (!records)
    return problem(
      'inputs/lines',
      'has a quote that is not closed.',
      'Close it, or write `""` for a quote within quotes.',
    );
  const value = records.flatMap(items).map((item) => item.trim());
  return { value: value.filter((item) => item !== '') };
}

/** `KEY=value` lines, as they are: blanks at the end of a line count, and the room that needs them knows the rules. */
export function keyValues(what = ''): OpenInput<string> {
  return input(what, { parse: (given) => ({ value: given }), write: (value) => value });
}

/** A JSON value. */
export function json(what = ''): OpenInput<Json> {
  return input(what, {
    parse(given) {
      try {
        return { value: JSON.parse(given) as Json };
      } catch {
        // The parser's own message quotes the text, which may be a secret.
        return problem('inputs/json', 'is not valid JSON.', 'Check its quotes, commas and brackets.');
      }
    },
    write: (value) => JSON.stringify(value),
  });
}

/**
 * An input of an official action whose feature is not there yet: an error when it is set, never ignored.
 *
 * @param off the values that ask for nothing, such as the official default.
 */
export function refused(feature: string, instead: string, off: readonly string[] = []) {
  return input<undefined>(`Not supported yet: ${feature}.`, {
    parse: (given) =>
      off.includes(given.trim())
        ? { value: undefined }
        : problem('inputs/not-available', `is set, but ${feature} is not available yet.`, instead),
    write: () => '',
  }).optional();
}

function problem(rule: string, message: string, hint?: string): { problem: Problem } {
  return { problem: { rule, message, ...(hint !== undefined && { hint }) } };
}

function alternatives(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

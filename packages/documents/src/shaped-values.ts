import type { Diagnostics } from './diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import { pathText, type Document, type Path } from './document.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import type { Fields, Shape } from './shape.ts';

/** How what is found is called: the first part of the rules' names, and what has these fields, `a scaling policy`. */
export interface ShapeWords {
  readonly room: string;
  readonly what: string;
}

/**
 * The fields of an object with every value of its kind: a number or flag that a variable made text is one again; null,
 * empty texts and keys for comments (`_comment`) are dropped, at every level.
 *
 * A value of another kind is an error (`room/type`), and so is a word that is nearly one of a choice (`room/value`). An
 * unknown field (`room/unknown-field`) or word passes through with a notice, because AWS may have added it; a field that is
 * nearly a known one, with a warning.
 */
export function shapedValues(
  document: Document,
  fields: JsonObject,
  shapes: Fields,
  words: ShapeWords,
  diagnostics: Diagnostics,
): JsonObject {
  return shapedFields(fields, shapes, [], { document, diagnostics, words });
}

interface Reports {
  readonly document: Document;
  readonly diagnostics: Diagnostics;
  readonly words: ShapeWords;
}

function shapedFields(value: JsonObject, shapes: Fields, path: Path, reports: Reports): JsonObject {
  const kept = Object.entries(value).flatMap(([name, given]): [string, Json][] => {
    if (name.startsWith('_') || given === null || given === '') return [];
    const here = [...path, name];
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (!shape) reportUnknown(here, Object.keys(shapes), reports);
    return [[name, shape ? shaped(given, shape, here, reports) : given]];
  });
  return Object.fromEntries(kept);
}

function shaped(value: Json, shape: Shape, path: Path, reports: Reports): Json {
  if (typeof shape === 'object' && 'fields' in shape && isObject(value)) {
    return shapedFields(value, shape.fields, path, reports);
  }
  if (typeof shape === 'object' && 'items' in shape && isList(value)) {
    return value.map((item, index) => shaped(item, shape.items, [...path, index], reports));
  }
  const read = readText(value, shape);
  if (!isOfShape(read, shape)) {
    const { document, diagnostics, words } = reports;
    diagnostics.error(
      document.at(path),
      `${words.room}/type`,
      `${pathText(path)} must be ${kindOf(shape)}, and here is ${JSON.stringify(value)}.`,
    );
  } else if (typeof shape === 'object' && 'choice' in shape) reportChoice(read, shape.choice, path, reports);
  return read;
}

/** What a text says, where a number or a flag is wanted: what stands for a variable is always text. */
function readText(value: Json, shape: Shape): Json {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if ((shape === 'whole number' || shape === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (shape === 'flag' && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return value;
}

function isOfShape(value: Json, shape: Shape): boolean {
  switch (shape) {
    case 'whole number':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return isList(value);
    case 'object':
      return isObject(value);
    case 'text':
      return typeof value === 'string';
    default:
      // What has items or fields was one and has been gone into.
      return 'choice' in shape && typeof value === 'string';
  }
}

function kindOf(shape: Shape): string {
  if (typeof shape === 'object') return 'items' in shape ? 'a list' : 'fields' in shape ? 'a mapping' : 'text';
  return {
    text: 'text',
    'whole number': 'a whole number',
    number: 'a number',
    flag: 'true or false',
    list: 'a list',
    object: 'a mapping',
  }[shape];
}

/** A word like one of AWS's is a mistake; one like none of them may be new. */
function reportChoice(value: Json, choice: readonly string[], path: Path, reports: Reports): void {
  if (typeof value !== 'string' || choice.includes(value)) return;
  const { document, diagnostics, words } = reports;
  const nearest = didYouMean(value, choice) ?? beginningOf(value, choice);
  const rule = `${words.room}/value`;
  const message = `${pathText(path)} ${JSON.stringify(value)} is not known.`;
  const hint = `There are: ${choice.join(', ')}.`;
  if (nearest) diagnostics.error(document.at(path), rule, message, `Did you mean ${nearest}? ${hint}`);
  else diagnostics.notice(document.at(path), rule, `${message} It is passed to AWS as it is.`, hint);
}

/** The word that somebody began to write: `GreaterThan`. */
function beginningOf(value: string, choice: readonly string[]): string | undefined {
  const begun = value.toLowerCase();
  return choice.find((word) => word.toLowerCase().startsWith(begun));
}

function reportUnknown(path: Path, known: readonly string[], { document, diagnostics, words }: Reports): void {
  const nearest = didYouMean(String(path.at(-1)), known);
  diagnostics[nearest === undefined ? 'notice' : 'warning'](
    document.keyAt(path),
    `${words.room}/unknown-field`,
    `${pathText(path)} is not a field of ${words.what} that this version knows; it is passed to AWS as it is.`,
    nearest && `Did you mean ${nearest}?`,
  );
}

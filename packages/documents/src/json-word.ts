import type { Json } from './json.ts';
import { numberProblem } from './number.ts';
import { missingQuotes, unfitNumber, unquotedPlaceholder, type Wording } from './wording.ts';

/** What a word of a JSON text means: its value, or a stand-in and the problem with it. */
interface Word {
  readonly value: Json;
  readonly problem?: Wording;
  /** False when the word is no JSON, whatever the problem: a number too large is JSON, a placeholder is not. */
  readonly isWellFormed: boolean;
}

const LITERALS = new Map<string, Json>(Object.entries({ true: true, false: false, null: null }));

/** What other languages, in any case, write for JSON's words. */
const FOREIGN_LITERALS = new Map(
  Object.entries({ none: 'null', undefined: 'null', nil: 'null', null: 'null', true: 'true', false: 'false' }),
);

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

// NaN, Infinity, .5, +1, 01, 0x10: numbers elsewhere.
const FOREIGN_NUMBER = /^[-+]?(?:NaN|Infinity|\.?\d[\w.+-]*)$/;

// {{NAME}}, ${NAME}, #{NAME}, <NAME>, %NAME%, @NAME@, __NAME__, $NAME, and names in capitals.
const PLACEHOLDER = /\{\{|[$#]\{|^<.*>$|^%.*%$|^@.*@$|^__.*__$|^\$\w|^[A-Z][A-Z0-9_]+$/;

/** Reads what stands in a JSON text without double quotes. */
export function readWord(text: string): Word {
  const literal = LITERALS.get(text);
  if (literal !== undefined) return { value: literal, isWellFormed: true };
  if (!NUMBER.test(text)) return { value: text, problem: problemOf(text), isWellFormed: false };
  const value = Number(text);
  const problem = numberProblem(text, value);
  return problem ? { value: text, problem: unfitNumber(problem), isWellFormed: true } : { value, isWellFormed: true };
}

function problemOf(text: string): Wording {
  const meant = FOREIGN_LITERALS.get(text.toLowerCase());
  if (meant) return ['files/json-syntax', `${text} is no JSON.`, `Write ${meant}.`];
  if (FOREIGN_NUMBER.test(text)) return unfitNumber('This is not a number as JSON writes them.');
  if (PLACEHOLDER.test(text)) return unquotedPlaceholder(text);
  if (text.startsWith('/*')) return ['files/unclosed', 'This comment is never closed.', 'Close it with */.'];
  if (text.startsWith("'")) return ['files/missing-quotes', 'JSON takes double quotes only.', 'Write " instead of \'.'];
  return missingQuotes();
}

import { isList, isObject, type Json, type JsonObject } from '../../../world/json.ts';
import { matchesPattern } from '../../../world/pattern.ts';

/** Whether one value of an event is what a pattern wants; undefined where the event has none. */
export type ValueMatch = (value: Json | undefined) => boolean;

/** A pattern that EventBridge refuses; its message is the reason. */
export class PatternError extends Error {}

/**
 * What one entry of a pattern's list matches: a value exactly, or what an object as `{"prefix": "a"}` describes.
 *
 * Source: EventBridge's guide, "Comparison operators"; all of them but `cidr`.
 *
 * @throws PatternError
 */
export function matchOf(wanted: Json): ValueMatch {
  if (isList(wanted)) throw new PatternError('Match value must be String, number, true, false, or null');
  if (!isObject(wanted)) return (value) => value === wanted;
  const [entry, ...others] = Object.entries(wanted);
  if (!entry || others.length > 0) throw new PatternError('Only one key allowed in match expression');
  const [operator, operand] = entry;
  const textMatch = TEXT_MATCHES[operator];
  if (textMatch) return onText(operator, operand, textMatch);
  if (operator === 'anything-but') return anythingBut(operand);
  if (operator === 'exists') return exists(operand);
  if (operator === 'numeric') return numeric(operand);
  throw new PatternError(`Unrecognized match type ${operator}`);
}

type TextMatch = (value: string, wanted: string) => boolean;

const ignoringCase: TextMatch = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

const TEXT_MATCHES: Readonly<Record<string, TextMatch | undefined>> = {
  prefix: (value, wanted) => value.startsWith(wanted),
  suffix: (value, wanted) => value.endsWith(wanted),
  'equals-ignore-case': ignoringCase,
  wildcard: (value, wanted) => matchesPattern(wanted, value),
};

function onText(operator: string, operand: Json | undefined, matches: TextMatch): ValueMatch {
  // A prefix and a suffix may themselves ignore the case.
  const inner = isObject(operand) && operator.endsWith('fix') ? operand['equals-ignore-case'] : undefined;
  const wanted = inner ?? operand;
  if (typeof wanted !== 'string') throw new PatternError(`${operator} match pattern must be a string`);
  if (inner === undefined) return (value) => typeof value === 'string' && matches(value, wanted);
  return (value) => typeof value === 'string' && matches(value.toLowerCase(), wanted.toLowerCase());
}

/** A value that is there, and none of these. */
function anythingBut(operand: Json | undefined): ValueMatch {
  const unwanted = isObject(operand) ? unwantedTexts(operand) : unwantedValues(operand);
  return (value) => value !== undefined && !unwanted.some((match) => match(value));
}

function unwantedTexts(operand: JsonObject): ValueMatch[] {
  const [operator = ''] = Object.keys(operand);
  const match = TEXT_MATCHES[operator];
  if (!match) throw new PatternError(`Unsupported anything-but pattern: ${operator}`);
  const texts = operand[operator];
  return (isList(texts) ? texts : [texts]).map((text) => onText(operator, text, match));
}

function unwantedValues(operand: Json | undefined): ValueMatch[] {
  const values = isList(operand) ? operand : [operand];
  if (values.length === 0 || !values.every((value) => typeof value === 'string' || typeof value === 'number'))
    throw new PatternError('Value of anything-but must be an array or single string/number value.');
  return values.map((unwanted) => (value) => value === unwanted);
}

function exists(operand: Json | undefined): ValueMatch {
  if (typeof operand !== 'boolean') throw new PatternError('exists match pattern must be either true or false.');
  return (value) => (value !== undefined) === operand;
}

const COMPARISONS: Readonly<Record<string, ((value: number, bound: number) => boolean) | undefined>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** One comparison, or two that are a range: `[">", 0, "<=", 5]`. */
function numeric(operand: Json | undefined): ValueMatch {
  if (!isList(operand) || (operand.length !== 2 && operand.length !== 4))
    throw new PatternError('Value of numeric must be an array of one or two comparisons.');
  const matches = [operand.slice(0, 2), operand.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([comparison, bound]) => {
      const operator = JSON.stringify(comparison);
      const compare = typeof comparison === 'string' ? COMPARISONS[comparison] : undefined;
      if (!compare) throw new PatternError(`Unrecognized numeric range operator: ${operator}`);
      if (typeof bound !== 'number') throw new PatternError(`Value of ${operator} must be numeric`);
      return (value: number): boolean => compare(value, bound);
    });
  return (value) => typeof value === 'number' && matches.every((match) => match(value));
}

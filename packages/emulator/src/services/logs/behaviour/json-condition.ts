import type { Json } from '../../../world/json.ts';
import { matchesPattern } from '../../../world/pattern.ts';
import { fieldAt, isSelector } from './json-selector.ts';
import { PatternError } from './pattern-error.ts';

/** Whether a condition is true of the fields of a line. */
export type Condition = (fields: Json) => boolean;

// Selectors, texts in quotes, operators, and everything else up to the next of them: words, numbers, wildcards.
const TOKEN = /\s*(\$[^\s=!<>&|(){}]+|"(?:[^"\\]|\\.)*"|&&|\|\||!=|<=|>=|[=<>()]|[^\s=!<>&|(){}"]+)/y;

/**
 * What stands between the braces of a JSON pattern: comparisons, `&&`, `||` and parentheses; `&&` binds tighter. There is
 * `NOT EXISTS`, and no `EXISTS`.
 *
 * Source: CloudWatch Logs's guide, "Using filter patterns to match terms in JSON log events".
 *
 * @throws PatternError
 */
export function jsonCondition(text: string): Condition {
  const tokens = tokensOf(text);
  let place = 0;
  const take = (): string => {
    const token = tokens[place++];
    if (token === undefined) throw new PatternError('the condition ends too early');
    return token;
  };

  function either(): Condition {
    const alternatives = [both()];
    for (; tokens[place] === '||'; alternatives.push(both())) place++;
    return (fields) => alternatives.some((holds) => holds(fields));
  }

  function both(): Condition {
    const parts = [single()];
    for (; tokens[place] === '&&'; parts.push(single())) place++;
    return (fields) => parts.every((holds) => holds(fields));
  }

  function single(): Condition {
    const token = take();
    if (token === '(') {
      const inner = either();
      if (take() !== ')') throw new PatternError('a ) is missing');
      return inner;
    }
    if (!isSelector(token)) throw new PatternError(`${token} is no selector`);
    return compared(token, take(), take());
  }

  const condition = either();
  if (place < tokens.length) throw new PatternError(`${String(tokens[place])} has no place here`);
  return condition;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new PatternError(`${text.slice(at).trim()} can't be read`);
    tokens.push(token);
  }
  return tokens;
}

const IS: Readonly<Record<string, Json | undefined>> = { NULL: null, TRUE: true, FALSE: false };

function compared(selector: string, operator: string, operand: string): Condition {
  const on =
    (holds: (value: Json) => boolean): Condition =>
    (fields) => {
      const value = fieldAt(fields, selector);
      return value !== undefined && holds(value);
    };
  if (operator === 'NOT' && operand === 'EXISTS') return (fields) => fieldAt(fields, selector) === undefined;
  if (operator === 'IS' && IS[operand] !== undefined) return on((value) => value === IS[operand]);
  if (operator === '=') return on(equalTo(operand));
  // A field that is not there is not another one.
  if (operator === '!=') return on((value) => !equalTo(operand)(value));
  const compare = NUMBERS[operator];
  if (!compare) throw new PatternError(`${operator} is no operator`);
  const bound = Number(operand);
  if (isQuoted(operand) || !Number.isFinite(bound)) throw new PatternError(`${operator} compares numbers only`);
  return on((value) => typeof value === 'number' && compare(value, bound));
}

const NUMBERS: Readonly<Record<string, ((value: number, bound: number) => boolean) | undefined>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** A number equals a number; a text may have `*` for anything. */
function equalTo(operand: string): (value: Json) => boolean {
  if (operand.startsWith('%')) throw new PatternError('regular expressions are not emulated');
  if (/^[()&|=!<>]/.test(operand)) throw new PatternError(`${operand} is no value`);
  if (operand === '*') return () => true;
  const wanted = isQuoted(operand) ? unquoted(operand) : operand;
  return (value) => {
    if (typeof value === 'string') return matchesPattern(wanted, value);
    return typeof value === 'number' && !isQuoted(operand) && value === Number(operand);
  };
}

/** Whether a token stands in quotes. */
export const isQuoted = (token: string): boolean => token.startsWith('"');

/** What stands in the quotes. */
export const unquoted = (token: string): string => token.slice(1, -1).replace(/\\(.)/g, '$1');

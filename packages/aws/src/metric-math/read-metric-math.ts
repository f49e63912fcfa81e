import { didYouMean } from '@fargate-actions/documents';
import { MATH_FUNCTIONS, type MathOutcome } from './functions.ts';

/** What was read of an expression, or why nothing could be. */
export type ReadMetricMath =
  | { readonly outcome: MathOutcome; readonly unknownFunctions: readonly UnknownFunction[] }
  | { readonly problem: string; readonly hint: string | undefined };

/** A function that is not known here; AWS may have added it. */
export interface UnknownFunction {
  readonly name: string;
  /** The known one that may be meant. */
  readonly nearest: string | undefined;
}

/** What each id of a request stands for: its expression, or undefined for a metric. */
export type Expressions = ReadonlyMap<string, string | undefined>;

/**
 * Reads an expression of CloudWatch's metric math, as far as a file can tell that it is wrong: what no expression has is a
 * problem, and what it comes to is worked out.
 *
 * Source: CloudWatch user guide, "Using math expressions with CloudWatch metrics", "Metric math syntax and functions".
 */
export function readMetricMath(expression: string, expressions: Expressions): ReadMetricMath {
  const unknown = new Map<string, UnknownFunction>();
  try {
    const outcome = outcomeOf(tokensOf(expression), {
      outcomeOfId: (id) => outcomeOfId(id, expressions),
      meetUnknown: (name) => unknown.set(name, { name, nearest: didYouMean(name, MATH_FUNCTIONS.keys()) }),
    });
    return { outcome, unknownFunctions: [...unknown.values()] };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { problem: error.message, hint: error.hint };
  }
}

class Unreadable extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

function outcomeOfId(id: string, expressions: Expressions): MathOutcome {
  if (!expressions.has(id)) return undefined;
  const expression = expressions.get(id);
  if (expression === undefined) return 'series';
  // Without itself, so that a circle comes to an end. What is wrong with it is said where it stands.
  const read = readMetricMath(expression, new Map([...expressions].filter(([other]) => other !== id)));
  return 'outcome' in read ? read.outcome : undefined;
}

/** Numbers, names, texts in one of the kinds of quotes, operators. */
const TOKEN =
  /\s*((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_][\w.]*|"[^"]*"|'[^']*'|“[^”]*”|\|\||&&|[=!<>]=|[-+*/^(),<>[\]])/y;
const OPERATORS: ReadonlySet<string> = new Set('+ - * / ^ == != <= >= < > AND && OR ||'.split(' '));

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Unreadable(`Metric math has no \`${text.slice(at).trim().charAt(0)}\`.`);
    tokens.push(token);
  }
  return tokens;
}

interface Names {
  readonly outcomeOfId: (id: string) => MathOutcome;
  readonly meetUnknown: (functionName: string) => void;
}

/** Which operator binds tighter makes no difference to what comes out: series, lists and numbers. */
function outcomeOf(tokens: readonly string[], { outcomeOfId, meetUnknown }: Names): MathOutcome {
  let place = 0;

  function combination(): MathOutcome {
    let outcome = operand();
    for (let token = tokens[place]; token !== undefined && OPERATORS.has(token); token = tokens[place]) {
      place++;
      outcome = combined(outcome, operand());
    }
    return outcome;
  }

  function operand(): MathOutcome {
    const token = tokens[place++];
    if (token === undefined) throw new Unreadable('It ends where a metric, a number or a function must follow.');
    if (token === '-') return operand();
    if (token === '(') return listed(')')[0];
    if (token === '[') {
      listed(']');
      return 'list';
    }
    if (/^[\d.]/.test(token)) return 'number';
    if (/^["'“]/.test(token)) return undefined;
    if (!/^[A-Za-z_]/.test(token) || OPERATORS.has(token))
      throw new Unreadable(`A metric, a number or a function must stand where \`${token}\` does.`);
    return tokens[place] === '(' ? called(token) : outcomeOfId(token);
  }

  function called(name: string): MathOutcome {
    const known = MATH_FUNCTIONS.get(name);
    if (!known && MATH_FUNCTIONS.has(name.toUpperCase()))
      throw new Unreadable(
        'Functions of metric math are written in capitals.',
        `Write \`${name.toUpperCase()}(...)\`.`,
      );
    if (!known) meetUnknown(name);
    place++;
    const [first] = listed(')');
    return known?.(first);
  }

  function listed(end: string): MathOutcome[] {
    const items: MathOutcome[] = [];
    if (tokens[place] !== end) items.push(combination());
    while (tokens[place] === ',') {
      place++;
      items.push(combination());
    }
    const token = tokens[place++];
    if (token === end) return items;
    throw new Unreadable(
      token === undefined ? `A \`${end}\` is missing at its end.` : `An operator must stand where \`${token}\` does.`,
    );
  }

  const outcome = combination();
  if (place < tokens.length) throw new Unreadable(`An operator must stand where \`${String(tokens[place])}\` does.`);
  return outcome;
}

function combined(one: MathOutcome, other: MathOutcome): MathOutcome {
  if (one === 'list' || other === 'list') return 'list';
  return one === undefined || other === undefined ? undefined : one === 'series' ? one : other;
}

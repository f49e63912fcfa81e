import { PatternError } from './pattern-error.ts';

type Kind = 'sign' | 'operator' | 'text' | 'expression' | 'selector' | 'word';

interface Token {
  readonly kind: Kind | 'end';
  readonly text: string;
  readonly at: number;
}

/** The tokens of a pattern, tried in this order. */
const TOKENS: readonly (readonly [Kind, RegExp])[] = [
  ['sign', /&&|\|\||[(){}]/y],
  ['operator', />=|<=|!=|=|>|</y],
  ['text', /"(?:[^"\\]|\\.)*"/y],
  ['expression', /%[^%]+%/y],
  ['selector', /\$(?:\.?\[[^\]]*\]|\.[\w*-]+)*/y],
  ['word', /[^\s&|(){}=<>!"$%]+/y],
];

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * Checks a condition on the fields of a line of JSON: `{ $.level = "ERROR" && $.status >= 500 }`.
 *
 * @throws PatternError
 */
export function checkJsonPattern(text: string): void {
  const tokens = tokensOf(text);
  let next = 0;

  const peek = (): Token => tokens[next] ?? { kind: 'end', text: '', at: text.length };
  function take(): Token {
    const token = peek();
    next += 1;
    return token;
  }
  function takeSign(sign: string): void {
    const token = take();
    if (token.text !== sign) throw new PatternError(token.at, `${sign} is missing before ${named(token)}`);
  }

  function conditions(): void {
    condition();
    while (peek().text === '&&' || peek().text === '||') {
      take();
      condition();
    }
  }
  function condition(): void {
    if (peek().text === '(') {
      take();
      conditions();
      takeSign(')');
    } else comparison();
  }
  function comparison(): void {
    const selector = take();
    if (selector.kind !== 'selector') {
      throw new PatternError(selector.at, `a field such as $.level is missing before ${named(selector)}`);
    }
    if (selector.text === '$') throw new PatternError(selector.at, 'a field such as $.level is missing behind $');
    const operator = take();
    switch (operator.text) {
      case 'IS':
        oneOf(take(), ['NULL', 'TRUE', 'FALSE'], 'IS');
        break;
      case 'NOT':
        oneOf(take(), ['EXISTS'], 'NOT');
        break;
      case 'EXISTS':
        // Source: CloudWatch Logs user guide, "Using filter patterns to match terms in JSON log events".
        throw new PatternError(
          operator.at,
          `there is NOT EXISTS, and no EXISTS: a field that is there is \`${selector.text} = *\``,
        );
      default:
        if (operator.kind !== 'operator') {
          throw new PatternError(operator.at, `an operator such as = is missing before ${named(operator)}`);
        }
        value(operator, take());
    }
  }

  takeSign('{');
  conditions();
  takeSign('}');
  if (peek().kind !== 'end')
    throw new PatternError(peek().at, `nothing may follow the closing }, and ${named(peek())} does`);
}

function value(operator: Token, given: Token): void {
  if (given.kind === 'operator' && operator.text === '=') {
    throw new PatternError(given.at, 'equal is one =');
  }
  if (given.kind !== 'text' && given.kind !== 'word' && given.kind !== 'expression') {
    throw new PatternError(given.at, `a value is missing before ${named(given)}`);
  }
  const isOrder = operator.text.startsWith('<') || operator.text.startsWith('>');
  if (isOrder && !NUMBER.test(given.text)) {
    throw new PatternError(given.at, `${operator.text} compares with a number, not with ${named(given)}`);
  }
}

function oneOf(given: Token, words: readonly string[], before: string): void {
  if (words.includes(given.text)) return;
  throw new PatternError(given.at, `${before} is followed by ${words.join(', ')}, not by ${named(given)}`);
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, form] of TOKENS) {
    form.lastIndex = at;
    const [found] = form.exec(text) ?? [];
    if (found !== undefined) return { kind, text: found, at };
  }
  const sign = text.charAt(at);
  if (sign === '"') throw new PatternError(at, 'a quotation mark is not closed');
  if (sign === '%') throw new PatternError(at, 'a regular expression is not closed by %');
  throw new PatternError(at, `${sign} has no meaning alone: there are &&, || and !=`);
}

function named({ kind, text }: Token): string {
  return kind === 'end' ? 'the end' : text;
}

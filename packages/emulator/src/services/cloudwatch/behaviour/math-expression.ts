/** An expression that can't be worked out: it is no expression, or has what is not emulated. */
export class MathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MathError';
  }
}

/** A parsed expression of metric math. */
export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'list'; readonly items: readonly MathNode[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly MathNode[] }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: MathNode; readonly right: MathNode };

// Source: CloudWatch user guide, "Metric math syntax and functions". The loosest first.
const OPERATORS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

/** What may be called, with the least and the most arguments. Anything else is refused rather than guessed. */
const FUNCTIONS: Readonly<Record<string, readonly [number, number]>> = {
  FILL: [2, 2],
  IF: [2, 3],
  METRICS: [0, 1],
  SUM: [1, 1],
  AVG: [1, 1],
  MAX: [1, 1],
  MIN: [1, 1],
  ABS: [1, 1],
  CEIL: [1, 1],
  FLOOR: [1, 1],
};

/** Parses an expression. Throws a MathError where it is none, or calls what is not emulated. */
export function parseMath(text: string): MathNode {
  const tokens = tokensOf(text);
  let place = 0;
  const peek = (): string | undefined => tokens[place];
  const expect = (wanted: string): void => {
    if (tokens[place++] !== wanted) throw new MathError(`${wanted} is missing in the expression ${text}`);
  };

  function level(depth: number): MathNode {
    const operators = OPERATORS[depth];
    if (!operators) return operand();
    let left = level(depth + 1);
    for (let operator = peek(); operator !== undefined && operators.includes(operator); operator = peek()) {
      place++;
      left = { kind: 'binary', operator, left, right: level(depth + 1) };
    }
    return left;
  }

  function operand(): MathNode {
    const token = tokens[place++];
    if (token === undefined) throw new MathError(`The expression ends too early: ${text}`);
    if (token === '-')
      return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: level(OPERATORS.length - 1) };
    if (token === '(') {
      const inner = level(0);
      expect(')');
      return inner;
    }
    if (token === '[') return { kind: 'list', items: listed(']') };
    if (token.startsWith('"')) return { kind: 'id', id: token };
    if (/^[\d.]/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^[a-z]/.test(token)) return { kind: 'id', id: token };
    if (peek() === '(') {
      place++;
      return called(token, listed(')'));
    }
    if (token === 'REPEAT') return { kind: 'id', id: token };
    throw new MathError(`${token} has no place in the expression ${text}`);
  }

  function listed(end: string): MathNode[] {
    const items: MathNode[] = [];
    if (peek() === end) {
      place++;
      return items;
    }
    for (;;) {
      items.push(level(0));
      if (peek() === ',') place++;
      else break;
    }
    expect(end);
    return items;
  }

  function called(name: string, args: readonly MathNode[]): MathNode {
    const [least, most] = FUNCTIONS[name] ?? [];
    if (least === undefined || most === undefined) throw new MathError(`The function ${name} is not emulated: ${text}`);
    if (args.length < least || args.length > most)
      throw new MathError(`${name} takes ${least === most ? least : `${least} to ${most}`} arguments: ${text}`);
    return { kind: 'call', name, args };
  }

  const node = level(0);
  if (place < tokens.length) throw new MathError(`${String(peek())} has no place in the expression ${text}`);
  return node;
}

/** Numbers, names, texts, operators. */
const TOKEN = /\s*(\d+(?:\.\d+)?|\.\d+|[A-Za-z]\w*|"[^"]*"|\|\||&&|[=!<>]=|[-+*/^(),<>[\]])/y;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new MathError(`The expression can't be read: ${text}`);
    tokens.push(token);
  }
  return tokens;
}

/** The ids that an expression names. */
export function idsIn(node: MathNode): string[] {
  switch (node.kind) {
    case 'number':
      return [];
    case 'id':
      return /^[a-z]/.test(node.id) ? [node.id] : [];
    case 'list':
      return node.items.flatMap(idsIn);
    case 'call':
      return node.args.flatMap(idsIn);
    case 'binary':
      return [...idsIn(node.left), ...idsIn(node.right)];
  }
}

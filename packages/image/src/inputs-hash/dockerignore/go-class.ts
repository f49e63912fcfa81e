/** Whether a character is of a class. */
export type InClass = (character: string) => boolean;

/** What Go's regexp refuses. */
export class BadExpression extends Error {}

/** Characters of an expression, one by one. */
export class Characters {
  readonly #all: readonly string[];
  at = 0;

  constructor(text: string) {
    this.#all = Array.from(text);
  }

  /** The character so many further on; empty behind the end. */
  ahead(by = 0): string {
    return this.#all[this.at + by] ?? '';
  }

  isAtEnd(): boolean {
    return this.at >= this.#all.length;
  }

  /** @throws BadExpression at the end. */
  next(): string {
    if (this.isAtEnd()) throw new BadExpression();
    return this.#all[this.at++] ?? '';
  }

  /** Goes on behind a text, if it is the next one. */
  skips(text: string): boolean {
    const is = Array.from(text).every((character, index) => this.ahead(index) === character);
    if (is) this.at += Array.from(text).length;
    return is;
  }
}

/** Source: Go's regexp/syntax, perl_groups.go. */
const PERL: Readonly<Record<string, RegExp>> = { d: /[0-9]/, s: /[\t\n\f\r ]/, w: /[0-9A-Za-z_]/ };
const POSIX: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  ascii: /^\p{ASCII}$/u,
  blank: /[\t ]/,
  cntrl: /^(?=\p{ASCII}$)\p{Cc}$/u,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t-\r ]/,
  upper: /[A-Z]/,
  word: /[0-9A-Za-z_]/,
  xdigit: /[0-9A-Fa-f]/,
};

/**
 * Reads a class behind its `[`, up to its `]`.
 *
 * Source: Go's regexp/syntax, parser.parseClass, with the flags of syntax.Perl.
 */
export function readClass(from: Characters): InClass {
  const isNegated = from.skips('^');
  const parts: InClass[] = [];
  for (let isFirst = true; isFirst || from.ahead() !== ']'; isFirst = false) {
    const part = posixClass(from) ?? escapedClass(from);
    if (part) {
      parts.push(part);
      continue;
    }
    const low = classCharacter(from);
    // `[a-]` means a and -.
    const isRange = from.ahead() === '-' && from.ahead(1) !== '' && from.ahead(1) !== ']';
    if (isRange) from.next();
    const [first, last] = [codeOf(low), codeOf(isRange ? classCharacter(from) : low)];
    if (last < first) throw new BadExpression();
    parts.push((character) => codeOf(character) >= first && codeOf(character) <= last);
  }
  from.next();
  return (character) => parts.some((has) => has(character)) !== isNegated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

function classCharacter(from: Characters): string {
  return from.skips('\\') ? escapedCharacter(from) : from.next();
}

function posixClass(from: Characters): InClass | undefined {
  if (from.ahead() !== '[' || from.ahead(1) !== ':') return undefined;
  let name = '';
  for (let by = 2; !(from.ahead(by) === ':' && from.ahead(by + 1) === ']'); by += 1) {
    if (from.ahead(by) === '') return undefined;
    name += from.ahead(by);
  }
  const isNegated = name.startsWith('^');
  const expression = POSIX[isNegated ? name.slice(1) : name];
  if (!expression) throw new BadExpression();
  from.at += Array.from(name).length + 4;
  return (character) => expression.test(character) !== isNegated;
}

/** Reads `\d`, `\W`, `\pL` and their like; undefined where something else comes. */
export function escapedClass(from: Characters): InClass | undefined {
  if (from.ahead() !== '\\') return undefined;
  const letter = from.ahead(1);
  if (letter === 'p' || letter === 'P') {
    from.at += 2;
    const has = unicodeClass(from);
    return (character) => has(character) === (letter === 'p');
  }
  const expression = Object.hasOwn(PERL, letter.toLowerCase()) ? PERL[letter.toLowerCase()] : undefined;
  if (!expression) return undefined;
  from.at += 2;
  const isNegated = letter !== letter.toLowerCase();
  return (character) => expression.test(character) !== isNegated;
}

/** A category or script of Unicode: `L`, `{Lu}`, `{^Greek}`. */
function unicodeClass(from: Characters): InClass {
  let name = from.next();
  if (name === '{') {
    name = '';
    for (let next = from.next(); next !== '}'; next = from.next()) name += next;
  }
  const isNegated = name.startsWith('^');
  const bare = isNegated ? name.slice(1) : name;
  if (!/^[A-Z][A-Za-z_]*$/.test(bare)) throw new BadExpression();
  try {
    const expression = new RegExp(`^\\p{${/^(?:Any|..?)$/.test(bare) ? bare : `Script=${bare}`}}$`, 'u');
    return (character) => expression.test(character) !== isNegated;
  } catch {
    throw new BadExpression();
  }
}

const LETTERS: Readonly<Record<string, string>> = { a: '\x07', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * Reads what stands behind a backslash, as one character.
 *
 * Source: Go's regexp/syntax, parser.parseEscape.
 */
export function escapedCharacter(from: Characters): string {
  const character = from.next();
  const isOctal = (text: string): boolean => /^[0-7]$/.test(text);
  if (character === '0' || (isOctal(character) && isOctal(from.ahead()))) {
    let digits = character;
    while (digits.length < 3 && isOctal(from.ahead())) digits += from.next();
    return String.fromCodePoint(parseInt(digits, 8));
  }
  if (character === 'x') {
    let digits = '';
    if (from.skips('{')) for (let next = from.next(); next !== '}'; next = from.next()) digits += next;
    else digits = from.next() + from.next();
    const code = parseInt(digits, 16);
    if (!/^[0-9A-Fa-f]{2,}$/.test(digits.padStart(2, '0')) || digits === '' || code > 0x10ffff)
      throw new BadExpression();
    return String.fromCodePoint(code);
  }
  if (Object.hasOwn(LETTERS, character)) return LETTERS[character] ?? '';
  if (codeOf(character) < 0x80 && !/[0-9A-Za-z]/.test(character)) return character;
  throw new BadExpression();
}

/** One simple command of a script, its words expanded. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The shell makes room for it: nothing stands between it and a signal. */
  readonly isExec: boolean;
}

/** What a script can see. */
export interface ShellContext {
  readonly environment: Readonly<Record<string, string>>;
  /** `$1` and on. */
  readonly positional: readonly string[];
}

/** Words that stand before a command and are none. */
const RESERVED: ReadonlySet<string> = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'while',
  'until',
  'do',
  'done',
  '!',
  '{',
  '}',
  'time',
  'command',
  'builtin',
]);
const ASSIGNS: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare']);
const ASSIGNMENT = /^([A-Za-z_]\w*)=([\s\S]*)$/;
/** `$NAME`, `${NAME}` and `${NAME:-default}`, `$(...)`, and the shell's own (`$@`, `$1`, `$$`). */
const EXPANSION =
  /\$(?:\{(?<braced>\w+|[@*])(?:(?<operator>:?[-=+?])(?<word>[^}]*)|[^}]*)\}|(?<plain>[A-Za-z_]\w*|[@*\d#?$!-])|\((?<substituted>[^()]*(?:\([^()]*\)[^()]*)*)\))/y;

/**
 * The simple commands of a shell script, in order, as far as its text and the given environment tell.
 *
 * Quotes and expansions mean what they mean to a POSIX shell; what only a run would tell is empty.
 * Source: POSIX, Shell Command Language.
 */
export function shellCommands(script: string, context: ShellContext): readonly ShellCommand[] {
  return new ScriptReader(script, context).read();
}

class ScriptReader {
  readonly #script: string;
  readonly #environment: Record<string, string>;
  #positional: readonly string[];
  readonly #commands: ShellCommand[] = [];
  #place = 0;
  #words: string[] = [];
  #word: string | undefined;

  constructor(script: string, { environment, positional }: ShellContext) {
    this.#script = script;
    this.#environment = { ...environment };
    this.#positional = positional;
  }

  read(): readonly ShellCommand[] {
    while (this.#place < this.#script.length) this.#readOne();
    this.#endCommand('');
    return this.#commands;
  }

  #readOne(): void {
    const character = this.#script[this.#place] ?? '';
    const next = this.#script[this.#place + 1] ?? '';
    if (character === '\\') {
      // A backslash before a line end joins the lines.
      if (next !== '\n') this.#append(next);
      this.#place += 2;
    } else if (character === "'") this.#append(this.#until("'"));
    else if (character === '"') this.#readDoubleQuoted();
    else if (character === '`') this.#appendFields(substituted(this.#until('`')));
    else if (character === '$') this.#readExpansion(false);
    else if (character === '#' && this.#word === undefined) this.#skipComment();
    else if (/[<>]/.test(character) || (character === '&' && next === '>')) this.#skipRedirection();
    else if (/[;&|()\n]/.test(character)) this.#readOperator();
    else if (/\s/.test(character)) {
      this.#endWord();
      this.#place++;
    } else {
      this.#append(character);
      this.#place++;
    }
  }

  #append(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  /** What an unquoted expansion gives is split into words. */
  #appendFields(text: string): void {
    text.split(/(\s+)/).forEach((field) => {
      if (/^\s+$/.test(field)) this.#endWord();
      else if (field !== '') this.#append(field);
    });
  }

  /** The text up to the closing mark, and past it. */
  #until(mark: string): string {
    const end = this.#script.indexOf(mark, this.#place + 1);
    const text = this.#script.slice(this.#place + 1, end === -1 ? undefined : end);
    this.#place = end === -1 ? this.#script.length : end + 1;
    return text;
  }

  #readDoubleQuoted(): void {
    this.#word ??= '';
    this.#place++;
    while (this.#place < this.#script.length && this.#script[this.#place] !== '"') {
      const character = this.#script[this.#place] ?? '';
      if (character === '$') this.#readExpansion(true);
      else if (character === '\\') {
        const next = this.#script[this.#place + 1] ?? '';
        this.#append(/[$`"\\]/.test(next) ? next : next === '\n' ? '' : `\\${next}`);
        this.#place += 2;
      } else {
        this.#append(character);
        this.#place++;
      }
    }
    this.#place++;
  }

  #readExpansion(isQuoted: boolean): void {
    EXPANSION.lastIndex = this.#place;
    const match = EXPANSION.exec(this.#script);
    if (!match) {
      this.#append('$');
      this.#place++;
      return;
    }
    this.#place = EXPANSION.lastIndex;
    const { braced, plain, operator, word = '', substituted: inner } = match.groups ?? {};
    const name = braced ?? plain ?? '';
    if (inner !== undefined) this.#appendFields(substituted(inner));
    else if (name === '@') this.#appendPositional();
    else {
      const value = defaulted(this.#valueOf(name), operator, this.#expandedWord(word));
      if (isQuoted) this.#append(value);
      else this.#appendFields(value);
    }
  }

  /** The default within `${NAME:-default}` may itself name variables. */
  #expandedWord(word: string): string {
    return word.replace(/\$(\w+)/g, (_, name: string) => this.#valueOf(name) ?? '').replace(/^(["'])(.*)\1$/s, '$2');
  }

  #valueOf(name: string): string | undefined {
    if (name === '*') return this.#positional.join(' ');
    return /^\d+$/.test(name) ? this.#positional[Number(name) - 1] : this.#environment[name];
  }

  #appendPositional(): void {
    this.#positional.forEach((argument, index) => {
      if (index > 0) this.#endWord();
      this.#append(argument);
    });
  }

  #skipComment(): void {
    const end = this.#script.indexOf('\n', this.#place);
    this.#place = end === -1 ? this.#script.length : end;
  }

  /** A redirection, the number before it, and what it leads to, which may be quoted but is no argument. */
  #skipRedirection(): void {
    if (/^\d+$/.test(this.#word ?? '')) this.#word = undefined;
    this.#endWord();
    const target = /[<>&|-]+[ \t]*(?:"[^"]*"|'[^']*'|[^\s;&|()<>]*)/y;
    target.lastIndex = this.#place;
    this.#place += target.exec(this.#script)?.[0].length ?? 1;
  }

  #readOperator(): void {
    const [operator = ''] = /^(?:&&|\|\||;;|[;&|()\n])/.exec(this.#script.slice(this.#place)) ?? [];
    this.#place += operator.length;
    this.#endCommand(operator);
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(operator: string): void {
    this.#endWord();
    const words = this.#words;
    this.#words = [];
    while (RESERVED.has(words[0] ?? '') || (words.length > 1 && ASSIGNMENT.test(words[0] ?? ''))) words.shift();
    const [first, ...rest] = words;
    if (first === undefined) return;
    if (ASSIGNS.has(first) || ASSIGNMENT.test(first)) this.#assign(words);
    else if (first === 'set' && rest[0] === '--') this.#positional = rest.slice(1);
    else if (first === 'eval') this.#commands.push(...shellCommands(rest.join(' '), this.#context()));
    else {
      const isExec = first === 'exec' && operator !== '|' && operator !== '&';
      this.#commands.push({ words: first === 'exec' ? rest : words, isExec });
    }
  }

  #assign(words: readonly string[]): void {
    for (const word of words) {
      const [, name, value] = ASSIGNMENT.exec(word) ?? [];
      if (name !== undefined) this.#environment[name] = value ?? '';
    }
  }

  #context(): ShellContext {
    return { environment: this.#environment, positional: this.#positional };
  }
}

/** `$(which celery)` is celery; what else a command writes nobody knows before. */
function substituted(command: string): string {
  return /^\s*(?:which|command -v|type -p)\s+(\S+)\s*$/.exec(command)?.[1] ?? '';
}

function defaulted(value: string | undefined, operator: string | undefined, word: string): string {
  const isThere = operator?.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator?.endsWith('+')) return isThere ? word : '';
  if (isThere) return value ?? '';
  return operator?.endsWith('-') || operator?.endsWith('=') ? word : '';
}

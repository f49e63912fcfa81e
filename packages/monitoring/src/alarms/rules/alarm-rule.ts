/** What a rule of a composite alarm says, or why it says nothing. */
export type AlarmRule =
  | {
      readonly kind: 'rule';
      /** The alarms that it names, by name or ARN, each once. */
      readonly alarms: readonly string[];
      /** Alarms, TRUE and FALSE, and parentheses: CloudWatch takes at most 500. */
      readonly elements: number;
    }
  | { readonly kind: 'wrong'; readonly why: string };

interface Token {
  readonly type: 'mark' | 'word' | 'quoted';
  readonly text: string;
}

const STATES: ReadonlySet<string> = new Set(['ALARM', 'OK', 'INSUFFICIENT_DATA']);

class WrongRule extends Error {}

/**
 * Parses the rule of a composite alarm: `ALARM(a) AND NOT (OK("b c") OR AT_LEAST(2, ALARM, (d, e, f)))`.
 *
 * Source: the SDK's documentation of PutCompositeAlarm; CloudWatch User Guide, "Composite alarms" (AT_LEAST).
 */
export function parseAlarmRule(text: string): AlarmRule {
  const alarms = new Set<string>();
  let elements = 0;
  let tokens: readonly Token[] = [];
  let next = 0;

  const peek = (): Token | undefined => tokens[next];
  const isMark = (mark: string): boolean => peek()?.type === 'mark' && peek()?.text === mark;
  const isWord = (word: string): boolean => peek()?.type === 'word' && peek()?.text.toUpperCase() === word;

  function take(mark: string, where: string): void {
    if (!isMark(mark)) throw new WrongRule(`\`${mark}\` is expected ${where}, and here is ${shown(peek())}`);
    next++;
  }

  function expression(): void {
    term();
    while (isWord('AND') || isWord('OR')) {
      next++;
      term();
    }
  }

  function term(): void {
    while (isWord('NOT')) next++;
    if (isMark('(')) {
      next++;
      elements += 2;
      expression();
      take(')', 'at the end of a parenthesis');
      return;
    }
    const token = peek();
    const word = token?.type === 'word' ? token.text.toUpperCase() : '';
    if (word === 'TRUE' || word === 'FALSE') {
      next++;
      elements++;
    } else if (STATES.has(word)) {
      next++;
      take('(', `after ${word}`);
      alarm();
      take(')', 'after the name of an alarm');
    } else if (word === 'AT_LEAST') atLeast();
    else throw new WrongRule(`ALARM(...), OK(...) or INSUFFICIENT_DATA(...) is expected, and here is ${shown(token)}`);
  }

  function atLeast(): void {
    next++;
    take('(', 'after AT_LEAST');
    const count = peek();
    if (count?.type !== 'word' || !/^[1-9]\d*%?$/.test(count.text)) {
      throw new WrongRule(`AT_LEAST begins with a number or a percentage, and here is ${shown(count)}`);
    }
    next++;
    take(',', 'after the number of AT_LEAST');
    if (isWord('NOT')) next++;
    const state = peek();
    if (state?.type !== 'word' || !STATES.has(state.text.toUpperCase())) {
      throw new WrongRule(`AT_LEAST needs ALARM, OK or INSUFFICIENT_DATA, and here is ${shown(state)}`);
    }
    next++;
    take(',', 'after the state of AT_LEAST');
    take('(', 'before the alarms of AT_LEAST');
    alarm();
    while (isMark(',')) {
      next++;
      alarm();
    }
    take(')', 'after the alarms of AT_LEAST');
    take(')', 'at the end of AT_LEAST');
  }

  function alarm(): void {
    const token = peek();
    if (!token || token.type === 'mark' || token.text === '') {
      throw new WrongRule(`the name of an alarm is expected, and here is ${shown(token)}`);
    }
    alarms.add(token.text);
    elements++;
    next++;
  }

  try {
    tokens = tokensOf(text);
    expression();
    if (next < tokens.length) throw new WrongRule(`AND, OR or the end is expected, and here is ${shown(peek())}`);
    return { kind: 'rule', alarms: [...alarms], elements };
  } catch (error) {
    if (error instanceof WrongRule) return { kind: 'wrong', why: error.message };
    throw error;
  }
}

function shown(token: Token | undefined): string {
  return token ? JSON.stringify(token.text) : 'the end';
}

// Blanks, then a mark, a name in quotes (a quote in it is escaped), or a word.
const TOKEN = /\s*(?:(?<mark>[(),])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s(),"]+))/y;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  const { length } = text.trimEnd();
  while (pattern.lastIndex < length) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) throw new WrongRule('a quote is not closed');
    const { mark, quoted, word } = groups;
    if (mark !== undefined) tokens.push({ type: 'mark', text: mark });
    else if (quoted !== undefined) tokens.push({ type: 'quoted', text: quoted.replace(/\\(.)/g, '$1') });
    else tokens.push({ type: 'word', text: word ?? '' });
  }
  return tokens;
}

/** The name of an alarm that is named by name or ARN. */
export function alarmNameOf(nameOrArn: string): string {
  return /^arn:[\w-]+:cloudwatch:[^:]*:[^:]*:alarm:(?<name>.+)$/.exec(nameOrArn)?.groups?.['name'] ?? nameOrArn;
}

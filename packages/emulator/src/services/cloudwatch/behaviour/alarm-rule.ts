import type { AlarmState } from '../model.ts';

/** A rule that can't be read. */
export class RuleError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuleError';
  }
}

/** The parsed rule of a composite alarm. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly isTrue: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly rule: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly left: AlarmRule; readonly right: AlarmRule };

const TOKEN = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y;

const STATES: ReadonlySet<string> = new Set<AlarmState>(['ALARM', 'OK', 'INSUFFICIENT_DATA']);
const isState = (word: string): word is AlarmState => STATES.has(word);

/**
 * Parses the rule of a composite alarm; AND binds tighter than OR.
 *
 * Throws a RuleError. Source: API reference, PutCompositeAlarm, "AlarmRule".
 */
export function parseRule(text: string): AlarmRule {
  const tokens = tokensOf(text);
  let place = 0;
  const take = (): string | undefined => tokens[place++];
  const expect = (wanted: string): void => {
    const found = take();
    if (found !== wanted) throw new RuleError(`AlarmRule: ${wanted} expected instead of ${found ?? 'the end'}`);
  };

  function either(): AlarmRule {
    let left = both();
    while (tokens[place] === 'OR') {
      place++;
      left = { kind: 'or', left, right: both() };
    }
    return left;
  }

  function both(): AlarmRule {
    let left = single();
    while (tokens[place] === 'AND') {
      place++;
      left = { kind: 'and', left, right: single() };
    }
    return left;
  }

  function single(): AlarmRule {
    const token = take();
    if (token === undefined) throw new RuleError('AlarmRule: the rule ends too early');
    if (token === 'NOT') return { kind: 'not', rule: single() };
    if (token === 'TRUE' || token === 'FALSE') return { kind: 'constant', isTrue: token === 'TRUE' };
    if (token === '(') {
      const rule = either();
      expect(')');
      return rule;
    }
    if (!isState(token)) throw new RuleError(`AlarmRule: ${token} has no place here`);
    expect('(');
    const alarm = take();
    if (alarm === undefined || alarm === '(' || alarm === ')')
      throw new RuleError(`AlarmRule: ${token} needs the name of an alarm`);
    expect(')');
    return { kind: 'state', state: token, alarm: nameIn(alarm) };
  }

  const rule = either();
  if (place < tokens.length) throw new RuleError(`AlarmRule: ${String(tokens[place])} has no place here`);
  return rule;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; text.slice(at).trim() !== ''; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new RuleError(`AlarmRule: ${text.slice(at).trim()} can't be read`);
    tokens.push(token);
  }
  return tokens;
}

/** A name may stand in quotes, and instead of it an ARN. */
function nameIn(word: string): string {
  const name = word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(name)?.[1] ?? name;
}

/** The alarms that a rule names, each once. */
export function alarmsIn(rule: AlarmRule): string[] {
  const names = (part: AlarmRule): string[] => {
    switch (part.kind) {
      case 'constant':
        return [];
      case 'state':
        return [part.alarm];
      case 'not':
        return names(part.rule);
      default:
        return [...names(part.left), ...names(part.right)];
    }
  };
  return [...new Set(names(rule))];
}

/** Whether a rule is true of the states that its alarms have. */
export function isTrue(rule: AlarmRule, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.isTrue;
    case 'state':
      return stateOf(rule.alarm) === rule.state;
    case 'not':
      return !isTrue(rule.rule, stateOf);
    case 'and':
      return isTrue(rule.left, stateOf) && isTrue(rule.right, stateOf);
    case 'or':
      return isTrue(rule.left, stateOf) || isTrue(rule.right, stateOf);
  }
}

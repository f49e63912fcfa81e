import type { Diagnostics } from './diagnostics.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Document, Path } from './document.ts';
import { isList, isObject, type Json } from './json.ts';
import { VARIABLE_NAME, type Variables } from './variables.ts';

/**
 * Replaces `${NAME}`, `${NAME:-default}` and `${NAME:?message}` in the values of a document, never in its keys.
 *
 * As in a shell, `:-` and `:?` take an empty variable for an unset one, and a default may hold variables itself. `$${`
 * stands for `${`. The result is always text, `cpu: ${CPU}` too: AWS's own names decide what becomes a number.
 * A value that cannot be replaced is reported and kept as it is written.
 *
 * @param isAnothers whether a `${...}` at a path is for somebody else to replace: it is kept as well.
 */
export function interpolate(
  document: Document,
  variables: Variables,
  diagnostics: Diagnostics,
  isAnothers: (written: string, path: Path) => boolean = () => false,
): Document {
  let errorCount = 0;
  return document.withValue(
    replaceIn(document.value, [], (text, path) =>
      expand(text, 0, {
        variables,
        isKept: (written) => isAnothers(written, path),
        report: (rule, message, hint) => {
          if (++errorCount <= MOST_ERRORS) diagnostics.error(document.at(path), rule, message(), hint());
        },
      }),
    ),
  );
}

/** A file with more errors than this is better looked at from its first error on. */
const MOST_ERRORS = 20;

/** Defaults in defaults: each is gone through once more for the one around it. */
const DEEPEST = 20;

function replaceIn(value: Json, path: Path, replace: (text: string, path: Path) => string): Json {
  if (typeof value === 'string') return replace(value, path);
  if (isList(value)) return value.map((item, index) => replaceIn(item, [...path, index], replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaceIn(inner, [...path, key], replace)]),
  );
}

/** What a text is expanded with. */
interface Expansion {
  readonly variables: Variables;
  readonly isKept: (written: string) => boolean;
  /** The words are made only where there is room for one more error. */
  readonly report: (rule: string, message: () => string, hint: () => string) => void;
}

function expand(text: string, depth: number, expansion: Expansion): string {
  const { isKept, report } = expansion;
  let expanded = '';
  let rest = text;
  for (let start = rest.indexOf('${'); start !== -1; start = rest.indexOf('${')) {
    if (rest[start - 1] === '$') {
      expanded += `${rest.slice(0, start - 1)}\${`;
      rest = rest.slice(start + 2);
      continue;
    }
    const end = closingBrace(rest, start + 2);
    if (end === undefined) {
      report(
        'files/variable-syntax',
        () => 'This ${ has no } after it.',
        () => `Add the }. ${LITERAL_HINT}`,
      );
      break;
    }
    const written = rest.slice(start, end + 1);
    expanded += rest.slice(0, start) + (isKept(written) ? written : (valueOf(written, depth, expansion) ?? written));
    rest = rest.slice(end + 1);
  }
  return expanded + rest;
}

const LITERAL_HINT = 'To keep a ${...} as it is, for a shell in the container, write $${...}.';

/** The offset of the `}` that ends the variable, past those of variables in its default. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.slice(from).matchAll(/\$\{|\}/g)) {
    if (sign === '${') depth++;
    else if (depth-- === 0) return from + index;
  }
  return undefined;
}

function valueOf(written: string, depth: number, expansion: Expansion): string | undefined {
  const { variables, report } = expansion;
  const [, name = '', operator, operand = ''] = /^\$\{(.*?)(?:(:[-?])(.*))?\}$/s.exec(written) ?? [];
  if (!VARIABLE_NAME.test(name)) {
    report(
      'files/variable-syntax',
      () => 'Invalid variable reference.',
      () => `Write \${NAME}, \${NAME:-default} or \${NAME:?message}. ${LITERAL_HINT}`,
    );
    return undefined;
  }
  const value = variables.get(name);
  if (operator ? value : value !== undefined) return value;
  if (operator === ':-' && depth < DEEPEST) return expand(operand, depth + 1, expansion);
  if (operator === ':-') {
    report(
      'files/variable-syntax',
      () => `More than ${DEEPEST} defaults stand in each other here.`,
      () => 'Set the variables that they are for, and write fewer of them.',
    );
    return undefined;
  }
  report(
    'files/unset-variable',
    () => `The variable ${name} is ${variables.has(name) ? 'empty' : 'not set'}${operand && `: ${operand}`}.`,
    () => unsetHint(name, variables),
  );
  return undefined;
}

function unsetHint(name: string, variables: Variables): string {
  const meant = variables.has(name) ? undefined : didYouMean(name, variables.keys());
  return [
    meant && `Did you mean ${meant}?`,
    `Set it in the input \`variables\` or under \`variables:\` in stack.yml, or give a default: \${${name}:-value}.`,
    LITERAL_HINT,
  ]
    .filter(Boolean)
    .join(' ');
}

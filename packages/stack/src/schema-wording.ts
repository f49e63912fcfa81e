import { isList, isObject, type Json } from '@fargate-actions/documents';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What zod calls the kinds of values, in words that people have for what they write in YAML. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** How a value of stack.yml violates the schema, behind its name: `must be a list, and here is text`. */
export function violation(issue: Issue, value: Json | undefined): string {
  switch (issue.code) {
    case 'invalid_type':
      return mustBe([kindOf(issue.expected)], value);
    case 'invalid_value':
      return `must be ${oneOf(issue.values.map(String))}, and here is ${JSON.stringify(value)}`;
    case 'invalid_union':
      return mustBe([...new Set(issue.errors.flat().flatMap(expectedOf))], value);
    case 'too_small': {
      if (issue.origin !== 'number' && issue.origin !== 'int') return 'must not be empty';
      return issue.inclusive === true ? `must be ${issue.minimum} or more` : `must be more than ${issue.minimum}`;
    }
    default:
      return issue.message;
  }
}

function mustBe(kinds: readonly string[], value: Json | undefined): string {
  return `must be ${oneOf(kinds)}, and here is ${kindOfValue(value)}`;
}

function expectedOf(issue: Issue): string[] {
  return issue.code === 'invalid_type' ? [kindOf(issue.expected)] : [];
}

function kindOf(expected: string): string {
  return KINDS[expected] ?? expected;
}

/** Never the value itself: it may be a secret. */
function kindOfValue(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  if (isList(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with a fraction';
  return typeof value === 'boolean' ? String(value) : 'text';
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

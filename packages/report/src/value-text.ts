import { isList, isObject, type Json } from '@fargate-actions/documents';
import { Placeholder, type Shown } from './fields.ts';
import { oneLine, wholeCharacters } from './plain-text.ts';

/** Both sides of a change as text. */
export interface PairText {
  readonly from: string;
  readonly to: string;
}

const NONE = '(none)';

/**
 * Both sides of a change, each in about so many characters.
 *
 * Two values that differ never look the same: what both have in common is cut first.
 */
export function pairText(from: Shown, to: Shown, mostCharacters: number): PairText {
  const brief = { from: text(from, abbreviated), to: text(to, abbreviated) };
  const full = { from: text(from), to: text(to) };
  const pair = brief.from === brief.to ? full : brief;
  if (pair.from.length <= mostCharacters && pair.to.length <= mostCharacters) return pair;
  if (from instanceof Placeholder || to instanceof Placeholder || from === undefined || to === undefined) {
    return { from: cut(pair.from, mostCharacters), to: cut(pair.to, mostCharacters) };
  }
  return aroundTheDifference(pair, mostCharacters);
}

/** One value as text, in about so many characters. */
export function valueText(value: Shown, mostCharacters: number): string {
  return cut(text(value, abbreviated), mostCharacters);
}

type Abbreviate = (text: string) => string;

/** What people know a thing by, of its ARN; an image's digest by its beginning. */
const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/^arn:[\w-]+:ecs:[\w-]+:\d+:task-definition\/([\w-]+:\d+)$/, '$1'],
  [/^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d+:targetgroup\/([\w-]+)\/\w+$/, '$1'],
  [/(@sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1...'],
];

function abbreviated(value: string): string {
  return ABBREVIATIONS.reduce((text, [form, name]) => text.replace(form, name), value);
}

function text(value: Shown, abbreviate: Abbreviate = (same) => same): string {
  if (value === undefined) return NONE;
  if (value instanceof Placeholder) return value.text;
  if (typeof value === 'string') return quotedIfNeeded(abbreviate(value));
  return oneLine(isList(value) ? listText(value, abbreviate) : nested(value, abbreviate));
}

function listText(items: readonly Json[], abbreviate: Abbreviate): string {
  return items.length === 0 ? '[]' : items.map((item) => nested(item, abbreviate)).join(', ');
}

function nested(value: Json, abbreviate: Abbreviate): string {
  if (typeof value === 'string') {
    const brief = abbreviate(value);
    return /[,:{}]/.test(brief) ? JSON.stringify(brief) : quotedIfNeeded(brief);
  }
  if (isList(value)) return `[${value.map((item) => nested(item, abbreviate)).join(', ')}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}: ${nested(item, abbreviate)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}

/** Text as it is, in quotes where it would look like something else: a number, nothing, one of our own words. */
function quotedIfNeeded(value: string): string {
  const isPlain = /^[^\s"'()[\]{}](.*[^\s])?$/.test(value) && oneLine(value) === value && !value.includes(' -> ');
  return isPlain && !/^(true|false|null|[-+.\d][\d.e+-]*)$/i.test(value) ? value : JSON.stringify(value);
}

function cut(value: string, mostCharacters: number): string {
  if (value.length <= mostCharacters) return value;
  return `${wholeCharacters(value.slice(0, mostCharacters))}... (${value.length} characters)`;
}

/** How far back to look for the start of a word, so that the reader sees where the difference is. */
const CONTEXT = 40;

function aroundTheDifference({ from, to }: PairText, mostCharacters: number): PairText {
  let same = 0;
  while (same < Math.min(from.length, to.length) && from[same] === to[same]) same += 1;
  const before = from.slice(Math.max(0, same - CONTEXT), same);
  const start = same - (before.length - 1 - Math.max(...['/', ' ', ','].map((mark) => before.lastIndexOf(mark))));
  const part = (value: string) => (start === 0 ? '' : '...') + cut(value.slice(start), mostCharacters);
  const parts = { from: part(from), to: part(to) };
  return parts.from === parts.to ? { from, to } : parts;
}

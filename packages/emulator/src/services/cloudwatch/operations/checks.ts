import type { Tag } from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import type { Tags } from '../../../world/tags.ts';

/** What CloudWatch answers to most of what is wrong with a request. */
export const invalid = (message: string): Fault => new Fault('ValidationException', message);

/** What CloudWatch answers to parameters that can't be used together. */
export const badCombination = (message: string): Fault => new Fault('InvalidParameterCombinationException', message);

/** @throws Fault where a list has more items than it may, or fewer. */
export function lengthWithin(
  list: readonly unknown[] | string | undefined,
  member: string,
  [least, most]: readonly [number, number],
): void {
  if (list === undefined || (list.length >= least && list.length <= most)) return;
  const [what, bound] = list.length < least ? ['greater', least] : ['less', most];
  const shown = typeof list === 'string' ? list : `[${list.map((item) => JSON.stringify(item)).join(', ')}]`;
  throw invalid(
    `1 validation error detected: Value '${shown}' at '${member}' failed to satisfy constraint: ` +
      `Member must have length ${what} than or equal to ${bound}`,
  );
}

/** @throws Fault where a value is none of an enumeration's. */
export function oneOf(value: string | undefined, member: string, values: readonly string[]): void {
  if (value === undefined || values.includes(value)) return;
  throw invalid(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}

/** Tags as the world keeps them. @throws Fault for more than 50, keys twice, and keys that are AWS's own. */
export function tagsOf(tags: readonly Tag[] = []): Tags {
  lengthWithin(tags, 'tags', [0, 50]);
  const keys = tags.map(({ Key = '' }) => Key);
  if (new Set(keys).size < keys.length) throw invalid('Tag keys must be unique.');
  for (const { Key = '', Value = '' } of tags) {
    lengthWithin(Key, 'tags.member.key', [1, 128]);
    lengthWithin(Value, 'tags.member.value', [0, 256]);
    if (/^aws:/i.test(Key)) throw invalid(`Tag keys starting with 'aws:' are reserved for system use`);
  }
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

import { objectsAt, repeated, textAt } from '../containers.ts';
import type { Rule } from '../subject.ts';

/** Source: type documentation of the SDK, RegisterTaskDefinitionRequest.tags. */
const TAGS_AT_MOST = 50;
const KEY_LENGTH_AT_MOST = 128;
const VALUE_LENGTH_AT_MOST = 256;

/** Tags: how many, how long, each key once. */
export const tags: Rule = (subject) => {
  const all = objectsAt(subject.definition, 'tags');
  if (all.length > TAGS_AT_MOST) {
    subject.error(['tags'], 'task-definition/tag', `There are ${all.length} tags; AWS takes ${TAGS_AT_MOST} at most.`);
  }
  const keys = all.map(({ value }) => textAt(value, 'key'));
  const again = repeated(keys);
  all.forEach(({ path, value }, index) => {
    const key = keys[index];
    if (key !== undefined && (key.length > KEY_LENGTH_AT_MOST || /^aws:/i.test(key))) {
      subject.error(
        [...path, 'key'],
        'task-definition/tag',
        `A tag cannot have the key ${key.slice(0, KEY_LENGTH_AT_MOST)}.`,
        `Use at most ${KEY_LENGTH_AT_MOST} characters; \`aws:\` is AWS's own.`,
      );
    }
    if (again.has(index)) {
      subject.error([...path, 'key'], 'task-definition/tag', `The tag ${key} is there twice.`, 'Remove one of them.');
    }
    if ((textAt(value, 'value') ?? '').length > VALUE_LENGTH_AT_MOST) {
      subject.error(
        [...path, 'value'],
        'task-definition/tag',
        `The value of the tag ${key} is longer than ${VALUE_LENGTH_AT_MOST} characters.`,
      );
    }
  });
};

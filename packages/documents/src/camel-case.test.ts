import { expect, test } from '@jest/globals';
import { answerInCamelCase, Diagnostics, inCamelCase, inPascalCase, parseDocument } from './index.ts';

test.each([
  { name: 'MinCapacity', small: 'minCapacity' },
  { name: 'PolicyARN', small: 'policyARN' },
  { name: 'OKActions', small: 'okActions' },
  { name: 'alreadySmall', small: 'alreadySmall' },
])('$name is $small', ({ name, small }) => {
  expect(answerInCamelCase({ [name]: [{ [name]: 1 }] })).toEqual({ [small]: [{ [small]: 1 }] });
});

test('values stand where they stood, and the keys of tags stay as they are', () => {
  const document = parseDocument('Targets:\n  - MinCapacity: 1\n    Tags: { Team: a }', 'a.yml', new Diagnostics());
  if (!document) throw new Error('It is YAML.');
  const small = inCamelCase(document);
  expect(small.value).toEqual({ targets: [{ minCapacity: 1, tags: { Team: 'a' } }] });
  expect(small.at(['targets', 0, 'minCapacity'])).toEqual({ file: 'a.yml', line: 2, column: 18 });
  expect(small.keyAt(['targets', 0, 'minCapacity'])).toEqual({ file: 'a.yml', line: 2, column: 5 });
});

test('a request has its keys as AWS takes them', () => {
  expect(inPascalCase({ minCapacity: 1, tags: { team: 'a' } })).toEqual({ MinCapacity: 1, Tags: { team: 'a' } });
});

test('an answer is plain data: times are text, what is undefined is left out, keys of tags stay', () => {
  const answer = { UpdatedAt: new Date(0), Note: undefined, Tags: { Team: 'a' }, Of: [null, { Is: false }] };
  expect(answerInCamelCase(answer)).toEqual({
    updatedAt: '1970-01-01T00:00:00.000Z',
    tags: { Team: 'a' },
    of: [null, { is: false }],
  });
});

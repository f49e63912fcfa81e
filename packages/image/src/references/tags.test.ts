import { describe, expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { checkImmutableTags, imageTags, isImmutableTag, type TagFacts } from './tags.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const FACTS: TagFacts = { commitSha: SHA, ref: 'refs/heads/feature/a b', runId: '42', environment: 'staging' };

describe('tags', () => {
  test.each<{ name: string; templates: string[]; facts?: TagFacts; expected: string[]; rules?: string[] }>([
    { name: 'the commit when none are given', templates: [], expected: [SHA] },
    { name: 'of the commit', templates: ['${COMMIT_SHA}'], expected: [SHA] },
    {
      name: 'several',
      templates: ['v-${SHORT_SHA}', '${ENVIRONMENT}-${RUN_ID}'],
      expected: ['v-0123456', 'staging-42'],
    },
    { name: 'each once', templates: ['a', ' a '], expected: ['a'] },
    { name: 'a branch with what a tag may not have', templates: ['${BRANCH}'], expected: ['feature-a-b'] },
    { name: 'no git tag on a branch', templates: ['${TAG}', 'x'], expected: ['x'] },
    { name: 'a git tag', templates: ['${TAG}', '${BRANCH}'], facts: { ref: 'refs/tags/v1.2' }, expected: ['v1.2'] },
    { name: 'nothing left', templates: ['${TAG}'], expected: [], rules: ['image/no-tag'] },
    { name: 'an unknown template', templates: ['${SHA}'], expected: [], rules: ['image/tag-template'] },
    { name: 'a whole name', templates: ['repo:v1'], expected: [], rules: ['image/tag'] },
    { name: 'an option', templates: ['-v'], expected: [], rules: ['image/tag'] },
    { name: 'too long', templates: ['a'.repeat(129)], expected: [], rules: ['image/tag'] },
    { name: 'no commit', templates: [], facts: {}, expected: [], rules: ['image/no-commit'] },
  ])('$name', ({ templates, facts = FACTS, expected, rules = [] }) => {
    const diagnostics = new Diagnostics();
    expect(imageTags(templates, facts, diagnostics)).toEqual(expected);
    expect(diagnostics.all.map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('a tag is held fast', () => {
  test.each([
    { mutability: undefined, tag: 'a', expected: false },
    { mutability: 'MUTABLE', tag: 'a', expected: false },
    { mutability: 'IMMUTABLE', tag: 'a', expected: true },
    { mutability: 'IMMUTABLE_WITH_EXCLUSION', tag: 'a', expected: true },
    { mutability: 'IMMUTABLE_WITH_EXCLUSION', tag: 'dev.1', expected: false },
    { mutability: 'IMMUTABLE_WITH_EXCLUSION', tag: 'devx1', expected: true },
    { mutability: 'MUTABLE_WITH_EXCLUSION', tag: 'a', expected: false },
    { mutability: 'MUTABLE_WITH_EXCLUSION', tag: 'dev.1', expected: true },
  ])('$mutability, $tag: $expected', ({ mutability, tag, expected }) => {
    expect(isImmutableTag(tag, { imageTagMutability: mutability, exclusions: ['dev.*'] })).toBe(expected);
  });
});

describe('before the build', () => {
  const immutable = { imageTagMutability: 'IMMUTABLE', exclusions: [] };
  test.each([
    { name: 'a tag that is free', tags: ['abc'], taken: {}, expected: [] },
    { name: 'a tag on another image', tags: ['abc'], taken: { abc: 'sha256:1' }, expected: ['image/immutable-tag'] },
    { name: 'a tag on this image', tags: ['abc'], taken: { abc: 'sha256:2' }, expected: [] },
    { name: 'a tag that has to move', tags: ['latest', 'abc'], taken: {}, expected: ['image/floating-tag'] },
  ])('$name', ({ tags, taken, expected }) => {
    const diagnostics = new Diagnostics();
    checkImmutableTags(tags, immutable, new Map(Object.entries(taken)), 'sha256:2', diagnostics);
    expect(diagnostics.all.map(({ rule }) => rule)).toEqual(expected);
  });

  test('where tags may move, nothing is said', () => {
    const diagnostics = new Diagnostics();
    const mutable = { imageTagMutability: 'MUTABLE', exclusions: [] };
    checkImmutableTags(['latest', 'abc'], mutable, new Map([['abc', 'sha256:1']]), undefined, diagnostics);
    expect(diagnostics.all).toEqual([]);
  });
});

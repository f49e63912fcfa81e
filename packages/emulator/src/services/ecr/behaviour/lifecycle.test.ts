import { describe, expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import type { Image } from '../model.ts';
import { lifecycleActs } from './lifecycle.ts';
import { lifecycleRules } from './lifecycle-policy.ts';
import { madeUpImage } from './made-up-image.ts';
import { digestOf } from './manifest.ts';
import { newRepository } from './new-repository.ts';
import { pushImage } from './push.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23);

/** `A prod-1 beta-1 @10`: an image of that name with these tags, pushed so many days ago. */
function imageOf(text: string): Image {
  const [name = '', ...rest] = text.split(' ');
  const days = Number(rest.pop()?.slice(1));
  return { digest: name, tags: rest, pushedAt: NOW - days * DAY, manifest: '{}', mediaType: '', sizeInBytes: 1 };
}

/** `tagged prod*,x* > 1`, `untagged age 14`: rules in the order of their priorities. */
function policyOf(...rules: string[]): string {
  return JSON.stringify({
    rules: rules.map((rule, index) => {
      const [, tagStatus, patterns, count, number] = /^(\w+)(?: (\S+))? (>|age) (\d+)$/.exec(rule) ?? [];
      const selection = {
        tagStatus,
        ...(patterns !== undefined && { tagPatternList: patterns.split(',') }),
        ...(count === '>' ? { countType: 'imageCountMoreThan' } : { countType: 'sinceImagePushed', countUnit: 'days' }),
        countNumber: Number(number),
      };
      return { rulePriority: index + 1, selection, action: { type: 'expire' } };
    }),
  });
}

const TWO_KINDS = ['A beta-1 prod-1 @10', 'B beta-2 prod-2 @9', 'C beta-3 @8'];
const ALL_KINDS = ['A alpha-1 @12', 'B beta-1 @11', 'C alpha-2 @10', 'D git-abc123 @9', 'E @8'];

// The first three are the examples of ECR's user guide, "Examples of lifecycle policies".
test.each([
  { rules: ['tagged prod* > 1', 'tagged beta* > 1'], images: TWO_KINDS, expired: 'A' },
  { rules: ['tagged beta* > 1', 'tagged prod* > 1'], images: TWO_KINDS, expired: 'A B' },
  { rules: ['tagged alpha* > 1', 'any > 1'], images: ALL_KINDS, expired: 'A B D' },
  { rules: ['untagged > 1'], images: ['A @3', 'B @2', 'C v1 @4'], expired: 'A' },
  { rules: ['tagged prod* age 14'], images: ['A prod @14', 'B prod @13', 'C beta @20'], expired: 'A' },
  { rules: ['tagged v*,*-rc > 1'], images: ['A v1 x-rc @3', 'B v2 @2', 'C v3-rc @1'], expired: 'A' },
  { rules: ['tagged deployed-* > 99', 'any > 1'], images: ['A deployed-1 @9', 'B v2 @2', 'C v3 @1'], expired: 'B' },
  { rules: ['any > 9'], images: ALL_KINDS, expired: '' },
])('$rules expires "$expired"', ({ rules, images, expired }) => {
  const acts = lifecycleActs(images.map(imageOf), lifecycleRules(policyOf(...rules)), NOW);
  expect(acts.map(({ image }) => image.digest).join(' ')).toBe(expired);
});

test('an image of an index stays as long as the index', () => {
  const index = {
    ...imageOf('index v1 @1'),
    manifest: JSON.stringify({ schemaVersion: 2, manifests: [{ digest: 'A' }] }),
  };
  const images = [imageOf('A @9'), imageOf('B @8'), index];
  const acts = lifecycleActs(images, lifecycleRules(policyOf('untagged age 1')), NOW);
  expect(acts.map(({ image }) => image.digest)).toEqual(['B']);
});

describe('a policy', () => {
  const rule = (selection: object, rulePriority = 1) => ({ rulePriority, selection, action: { type: 'expire' } });
  const any = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 };

  test.each([
    { policy: 'no JSON', says: 'Could not map policyString into LifecyclePolicy.' },
    { policy: {}, says: 'missing required properties (["rules"])' },
    { policy: { rules: [] }, says: 'array has 0 items' },
    { policy: { rules: [{ rulePriority: 1 }] }, says: 'missing required properties' },
    { policy: { rules: [rule(any), rule({ ...any, tagStatus: 'untagged' })] }, says: 'unique rulePriority' },
    { policy: { rules: [rule(any, 0)] }, says: 'rulePriority must be' },
    {
      policy: { rules: [rule(any), rule({ ...any, tagStatus: 'untagged' }, 2)] },
      says: 'must have the lowest priority',
    },
    {
      policy: { rules: [1, 2].map((priority) => rule({ ...any, tagStatus: 'untagged' }, priority)) },
      says: 'Only one rule can select Untagged images per storage class',
    },
    {
      policy: { rules: [rule({ ...any, tagStatus: 'tagged' })] },
      says: 'Must specify tagPrefixList or tagPatternList',
    },
    { policy: { rules: [rule({ ...any, tagPrefixList: ['v'] })] }, says: 'Must not specify' },
    {
      policy: { rules: [rule({ ...any, tagStatus: 'tagged', tagPrefixList: ['v'], tagPatternList: ['v*'] })] },
      says: 'Must specify only one of',
    },
    { policy: { rules: [rule({ ...any, tagStatus: 'tagged', tagPatternList: ['*1*2*3*4*'] })] }, says: '4 wildcards' },
    { policy: { rules: [rule({ ...any, tagStatus: 'tagged', tagPrefixList: [] })] }, says: 'no array' },
    { policy: { rules: [rule({ ...any, countUnit: 'days' })] }, says: 'failed to match exactly one schema' },
    {
      policy: { rules: [rule({ ...any, countType: 'sinceImagePushed' })] },
      says: 'failed to match exactly one schema',
    },
    { policy: { rules: [rule({ ...any, countNumber: 0 })] }, says: 'countNumber must be' },
    { policy: { rules: [rule({ ...any, countType: 'age' })] }, says: 'not found in enum' },
    { policy: { rules: [rule({ ...any, tags: ['x'] })] }, says: 'not allowed by the schema: ["tags"]' },
  ])('is refused: $says', ({ policy, says }) => {
    const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
    expect(() => lifecycleRules(text)).toThrow(says);
    expect(() => lifecycleRules(text)).toThrow(
      "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: '",
    );
  });

  test('acts within a day after a push, and goes on acting', () => {
    const emulator = new Emulator();
    const { world } = emulator;
    const repository = newRepository(world, 'app');
    world.repositories.push(repository);
    const push = (tag: string): void => {
      const { manifest } = madeUpImage(repository, tag, world.now);
      pushImage(world, repository, { manifest, tag });
      emulator.advance(1);
    };
    const tags = (): string[] => repository.images.flatMap((image) => image.tags);

    emulator.call('ecr:PutLifecyclePolicy', { repositoryName: 'app', lifecyclePolicyText: policyOf('any > 2') });
    for (const tag of ['v1', 'v2', 'v3']) push(tag);
    expect(tags()).toEqual(['v1', 'v2', 'v3']);
    emulator.advance(24 * 3600);
    expect(tags()).toEqual(['v2', 'v3']);
    for (const tag of ['v4', 'v5']) push(tag);
    emulator.advance(24 * 3600);
    expect(tags()).toEqual(['v4', 'v5']);

    emulator.call('ecr:DeleteLifecyclePolicy', { repositoryName: 'app' });
    push('v6');
    emulator.advance(48 * 3600);
    expect(tags()).toEqual(['v4', 'v5', 'v6']);
    expect(repository.images.every(({ manifest, digest }) => digestOf(manifest) === digest)).toBe(true);
  });
});

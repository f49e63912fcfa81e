import { readFileSync } from 'node:fs';
import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { checkSafety, type SafetyQuestion } from './check-safety.ts';
import type { ImageInUse } from './image-in-use.ts';
import { parseLifecyclePolicy } from './read-policy.ts';
import { anImage, aPolicy, imagesDaily, NOW } from '../../test/lifecycle/images.ts';

const PUSH = { tags: ['sha-next'] };
const KEEP_TEN = parsed(
  readFileSync(new URL('../../../../examples/amply/deploy/ecr/lifecycle-policy.json', import.meta.url), 'utf8'),
);

function parsed(text: string) {
  const policy = parseLifecyclePolicy(text);
  if (!policy) throw new Error('The policy can not be read.');
  return policy;
}

const runs = (digest: string, service = 'api'): ImageInUse => ({ digest, service, by: 'task' });

function said(question: Partial<SafetyQuestion>) {
  const diagnostics = new Diagnostics();
  checkSafety({ policy: KEEP_TEN, images: imagesDaily(10), inUse: [], now: NOW, ...question }, undefined, diagnostics);
  return diagnostics.all;
}
const summary = (question: Partial<SafetyQuestion>) =>
  said(question).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

describe('the seed’s policy, which keeps the last 10 of any tag', () => {
  test.each([
    { place: '10th', digest: 'i1', push: PUSH, expected: ['error lifecycle/in-use', 'after this push'] },
    { place: '10th', digest: 'i1', push: undefined, expected: ['warning lifecycle/in-use-soon', 'after 1 more push;'] },
    { place: '9th', digest: 'i2', push: PUSH, expected: ['warning lifecycle/in-use-soon', 'after 1 more push;'] },
    { place: '8th', digest: 'i3', push: PUSH, expected: ['warning lifecycle/in-use-soon', 'after 2 more pushes;'] },
    { place: '8th', digest: 'i3', push: undefined, expected: undefined },
    { place: '7th', digest: 'i4', push: PUSH, expected: undefined },
    { place: 'newest', digest: 'i10', push: PUSH, expected: undefined },
  ])('the running image is the $place newest, push $push: $expected', ({ digest, push, expected }) => {
    const found = summary({ inUse: [runs(digest)], push });
    expect(found).toHaveLength(expected ? 1 : 0);
    for (const text of expected ?? []) expect(found[0]).toContain(text);
  });

  test('an image that goes already is an error, whatever is pushed', () => {
    const found = summary({ images: imagesDaily(11), inUse: [runs('i1')] });
    expect(found).toEqual([
      'error lifecycle/in-use: Rule 1 ("Keep last 10 images") of the lifecycle policy deletes i1 (sha-1) within a day; tasks of api run it.',
    ]);
  });

  test('every image and service that is hit is named, and the fix', () => {
    const inUse: ImageInUse[] = [
      runs('i1'),
      runs('i1', 'worker'),
      { digest: 'i2', service: 'beat', by: 'previous task definition' },
    ];
    const [first, second] = said({ inUse, push: PUSH });
    expect(first?.message).toContain('tasks of api run it, tasks of worker run it');
    expect(first?.hint).toContain('"tagPatternList":["deployed-*"]');
    expect(second?.message).toContain('beat goes back to it');
  });

  test('a push of an image that is there changes no order', () => {
    expect(summary({ inUse: [runs('i1')], push: { tags: ['again'], digest: 'i5' } })).toEqual([
      expect.stringContaining('after 1 more push;'),
    ]);
  });

  test('a build of two platforms pushes three images', () => {
    expect(summary({ inUse: [runs('i3')], push: { tags: ['sha-next'], parts: 2 } })).toEqual([
      expect.stringContaining('error lifecycle/in-use'),
    ]);
  });
});

describe('tags', () => {
  const UNTAGGED = aPolicy({ tagStatus: 'untagged', countNumber: 1 });

  test('a push that takes the only tag of a running image exposes it to rules on untagged ones', () => {
    const images = [anImage('A', 9, { tags: ['latest'] }), anImage('B', 1)];
    const question = { policy: UNTAGGED, images, inUse: [runs('A')] };
    expect(summary({ ...question, push: { tags: ['latest'] } })).toEqual([expect.stringContaining('after this push')]);
    expect(summary({ ...question, push: PUSH })).toEqual([]);
  });

  test('a rule on deployed-* protects what a deploy tagged', () => {
    const policy = aPolicy({ tagPatterns: ['deployed-*'], countNumber: 100 }, { countNumber: 2 });
    const images = [anImage('A', 9, { tags: ['deployed-prod.api'] }), ...imagesDaily(2)];
    expect(summary({ policy, images, inUse: [runs('A')], push: PUSH })).toEqual([]);
  });

  test('where that rule is there and the tag is not, the fix is to deploy once', () => {
    const policy = aPolicy({ tagPatterns: ['deployed-*'], countNumber: 100 }, { countNumber: 2 });
    const [found] = said({ policy, images: imagesDaily(3), inUse: [runs('i1')] });
    expect(found?.hint).toContain(
      'Rule 1 keeps images with a tag `deployed-*`, and this one has none: deploy api once',
    );
  });
});

describe('days', () => {
  const untagged = aPolicy({ tagStatus: 'untagged', countType: 'sinceImagePushed', countNumber: 14 });

  test.each([
    { old: 15, expected: 'error lifecycle/in-use: ' },
    { old: 10, expected: 'in 4 days, whatever is pushed' },
  ])('an image in use that is $old days old, of 14', ({ old, expected }) => {
    const found = summary({ policy: untagged, images: [anImage('A', old)], inUse: [runs('A')] });
    expect(found).toEqual([expect.stringContaining(expected)]);
  });

  test('more than thirty days ahead is not told', () => {
    const policy = aPolicy({ countType: 'sinceImagePushed', countNumber: 90 });
    expect(summary({ policy, images: [anImage('A', 59)], inUse: [runs('A')] })).toEqual([]);
  });

  test('archiving is a loss too: what is in the archive can not be pulled', () => {
    const policy = aPolicy({ countType: 'sinceImagePulled', countNumber: 90, action: 'transition' });
    const found = summary({ policy, images: [anImage('A', 91)], inUse: [runs('A')] });
    expect(found).toEqual([expect.stringContaining('archives A within a day')]);
  });
});

test('what ECR’s own preview takes is an error, though we would not think so', () => {
  const preview = new Map([['i4', 1]]);
  expect(summary({ inUse: [runs('i4')], preview })).toEqual([
    expect.stringContaining('deletes i4 (sha-4) within a day'),
  ]);
});

test('images that nobody uses may go', () => {
  expect(summary({ images: imagesDaily(30), push: PUSH })).toEqual([]);
});

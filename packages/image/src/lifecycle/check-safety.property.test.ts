import { Diagnostics } from '@fargate-actions/documents';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkSafety } from './check-safety.ts';
import { deployedTag } from './deployed-tag.ts';
import { expiredBy, withoutExpired } from './expired-by.ts';
import type { ImageInUse } from './image-in-use.ts';
import type { LifecyclePolicy, LifecycleRule } from './policy.ts';
import { afterPush, type Push } from './push.ts';
import type { StoredImage } from './stored-image.ts';
import { anImage, aPolicy, NOW } from '../../test/lifecycle/images.ts';

const HOUR_MS = 60 * 60 * 1000;

const count = fc.integer({ min: 1, max: 6 });
const patterns = fc.subarray(['sha-*', 'pr-*', '*1*', 'latest', 'deployed-*'], { minLength: 1, maxLength: 2 });
const rule: fc.Arbitrary<Partial<LifecycleRule>> = fc.oneof(
  fc.record({ tagPatterns: patterns, countNumber: count }),
  fc.record({ tagStatus: fc.constant('untagged' as const), countNumber: count }),
);
/** Rules on tags, with one on any at the end or not. */
const policies: fc.Arbitrary<LifecyclePolicy> = fc
  .tuple(fc.array(rule, { maxLength: 3 }), fc.option(count, { nil: undefined }))
  .map(([rules, any]) => aPolicy(...rules, ...(any === undefined ? [] : [{ countNumber: any }])));
const kinds = fc.subarray(['sha', 'pr', 'latest'], { maxLength: 2 });
const parts = fc.constantFrom(0, 0, 2);
const pushes = fc.array(fc.record({ kinds, parts }), { maxLength: 20 });

function asPush({ kinds, parts }: { kinds: readonly string[]; parts: number }, number: number): Push {
  const tags = kinds.map((kind) => (kind === 'latest' ? kind : `${kind}-${number}`));
  return { tags, digest: `d${number}`, parts };
}

function isRefused(policy: LifecyclePolicy, images: readonly StoredImage[], inUse: ImageInUse[], push?: Push): boolean {
  const diagnostics = new Diagnostics();
  checkSafety({ policy, images, inUse, push: push && withoutDigest(push), now: NOW }, undefined, diagnostics);
  return diagnostics.hasErrors;
}

/** Before the build nobody knows the digest. */
function withoutDigest({ tags, parts }: Push): Push {
  return { tags, ...(parts !== undefined && { parts }) };
}

/** ECR runs the policy, now or later, once or often. */
function ecrRuns(policy: LifecyclePolicy, images: readonly StoredImage[], times: number, now: number) {
  let left = images;
  for (let run = 0; run < times; run++) left = withoutExpired(left, expiredBy(policy, left, now), now);
  return left;
}

test('an image in use is never lost by applying a policy and any number of pushes', () => {
  let pushed = 0;
  fc.assert(
    fc.property(
      policies,
      pushes,
      pushes,
      fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 3 }),
      (policy, before, after, uses, runs) => {
        let images: readonly StoredImage[] = [];
        before.forEach((push, number) => (images = afterPush(images, asPush(push, number), NOW + number * HOUR_MS)));
        const inUse = uses.flatMap((use): ImageInUse[] => {
          const image = images[use % Math.max(1, images.length)];
          return image ? [{ digest: image.digest, service: 'api', by: 'task' }] : [];
        });
        if (isRefused(policy, images, inUse)) return;

        after.forEach((push, index) => {
          const number = before.length + index;
          if (isRefused(policy, images, inUse, asPush(push, number))) return;
          const pushedAt = NOW + number * HOUR_MS;
          images = ecrRuns(policy, afterPush(images, asPush(push, number), pushedAt), runs, pushedAt);
          pushed += 1;
        });
        const end = ecrRuns(policy, images, 5, NOW + 1e6 * HOUR_MS).map(({ digest }) => digest);
        for (const { digest } of inUse) expect(end).toContain(digest);
      },
    ),
    { numRuns: 500 },
  );
  // A check that refuses everything loses nothing either.
  expect(pushed).toBeGreaterThan(500);
});

test('with the rule on deployed-* and the tags that deploys set, no push is ever refused, and nothing in use is lost', () => {
  const policy = aPolicy({ tagPatterns: ['deployed-*'], countNumber: 100 }, { countNumber: 1 });
  const services = ['api', 'worker', 'beat'];
  const deploys = fc.array(fc.record({ service: fc.constantFrom(...services), back: fc.nat({ max: 3 }) }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.record({ kinds, parts }), deploys), { maxLength: 15 }), (steps) => {
      let images: readonly StoredImage[] = [];
      const inUse = new Map<string, ImageInUse>();
      steps.forEach(([pushed, deployed], number) => {
        const push = asPush(pushed, number);
        expect(isRefused(policy, images, [...inUse.values()], push)).toBe(false);
        images = afterPush(images, push, NOW + number * HOUR_MS);
        for (const { service, back } of deployed) {
          const digest = `d${Math.max(0, number - back)}`;
          if (images.some((image) => image.digest === digest)) images = deploy(images, service, digest, inUse);
        }
        images = ecrRuns(policy, images, 3, NOW + number * HOUR_MS);
        for (const { digest } of inUse.values()) expect(images.map((image) => image.digest)).toContain(digest);
      });
    }),
    { numRuns: 200 },
  );
});

/** A deploy to a service: it runs the image, goes back to the one before, and both have their tags. */
function deploy(
  images: readonly StoredImage[],
  service: string,
  digest: string,
  inUse: Map<string, ImageInUse>,
): readonly StoredImage[] {
  const to = { cluster: 'prod', service };
  const before = inUse.get(service)?.digest;
  if (before === digest) return images;
  inUse.set(service, { digest, service, by: 'task' });
  const current = afterTag(images, deployedTag(to, 'current'), digest);
  if (before === undefined) return current;
  inUse.set(`${service} before`, { digest: before, service, by: 'previous task definition' });
  return afterTag(current, deployedTag(to, 'previous'), before);
}

function afterTag(images: readonly StoredImage[], tag: string, digest: string): StoredImage[] {
  return afterPush(images, { tags: [tag], digest }, NOW);
}

test('the property sees a loss when there is one', () => {
  const images = [anImage('A', 2), anImage('B', 1)];
  expect(ecrRuns(aPolicy({}), images, 1, NOW).map(({ digest }) => digest)).toEqual(['B']);
});

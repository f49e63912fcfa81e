import { describe, expect, test } from '@jest/globals';
import { expiredBy, expiredInTheEnd } from './expired-by.ts';
import type { LifecycleRule } from './policy.ts';
import type { StoredImage } from './stored-image.ts';
import { anImage, aPolicy, daysAgo, NOW } from '../../test/lifecycle/images.ts';

interface Case {
  readonly name: string;
  readonly rules: readonly Partial<LifecycleRule>[];
  readonly images: readonly StoredImage[];
  /** `digest by priority of the rule`, the oldest first. */
  readonly gone: readonly string[];
}

const tagged = (digest: string, daysOld: number, ...tags: string[]): StoredImage => anImage(digest, daysOld, { tags });
const pushed = (countNumber: number): Partial<LifecycleRule> => ({ countType: 'sinceImagePushed', countNumber });
const pulled = (countNumber: number): Partial<LifecycleRule> => ({
  countType: 'sinceImagePulled',
  countNumber,
  action: 'transition',
});
const like = (...tagPatterns: string[]): Partial<LifecycleRule> => ({ tagPatterns });

/** The repositories of AWS's own examples. */
const BETA_AND_PROD = [
  tagged('A', 10, 'beta-1', 'prod-1'),
  tagged('B', 9, 'beta-2', 'prod-2'),
  tagged('C', 8, 'beta-3'),
];
const ALPHA_AND_BETA = [
  tagged('A', 12, 'alpha-1'),
  tagged('B', 11, 'beta-1'),
  tagged('C', 10, 'alpha-2', 'beta-2'),
  tagged('D', 4, 'alpha-3'),
  tagged('E', 3, 'beta-3'),
  tagged('F', 2, 'alpha-4', 'beta-4'),
];
/** An index of two images, pushed as a client does: the parts first. */
const anIndex = (digest: string, daysOld: number, ...tags: string[]): StoredImage[] => [
  anImage(`${digest}/amd64`, daysOld + 0.002),
  anImage(`${digest}/arm64`, daysOld + 0.001),
  anImage(digest, daysOld, { tags, parts: [`${digest}/amd64`, `${digest}/arm64`] }),
];

const cases: Case[] = [
  {
    name: 'AWS multiple rules A: prod* keeps B, so that beta*, which comes after it, can not take B',
    rules: [like('prod*'), like('beta*')],
    images: BETA_AND_PROD,
    gone: ['A by 1'],
  },
  {
    name: 'AWS multiple rules B: beta* sees all three and takes two; nothing is left for prod*',
    rules: [like('beta*'), like('prod*')],
    images: BETA_AND_PROD,
    gone: ['A by 1', 'B by 1'],
  },
  {
    name: 'AWS multiple tags A: only C and F have both an alpha and a beta, and only C is older than 5 days',
    rules: [{ ...like('alpha*', 'beta*'), ...pushed(5) }],
    images: ALPHA_AND_BETA,
    gone: ['C by 1'],
  },
  {
    name: 'AWS multiple tags B: a gamma besides alpha and beta changes nothing; the newest of three stays',
    rules: [like('alpha*', 'beta*')],
    images: [
      tagged('A', 10, 'alpha-1', 'beta-1', 'gamma-1'),
      tagged('B', 9, 'alpha-2', 'beta-2'),
      tagged('C', 8, 'alpha-3', 'beta-3', 'gamma-2'),
    ],
    gone: ['A by 1', 'B by 1'],
  },
  {
    name: 'AWS all images A: any takes tagged and untagged ones alike, all but the newest',
    rules: [{}],
    images: [tagged('A', 4, 'alpha-1'), tagged('B', 3, 'beta-1'), anImage('C', 2), tagged('D', 1, 'alpha-2')],
    gone: ['A by 1', 'B by 1', 'C by 1'],
  },
  {
    name: 'AWS all images B: any counts E, which belongs to the untagged rule, as the one to keep, and so takes D',
    rules: [like('alpha*'), { tagStatus: 'untagged', ...pushed(1) }, {}],
    images: [
      tagged('A', 4, 'alpha-1', 'beta-1'),
      anImage('B', 3),
      tagged('C', 2, 'alpha-2'),
      tagged('D', 1, 'git-hash'),
      anImage('E', 0.9),
    ],
    gone: ['A by 1', 'B by 2', 'D by 3'],
  },
  {
    name: 'ten images and keep ten: none goes',
    rules: [{ countNumber: 10 }],
    images: Array.from({ length: 10 }, (_, index) => anImage(`i${index}`, index)),
    gone: [],
  },
  {
    name: 'eleven images and keep ten: the oldest goes',
    rules: [{ countNumber: 10 }],
    images: Array.from({ length: 11 }, (_, index) => anImage(`i${index}`, index)),
    gone: ['i10 by 1'],
  },
  { name: 'no images: nothing goes', rules: [{}], images: [], gone: [] },
  {
    name: 'older than 14 days is older, not as old: exactly 14 days stay',
    rules: [pushed(14)],
    images: [anImage('A', 14.001), anImage('B', 14)],
    gone: ['A by 1'],
  },
  {
    name: 'untagged does not select what has a tag, however old',
    rules: [{ tagStatus: 'untagged', ...pushed(1) }],
    images: [tagged('A', 100, 'v1'), anImage('B', 2)],
    gone: ['B by 1'],
  },
  {
    name: 'untagged by count orders by push, and tagged ones are not counted',
    rules: [{ tagStatus: 'untagged', countNumber: 1 }],
    images: [anImage('A', 3), tagged('B', 2, 'v1'), anImage('C', 1)],
    gone: ['A by 1'],
  },
  {
    name: 'tagged does not select what has no tag, though the pattern is *',
    rules: [like('*')],
    images: [anImage('A', 9), tagged('B', 8, 'x'), tagged('C', 7, 'y')],
    gone: ['B by 1'],
  },
  {
    name: 'a pattern without * is the whole tag: prod is not prod-1',
    rules: [{ ...like('prod'), ...pushed(1) }],
    images: [tagged('A', 3, 'prod-1'), tagged('B', 2, 'prod')],
    gone: ['B by 1'],
  },
  {
    name: '*prod* is found anywhere in the tag',
    rules: [{ ...like('*prod*'), ...pushed(1) }],
    images: [tagged('A', 4, 'repo-production'), tagged('B', 3, 'prod-team'), tagged('C', 2, 'pro-d')],
    gone: ['A by 1', 'B by 1'],
  },
  {
    name: 'a pattern is matched by one tag as a whole: v*-rc needs both ends in the same tag',
    rules: [{ ...like('v*-rc'), ...pushed(1) }],
    images: [tagged('A', 3, 'v1-rc'), tagged('B', 2, 'v1', 'x-rc')],
    gone: ['A by 1'],
  },
  {
    name: 'the ends of a pattern do not share letters: ab*ba is not aba',
    rules: [{ ...like('ab*ba'), ...pushed(1) }],
    images: [tagged('A', 3, 'aba'), tagged('B', 2, 'abba')],
    gone: ['B by 1'],
  },
  {
    name: 'tags differ by case: Prod is not prod',
    rules: [{ ...like('prod*'), ...pushed(1) }],
    images: [tagged('A', 3, 'Prod-1')],
    gone: [],
  },
  {
    name: 'an image matched by two rules goes by the first, and is named once',
    rules: [
      { ...like('pr-*'), ...pushed(7) },
      { ...like('*'), ...pushed(5) },
    ],
    images: [tagged('A', 8, 'pr-1', 'sha-1')],
    gone: ['A by 1'],
  },
  {
    name: 'an image that a first rule keeps is out of reach of the second, though that would take it',
    rules: [{ ...like('release-*'), countNumber: 5 }, pushed(1)],
    images: [tagged('A', 365, 'release-1'), tagged('B', 2, 'sha-2')],
    gone: ['B by 2'],
  },
  {
    name: 'what a first rule keeps still counts in the second: of the newest two, one is kept by each',
    rules: [{ ...like('release-*'), countNumber: 5 }, { countNumber: 2 }],
    images: [tagged('A', 3, 'sha-1'), tagged('B', 2, 'sha-2'), tagged('C', 1, 'release-1')],
    gone: ['A by 2'],
  },
  {
    name: 'what a first rule takes still counts in the second, as if it were there',
    rules: [{ ...like('pr-*'), ...pushed(1) }, { countNumber: 2 }],
    images: [tagged('A', 9, 'sha-1'), tagged('B', 3, 'pr-1'), tagged('C', 2, 'sha-2')],
    gone: ['A by 2', 'B by 1'],
  },
  {
    name: 'deployed-* in front of keep-last-1-of-any protects the old image that runs',
    rules: [{ ...like('deployed-*'), countNumber: 100 }, {}],
    images: [tagged('A', 9, 'sha-1', 'deployed-prod.api'), tagged('B', 2, 'sha-2'), tagged('C', 1, 'sha-3')],
    gone: ['B by 2'],
  },
  {
    name: 'priorities need not follow each other, and any with 99 is last all the same',
    rules: [
      { ...like('v*'), rulePriority: 10 },
      { rulePriority: 99, ...pushed(1) },
    ],
    images: [tagged('A', 9, 'v1'), tagged('B', 8, 'v2'), tagged('C', 7, 'x')],
    gone: ['A by 10', 'C by 99'],
  },
  {
    name: 'the parts of an index stay while it stays, though they are untagged and old',
    rules: [{ tagStatus: 'untagged', ...pushed(1) }],
    images: anIndex('X', 30, 'v1'),
    gone: [],
  },
  {
    name: 'the parts of an index count as images: of five, three are those of X',
    rules: [{ countNumber: 3 }],
    images: [tagged('A', 5, 'v1'), tagged('B', 4, 'v2'), ...anIndex('X', 1, 'v3')],
    gone: ['A by 1', 'B by 1'],
  },
  {
    name: 'an index goes first, and its parts not in the same run',
    rules: [pushed(1)],
    images: anIndex('X', 2, 'v1'),
    gone: ['X by 1'],
  },
  {
    name: 'a signature goes with the image that it is about, by the same rule',
    rules: [{ ...like('v*'), ...pushed(1) }],
    images: [tagged('A', 3, 'v1'), anImage('sig', 2.9, { subject: 'A' }), anImage('other', 2.8, { subject: 'B' })],
    gone: ['A by 1', 'sig by 1'],
  },
  {
    name: 'pulled lately is not archived, however long ago it was pushed',
    rules: [pulled(90)],
    images: [anImage('A', 200, { pulledAt: daysAgo(89) }), anImage('B', 200, { pulledAt: daysAgo(91) })],
    gone: ['B by 1'],
  },
  {
    name: 'never pulled counts from the push',
    rules: [pulled(90)],
    images: [anImage('A', 91), anImage('B', 89)],
    gone: ['A by 1'],
  },
  {
    name: 'brought back from the archive and not pulled since counts from there',
    rules: [pulled(90)],
    images: [anImage('A', 300, { pulledAt: daysAgo(200), restoredAt: daysAgo(80) })],
    gone: [],
  },
  {
    name: 'brought back from the archive makes an image younger than one that was pushed before that',
    rules: [{}],
    images: [anImage('A', 300, { restoredAt: daysAgo(1) }), anImage('B', 5)],
    gone: ['B by 1'],
  },
  {
    name: 'rules on standard storage do not see the archive, and do not count it',
    rules: [{ countNumber: 1 }],
    images: [anImage('A', 400, { archivedAt: daysAgo(300) }), anImage('B', 1)],
    gone: [],
  },
  {
    name: 'archive after 30 days, expire after 365 in the archive: each any sees its own storage class',
    rules: [
      { ...pushed(30), action: 'transition' },
      { storageClass: 'archive', countType: 'sinceImageTransitioned', countNumber: 365 },
    ],
    images: [
      anImage('A', 500, { archivedAt: daysAgo(366) }),
      anImage('B', 450, { archivedAt: daysAgo(364) }),
      anImage('C', 31),
      anImage('D', 29),
    ],
    gone: ['A by 2', 'C by 1'],
  },
];

test.each(cases)('$name', ({ rules, images, gone }) => {
  const expiries = expiredBy(aPolicy(...rules), images, NOW);
  expect(expiries.map(({ image, rule }) => `${image.digest} by ${rule.rulePriority}`)).toEqual(gone);
});

test('the order in which images are given makes no difference', () => {
  const [first] = cases.filter(({ gone }) => gone.length > 2);
  if (!first) throw new Error('There is no such case.');
  const policy = aPolicy(...first.rules);
  const names = (images: readonly StoredImage[]) => expiredBy(policy, images, NOW).map(({ image }) => image.digest);
  expect(names(first.images.toReversed())).toEqual(names(first.images));
});

describe('in the end', () => {
  const inTheEnd = (images: readonly StoredImage[], ...rules: Partial<LifecycleRule>[]) =>
    expiredInTheEnd(aPolicy(...rules), images, NOW).map(({ image }) => image.digest);

  test('the parts of an index that went go in the next run', () => {
    expect(inTheEnd(anIndex('X', 2, 'v1'), pushed(1))).toEqual(['X', 'X/amd64', 'X/arm64']);
  });

  test('a part that another list names stays', () => {
    const other = anImage('Y', 0.5, { tags: ['v2'], parts: ['X/amd64'] });
    expect(inTheEnd([...anIndex('X', 2, 'v1'), other], pushed(1))).toEqual(['X', 'X/arm64']);
  });

  test('an archived image is not archived again', () => {
    expect(inTheEnd([anImage('A', 31)], { ...pushed(30), action: 'transition' })).toEqual(['A']);
  });
});

import { readFileSync } from 'node:fs';
import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { parseLifecyclePolicy, readLifecyclePolicy } from './read-policy.ts';

/** What reading a policy reports: `severity rule line:column`. */
function found(text: string): { found: string[]; texts: string[]; isRead: boolean } {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'lifecycle.yml', diagnostics);
  const policy = document && readLifecyclePolicy(document, diagnostics);
  return {
    found: diagnostics.all.map(({ severity, rule, at }) => `${severity} ${rule} ${at?.line ?? 0}:${at?.column ?? 0}`),
    texts: diagnostics.all.map(({ message, hint }) => `${message} ${hint ?? ''}`),
    isRead: policy !== undefined,
  };
}

/** A rule in YAML, four lines long: priority 2, selection 3, action 4; its fields can be given. */
const rule = (fields: { priority?: string; selection?: string; action?: string } = {}): string =>
  [
    `  - rulePriority: ${fields.priority ?? '1'}`,
    `    selection: { ${fields.selection ?? 'tagStatus: any, countType: imageCountMoreThan, countNumber: 10'} }`,
    `    action: { ${fields.action ?? 'type: expire'} }`,
    '',
  ].join('\n');
const policy = (...rules: string[]): string => `rules:\n${rules.join('')}`;
const selecting = (selection: string, action?: string): string =>
  policy(rule({ selection, ...(action !== undefined && { action }) }));
const KEEP = 'countType: imageCountMoreThan, countNumber: 1';
const TAGGED = `tagStatus: tagged, ${KEEP}`;
const ARCHIVED = 'tagStatus: any, storageClass: archive, countType: sinceImageTransitioned, countUnit: days';
const ARCHIVE = 'type: transition, targetStorageClass: archive';

const ANY = {
  rulePriority: 1,
  selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
  action: { type: 'expire' },
};

describe('in order', () => {
  test.each([
    { name: 'keep the last ten', text: policy(rule()) },
    { name: 'patterns', text: selecting(`tagPatternList: ["*a*b*c*d"], ${TAGGED}`) },
    { name: 'prefixes', text: selecting(`tagPrefixList: [pr-], ${TAGGED}`) },
    {
      name: 'days',
      text: selecting('tagStatus: untagged, countType: sinceImagePushed, countUnit: days, countNumber: 1'),
    },
    {
      name: 'an archive, in which any comes again',
      text: policy(
        rule({
          selection: 'tagStatus: any, countType: sinceImagePulled, countUnit: days, countNumber: 30',
          action: ARCHIVE,
        }),
        rule({ priority: '2', selection: `${ARCHIVED}, countNumber: 90` }),
      ),
    },
    { name: 'numbers that a variable made text', text: policy(rule({ priority: '"1"' })) },
    { name: 'a comment', text: `${policy(rule())}_comment: why\n` },
    {
      name: 'what ECR answers, with the policy as a text',
      text: JSON.stringify({ repositoryName: 'a', lifecyclePolicyText: JSON.stringify({ rules: [ANY] }) }),
    },
    { name: 'the same as a mapping', text: JSON.stringify({ lifecyclePolicyText: { rules: [ANY] } }) },
    { name: 'fifty rules', text: policy(...rules(50)) },
  ])('$name', ({ text }) => {
    expect(found(text)).toEqual({ found: [], texts: [], isRead: true });
  });

  test.each([
    { name: 'a text that is none', text: '\n{"lifecyclePolicyText": "keep ten"}', says: 'error lifecycle/text 2:25' },
    {
      name: 'what is wrong in it',
      text: '\n{"lifecyclePolicyText": "{\\"rules\\": []}"}',
      says: 'error lifecycle/rules 2:25',
    },
  ])('a policy as a text: $name has the place of the text', ({ text, says }) => {
    expect(found(text).found[0]).toBe(says);
  });

  test('the seed’s', () => {
    const file = new URL('../../../../examples/amply/deploy/ecr/lifecycle-policy.json', import.meta.url);
    const read = parseLifecyclePolicy(readFileSync(file, 'utf8'));
    expect(read?.rules).toMatchObject([{ rulePriority: 1, tagStatus: 'any', countNumber: 10, action: 'expire' }]);
  });

  test('rules come by priority, prefixes as patterns, and without comments', () => {
    const text = policy(rule({ priority: '7' }), rule({ priority: '3', selection: `tagPrefixList: [pr-], ${TAGGED}` }));
    const read = parseLifecyclePolicy(`${text}_comment: why\n`);
    expect(read?.rules.map(({ rulePriority, tagPatterns }) => [rulePriority, tagPatterns])).toEqual([
      [3, ['pr-*']],
      [7, []],
    ]);
    expect(read?.text).not.toContain('why');
  });
});

function rules(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    rule({ priority: String(index + 1), selection: `tagPatternList: [t${index}-*], ${TAGGED}` }),
  );
}

const ERRORS = [
  { name: 'a list', text: '- rulePriority: 1\n', found: ['not-an-object 1:1'] },
  { name: 'no rules', text: 'rules: []\n', found: ['rules 1:8'] },
  { name: 'rules that are a mapping', text: 'rules: { a: 1 }\n', found: ['type 1:8'] },
  { name: 'a rule that is text', text: 'rules: [keep ten]\n', found: ['type 1:9'] },
  { name: 'fifty-one rules', text: policy(...rules(51)), found: ['rules 2:3'] },
  {
    name: 'an empty rule, all at once',
    text: 'rules: [{}]\n',
    found: Array.from({ length: 5 }, () => 'missing 1:9'),
  },
  { name: 'priority 0', text: policy(rule({ priority: '0' })), found: ['priority 2:19'] },
  { name: 'a priority with a point', text: policy(rule({ priority: '1.5' })), found: ['type 2:19'] },
  {
    name: 'two rules of one priority',
    text: policy(
      rule({ selection: `tagPatternList: [a], ${TAGGED}` }),
      rule({ selection: `tagPatternList: [b], ${TAGGED}` }),
    ),
    found: ['priority 5:19'],
  },
  {
    name: 'any before another',
    text: policy(rule(), rule({ priority: '2', selection: `tagStatus: untagged, ${KEEP}` })),
    found: ['priority 2:19'],
  },
  {
    name: 'two untagged',
    text: policy(
      rule({ selection: `tagStatus: untagged, ${KEEP}` }),
      rule({ priority: '2', selection: `tagStatus: untagged, ${KEEP}` }),
    ),
    found: ['tags 6:29'],
  },
  {
    name: 'prefixes of another rule, in another order',
    text: policy(
      rule({ selection: `tagPrefixList: [a, b], ${TAGGED}` }),
      rule({ priority: '2', selection: `tagPrefixList: [b, a], ${TAGGED}` }),
    ),
    found: ['tags 6:33'],
  },
  { name: 'a status in capitals', text: selecting(`tagStatus: ANY, ${KEEP}`), found: ['value 3:29'] },
  { name: 'tagged without a list', text: selecting(TAGGED), found: ['tags 3:29'] },
  { name: 'tagged with an empty list', text: selecting(`tagPatternList: [], ${TAGGED}`), found: ['tags 3:34'] },
  {
    name: 'both lists',
    text: selecting(`tagPatternList: [a], tagPrefixList: [b], ${TAGGED}`),
    found: ['tags 3:54'],
  },
  { name: 'an empty text', text: selecting(`tagPatternList: [""], ${TAGGED}`), found: ['tags 3:35'] },
  { name: 'a number as a tag', text: selecting(`tagPatternList: [1.0], ${TAGGED}`), found: ['type 3:35'] },
  { name: 'five asterisks', text: selecting(`tagPatternList: ["*1*2*3*4*"], ${TAGGED}`), found: ['tags 3:35'] },
  { name: 'an asterisk in a prefix', text: selecting(`tagPrefixList: ["v*"], ${TAGGED}`), found: ['tags 3:34'] },
  {
    name: 'a list with untagged',
    text: selecting(`tagPatternList: [a], tagStatus: untagged, ${KEEP}`),
    found: ['tags 3:34'],
  },
  {
    name: 'a count type of another case',
    text: selecting('tagStatus: any, countType: ImageCountMoreThan, countNumber: 1'),
    found: ['value 3:45'],
  },
  {
    name: 'days for a count of images',
    text: selecting(`tagStatus: any, countUnit: days, ${KEEP}`),
    found: ['count 3:45'],
  },
  {
    name: 'no unit for days',
    text: selecting('tagStatus: any, countType: sinceImagePushed, countNumber: 1'),
    found: ['count 3:45'],
  },
  {
    name: 'a unit that is nearly days',
    text: selecting('tagStatus: any, countType: sinceImagePushed, countUnit: day, countNumber: 1'),
    found: ['value 3:74'],
  },
  {
    name: 'count 0',
    text: selecting('tagStatus: any, countType: imageCountMoreThan, countNumber: 0'),
    found: ['count 3:78'],
  },
  {
    name: 'expire by pull',
    text: selecting('tagStatus: any, countType: sinceImagePulled, countUnit: days, countNumber: 1'),
    found: ['action 4:21'],
  },
  { name: 'a transition to nowhere', text: policy(rule({ action: 'type: transition' })), found: ['action 4:13'] },
  {
    name: 'expire to the archive',
    text: policy(rule({ action: 'type: expire, targetStorageClass: archive' })),
    found: ['action 4:49'],
  },
  {
    name: 'the archive counted by push',
    text: selecting(
      'tagStatus: any, storageClass: archive, countType: sinceImagePushed, countUnit: days, countNumber: 1',
    ),
    found: ['storage 3:48'],
  },
  {
    name: 'days in the archive of what is not there',
    text: selecting('tagStatus: any, countType: sinceImageTransitioned, countUnit: days, countNumber: 90'),
    found: ['storage 3:45'],
  },
  { name: 'less than 90 days in the archive', text: selecting(`${ARCHIVED}, countNumber: 89`), found: ['count 3:122'] },
  {
    name: 'from the archive to the archive',
    text: selecting(`${ARCHIVED}, countNumber: 90`, ARCHIVE),
    found: ['action 4:21'],
  },
  {
    name: 'more text than ECR takes',
    text: policy(rule({ priority: `1\n    description: ${'x'.repeat(31_000)}` })),
    found: ['length 1:1'],
  },
];

test.each(ERRORS)('refused: $name', ({ text, found: expected }) => {
  const { found: all, isRead } = found(text);
  expect(all).toEqual(expected.map((rule) => `error lifecycle/${rule}`));
  expect(isRead).toBe(false);
});

describe('passed on', () => {
  test.each([
    { name: 'a field that AWS may have added', text: selecting(`tagStatus: any, sizeOver: 1, ${KEEP}`), at: '3:34' },
    {
      name: 'a word that AWS may have added',
      text: selecting('tagStatus: any, countType: totalBytesOver, countNumber: 1'),
      at: '3:45',
    },
  ])('$name, with a notice', ({ text, at }) => {
    const { found: all, isRead } = found(text);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(new RegExp(`^notice lifecycle/[a-z-]+ ${at.slice(0, 2)}`));
    expect(isRead).toBe(true);
  });

  test('a rule with an unknown word is no rule whose work can be told', () => {
    const text = selecting('tagStatus: any, countType: totalBytesOver, countNumber: 1');
    expect(parseLifecyclePolicy(text)?.rules).toEqual([]);
    expect(parseLifecyclePolicy(text)?.text).toContain('totalBytesOver');
  });

  test('a field in the wrong case names the right one', () => {
    const { texts } = found(`${policy(rule())}    Description: old\n`);
    expect(texts.join('\n')).toContain('Did you mean description?');
  });

  test('the same patterns in two rules, with a warning', () => {
    const text = policy(
      rule({ selection: `tagPatternList: [a], ${TAGGED}` }),
      rule({ priority: '2', selection: `tagPatternList: [a], ${TAGGED}` }),
    );
    expect(found(text)).toMatchObject({ found: ['warning lifecycle/tags 6:34'], isRead: true });
  });
});

test('what ECR gives and nobody can read is no policy', () => {
  expect(parseLifecyclePolicy('rules: []')).toBeUndefined();
  expect(parseLifecyclePolicy('{')).toBeUndefined();
});

import { expect, test } from '@jest/globals';
import { policyDifferences } from './differences.ts';

const keep = (rulePriority: number, countNumber: number, more: object = {}) => ({
  rulePriority,
  selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber, ...more },
  action: { type: 'expire' },
});
const text = (...rules: object[]) => JSON.stringify({ rules });
const tagged = (...tagPatternList: string[]) => keep(1, 5, { tagStatus: 'tagged', tagPatternList });

test.each([
  { name: 'white space', found: JSON.stringify({ rules: [keep(1, 10)] }, undefined, 8), wanted: text(keep(1, 10)) },
  {
    name: 'the order of keys',
    found:
      '{"rules":[{"action":{"type":"expire"},"selection":{"countNumber":10,"countType":"imageCountMoreThan","tagStatus":"any"},"rulePriority":1}]}',
    wanted: text(keep(1, 10)),
  },
  { name: 'the order of rules', found: text(keep(2, 10), tagged('a')), wanted: text(tagged('a'), keep(2, 10)) },
  { name: 'the order of patterns', found: text(tagged('a*', 'b*')), wanted: text(tagged('b*', 'a*')) },
  {
    name: 'the default storage class',
    found: text(keep(1, 10, { storageClass: 'standard' })),
    wanted: text(keep(1, 10)),
  },
])('$name makes no difference', ({ found, wanted }) => {
  expect(policyDifferences(found, wanted)).toEqual([]);
});

test.each([
  { name: 'a number', found: text(keep(1, 10)), wanted: text(keep(1, 20)), paths: ['rule 1.selection.countNumber'] },
  { name: 'a rule more', found: text(keep(2, 10)), wanted: text(tagged('a'), keep(2, 10)), paths: ['rule 1'] },
  {
    name: 'a field less',
    found: text({ ...keep(1, 10), description: 'old' }),
    wanted: text(keep(1, 10)),
    paths: ['rule 1.description'],
  },
  {
    name: 'the priorities',
    found: text(tagged('a'), { ...tagged('b'), rulePriority: 2 }),
    wanted: text({ ...tagged('a'), rulePriority: 2 }, tagged('b')),
    paths: ['rule 1.selection.tagPatternList', 'rule 2.selection.tagPatternList'],
  },
])('$name makes a difference', ({ found, wanted, paths }) => {
  const changed = policyDifferences(found, wanted).map(({ path }) => path);
  expect(changed.every((path) => paths.some((start) => path.startsWith(start)))).toBe(true);
  expect(new Set(changed.map((path) => paths.find((start) => path.startsWith(start))))).toEqual(new Set(paths));
});

test('where there is none, everything is new', () => {
  expect(policyDifferences(undefined, text(keep(1, 10)))).toMatchObject([{ from: undefined }, {}, {}, {}, {}]);
});

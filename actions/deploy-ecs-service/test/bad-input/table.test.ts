import { describe, expect, test } from '@jest/globals';
import { stoppedRun, type Stop } from '../stopped.ts';
import type { ShownAnnotation } from '@fargate-actions/action-kit/testing';
import { ALL } from './cases/index.ts';

// Source: issue 4, "Bad input, at least 120 more cases": rule, message and position, exit code 1, and no write.
describe.each(ALL)('$kind', ({ form, cases }) => {
  test.each(cases.map((wrong) => [wrong.what, wrong] as const))('%s', async (_, wrong) => {
    const run = await stoppedRun(form, wrong);
    const errors = run.annotations.filter(({ severity }) => severity === 'error');
    expect(errors.map((error, index) => shown(error, wrong.by[index]))).toEqual(wrong.by);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.summary).toContain('❌');
  });
});

/** An error as the table has it: its first line, without ids, and its place if it has one. */
function shown({ title, message, at }: ShownAnnotation, expected: Stop | undefined): Stop {
  const line = (message.split('\n')[0] ?? '').replace(/ecs-svc\/\d+/, 'ecs-svc/*');
  const pattern = expected?.[1];
  const asExpected = pattern instanceof RegExp && pattern.test(line) ? pattern : line;
  return at === undefined ? [title, asExpected] : [title, asExpected, at];
}

test(`the table has at least 120 cases, each of its own: ${count()}`, () => {
  expect(count()).toBeGreaterThanOrEqual(120);
  const names = ALL.flatMap(({ kind, cases }) => cases.map(({ what }) => `${kind}: ${what}`));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  // One that expects nothing would pass by whatever happens.
  expect(ALL.flatMap(({ cases }) => cases).filter(({ by }) => by.length === 0)).toEqual([]);
});

function count(): number {
  return ALL.reduce((sum, { cases }) => sum + cases.length, 0);
}

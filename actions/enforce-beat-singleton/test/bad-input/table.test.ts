import { describe, expect, test } from '@jest/globals';
import type { ShownAnnotation } from '@fargate-actions/action-kit/testing';
import { stoppedRun, type Stop } from '../stopped.ts';
import { ALL } from './cases/index.ts';

// Source: issue 5, "bad-input and refusal cases": rule, message and position, exit code 1, and no write.
describe.each(ALL)('$kind', ({ cases, ...form }) => {
  test.each(cases.map((wrong) => [wrong.what, wrong] as const))('%s', async (_, wrong) => {
    const run = await stoppedRun(form, wrong);
    expect(run.annotations.filter(({ severity }) => severity === 'error').map(shown)).toEqual(wrong.by);
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.summary).toContain('❌');
  });
});

/** An error as the table has it: its first line, without ids, and its place if it has one. */
function shown({ title, message, at }: ShownAnnotation): Stop {
  const line = (message.split('\n')[0] ?? '').replace(/\b[0-9a-f]{32}\b/g, 'TASK');
  return at === undefined ? [title, line] : [title, line, at];
}

test(`the table has at least 45 cases, each of its own: ${count()}`, () => {
  expect(count()).toBeGreaterThanOrEqual(45);
  const names = ALL.flatMap(({ kind, cases }) => cases.map(({ what }) => `${kind}: ${what}`));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  // One that expects nothing would pass by whatever happens.
  expect(ALL.flatMap(({ cases }) => cases).filter(({ by }) => by.length === 0)).toEqual([]);
});

function count(): number {
  return ALL.reduce((sum, { cases }) => sum + cases.length, 0);
}

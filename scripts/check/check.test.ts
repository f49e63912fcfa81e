import { expect, test } from '@jest/globals';
import { runChecks, type Check } from './check.ts';

const good = (name: string): Check => ({ name, run: async () => [] });
const wrong: Check = { name: 'wrong', run: async () => ['this', 'that'] };
const breaking: Check = { name: 'breaking', run: () => Promise.reject(new Error('gone')) };

test('every check is run and reported, also after one that fails', async () => {
  const reported: string[] = [];
  const results = await runChecks([breaking, wrong, good('a'), good('b')], 2, ({ name }) => reported.push(name));
  expect(reported.toSorted()).toEqual(['a', 'b', 'breaking', 'wrong']);
  const problems = Object.fromEntries(results.map((result) => [result.name, result.problems]));
  expect(problems).toMatchObject({ a: [], b: [], wrong: ['this', 'that'] });
  expect(problems['breaking']?.join('\n')).toContain('gone');
});

test('not more run at a time than are wanted', async () => {
  let running = 0;
  let most = 0;
  const check: Check = {
    name: 'slow',
    async run() {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return [];
    },
  };
  await runChecks([check, check, check, check, check], 2, () => undefined);
  expect(most).toBe(2);
});

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CHAOS_ACTIONS } from './chaos-action.ts';
import { deployedAccount } from './chaos-account.ts';
import { CHAOS_FAULTS } from './chaos-fault.ts';
import { ALWAYS } from './fault-times.ts';
import { PAGE, withPart } from './page.ts';
import { operationsOf, tryChaos, tryClock } from './try-chaos.ts';

const before = deployedAccount();

/** Reads, the lock and the writes that everything is about; the page plays every call of every action. */
const SAMPLE = [
  ...['ecs:ListTasks', 'ssm:PutParameter', 'ecs:UpdateService'],
  ...['ecr:StartLifecyclePolicyPreview', 'ecr:PutLifecyclePolicy'],
];

const deploying = CHAOS_ACTIONS.filter(({ name }) => /build|deploy|singleton/.test(name));

test.each(deploying.flatMap((action) => CHAOS_FAULTS.map((fault) => ({ action, fault, name: action.name }))))(
  '$name ends, says why, and leaves what the next run mends: $fault.name',
  async ({ action, fault }) => {
    const called = await operationsOf(action, await before);
    const operations = SAMPLE.filter((operation) => called.has(operation) && fault.concerns(operation));
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) {
      const outcome = await tryChaos(action, await before, { operation, fault, when: ALWAYS });
      expect({ operation, wrong: outcome.wrong }).toEqual({ operation, wrong: [] });
    }
  },
);

test.each(deploying.flatMap((action) => [-20, 20].map((minutes) => ({ action, minutes, name: action.name }))))(
  '$name works with a clock that is $minutes minutes off',
  async ({ action, minutes }) => {
    const outcome = await tryClock(action, await before, minutes * 60);
    expect({ exitCode: outcome.exitCode, wrong: outcome.wrong }).toEqual({ exitCode: 0, wrong: [] });
  },
);

test('the page has every action of this repository, in the order in which they are used', async () => {
  const root = join(import.meta.dirname, '../..');
  // The calls of deploy-stack are those of the others.
  const actions = (await readdir(join(root, 'actions'))).filter((name) => name !== 'deploy-stack').toSorted();
  expect(CHAOS_ACTIONS.map(({ name }) => name).toSorted()).toEqual(actions);
  const text = await readFile(join(root, PAGE), 'utf8');
  const headings = Array.from(text.matchAll(/^## (.*)$/gm), ([, name]) => name);
  expect(headings).toEqual(CHAOS_ACTIONS.map(({ name }) => name));
});

test('the part of one action is put into the page where it was, or where it belongs', () => {
  const [build, deploy, ...others] = CHAOS_ACTIONS;
  if (!build || !deploy) throw new Error('There are too few actions.');
  const of = ({ name }: { readonly name: string }, text: string): string => `## ${name}\n\n${text}\n\n### more`;
  const [head, rest] = ['# Head', others.map((one) => of(one, 'old'))];
  const page = (...parts: readonly string[]): string => `${[head, ...parts, ...rest].join('\n\n')}\n`;
  const before = page(of(deploy, 'old'));
  expect(withPart(before, build, of(build, 'new'))).toBe(page(of(build, 'new'), of(deploy, 'old')));
  expect(withPart(before, deploy, of(deploy, 'new'))).toBe(page(of(deploy, 'new')));
});

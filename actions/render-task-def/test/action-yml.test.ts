import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { actionYml, declaredInputs } from '@fargate-actions/action-kit/testing';
import { inputs } from '../src/inputs.ts';

const ACTION = new URL('../action.yml', import.meta.url);
const README = new URL('../README.md', import.meta.url);

test('action.yml has the inputs of the code: names, defaults, need', () => {
  const { inputs: declared, withoutDescription } = actionYml(ACTION);
  expect(declared).toEqual(declaredInputs(inputs));
  expect(withoutDescription).toEqual([]);
});

test('action.yml has the outputs of the contract, and runs the built code on node24', () => {
  expect(actionYml(ACTION).outputs).toEqual(['task-definition', 'task-definitions', 'changes', 'changed']);
  expect(readFileSync(ACTION, 'utf8')).toContain('using: node24\n  main: ../../dist/render-task-def/index.js\n');
});

test('it has every input of the official action', () => {
  expect(Object.keys(actionYml(ACTION).inputs)).toEqual(
    expect.arrayContaining([
      'task-definition',
      'task-definition-arn',
      'task-definition-family',
      'task-definition-revision',
      'container-name',
      'image',
      'environment-variables',
      'log-configuration-log-driver',
      'log-configuration-options',
      'docker-labels',
      'command',
      'task-role-arn',
      'execution-role-arn',
      'env-files',
      'secrets',
    ]),
  );
});

test.each(['inputs', 'outputs'] as const)('the README tells of all %s, in their order', (kind) => {
  const [, part = ''] =
    new RegExp(`<!-- ${kind}:start -->([^]*)<!-- ${kind}:end -->`).exec(readFileSync(README, 'utf8')) ?? [];
  const names = Array.from(part.matchAll(/^\| `([\w-]+)` *\|/gm), ([, name]) => name);
  const declared = actionYml(ACTION)[kind];
  expect(names).toEqual(Array.isArray(declared) ? declared : Object.keys(declared));
});

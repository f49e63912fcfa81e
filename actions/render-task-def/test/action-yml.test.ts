import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { actionYml } from '@fargate-actions/action-kit/testing';
import { inAJob } from './a-job.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const ACTION = new URL('../action.yml', import.meta.url);

test('action.yml declares the outputs that runs set, and no others', () =>
  inAJob({ files: seedFiles() }, async (job) => {
    const { outputs } = await job.render({ stack: 'deploy/stack.yml', services: 'api', image: 'amply-backend:v1' });
    expect(new Set(Object.keys(outputs))).toEqual(new Set(actionYml(ACTION).outputs));
  }));

test('action.yml runs the built code on node24', () => {
  expect(readFileSync(ACTION, 'utf8')).toContain('using: node24\n  main: ../../dist/render-task-def/index.js\n');
});

test('it has every input of the official action', () => {
  expect(actionYml(ACTION).inputs).toEqual(
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

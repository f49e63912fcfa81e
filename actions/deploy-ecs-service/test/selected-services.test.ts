import { describe, expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** Deploys some services of the seed's stack; where what was found stands. */
async function foundIn(services: string, ...edits: Edit[]) {
  const run = await anAccount().deploy({
    with: { stack: 'deploy/stack.yml', services, 'dry-run': 'true' },
    files: seedFiles(...edits),
  });
  return { exitCode: run.exitCode, places: run.annotations.map(({ title, at = '' }) => `${title} ${at}`) };
}

const WRONG_COUNT: Edit = ['api/service.yml', 'desiredCount: 2', 'desiredCount: -3'];
const NO_FILE: Edit = ['stack.yml', 'api/service.yml', 'api/nothing.yml'];
const NO_VARIABLE: Edit = ['beat/service.yml', 'desiredCount: 1', 'desiredCount: ${COUNT}'];
const ELSEWHERE: Edit = [
  'api/task-definition.yml',
  'arn:aws:secretsmanager:...',
  'arn:aws:secretsmanager:us-east-1:123456789012:secret',
];

describe('a run for some services of a stack', () => {
  test.each([
    { name: 'by the key', services: 'worker' },
    { name: 'by the name of the ECS service', services: 'amply-worker' },
  ])('tells what is in their files, and not of the others: $name', async ({ services }) => {
    expect(await foundIn(services)).toEqual({
      exitCode: 0,
      places: [
        'celery/stop-timeout deploy/worker/task-definition.yml:7:5',
        'logs/awslogs-region deploy/worker/task-definition.yml:19:9',
        'logs/awslogs-stream-prefix deploy/worker/task-definition.yml:19:9',
      ],
    });
  });

  test.each([
    { name: 'a value', edit: WRONG_COUNT },
    { name: 'a file that is not there', edit: NO_FILE },
    { name: 'a variable that is not set', edit: NO_VARIABLE },
    { name: 'another region', edit: ELSEWHERE },
  ])('is not stopped by what is wrong in files of the others: $name', async ({ edit }) => {
    expect(await foundIn('worker', edit)).toMatchObject({ exitCode: 0 });
    expect(await foundIn('', edit)).toMatchObject({ exitCode: 1 });
  });

  test('is stopped by what is wrong in stack.yml', async () => {
    expect(await foundIn('worker', ['stack.yml', 'after: [worker]', 'after: [wroker]'])).toMatchObject({
      exitCode: 1,
      places: expect.arrayContaining([expect.stringContaining('stack/unknown-service deploy/stack.yml')]),
    });
  });

  test('hears of a file that is not there where the name could be that of its service', async () => {
    expect(await foundIn('amply-api', NO_FILE)).toMatchObject({ exitCode: 1 });
  });
});

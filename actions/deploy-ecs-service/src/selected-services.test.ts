import { describe, expect, test } from '@jest/globals';
import { anAccount } from './testing/an-account.ts';
import { seedFiles, type Edit } from './testing/seed-files.ts';

/** Deploys some services of the seed's stack; where what was found stands. */
async function foundIn(services: string, ...edits: Edit[]) {
  const run = await anAccount().deploy({
    with: { stack: 'deploy/stack.yml', services, 'dry-run': 'true' },
    files: seedFiles(...edits),
  });
  return { exitCode: run.exitCode, places: run.annotations.map(({ title, at = '' }) => `${title} ${at}`) };
}

const WRONG_COUNT: Edit = ['worker/service.yml', 'desiredCount: 2', 'desiredCount: -3'];
const NO_FILE: Edit = ['stack.yml', 'worker/service.yml', 'worker/nothing.yml'];
const NO_VARIABLE: Edit = ['api/service.yml', 'desiredCount: 2', 'desiredCount: ${COUNT}'];
const ELSEWHERE: Edit = [
  'worker/task-definition.yml',
  'arn:aws:secretsmanager:...',
  'arn:aws:secretsmanager:us-east-1:123456789012:secret',
];

describe('a run for some services of a stack', () => {
  test.each([
    { name: 'by the key', services: 'beat' },
    { name: 'by the name of the ECS service', services: 'amply-beat' },
  ])('tells what is in their files, and not of the others: $name', async ({ services }) => {
    expect(await foundIn(services)).toEqual({
      exitCode: 0,
      places: ['logs/none deploy/beat/task-definition.yml:7:5'],
    });
  });

  test.each([
    { name: 'a value', edit: WRONG_COUNT },
    { name: 'a file that is not there', edit: NO_FILE },
    { name: 'a variable that is not set', edit: NO_VARIABLE },
    { name: 'another region', edit: ELSEWHERE },
  ])('is not stopped by what is wrong in files of the others: $name', async ({ edit }) => {
    expect(await foundIn('beat', edit)).toMatchObject({ exitCode: 0 });
    expect(await foundIn('beat,worker,api', edit)).toMatchObject({ exitCode: 1 });
  });

  test('is stopped by what is wrong in stack.yml', async () => {
    expect(await foundIn('beat', ['stack.yml', 'after: [worker]', 'after: [wroker]'])).toMatchObject({
      exitCode: 1,
      places: expect.arrayContaining([expect.stringContaining('stack/unknown-service deploy/stack.yml')]),
    });
  });

  test('hears of a file that is not there where the name could be that of its service', async () => {
    expect(await foundIn('amply-worker', NO_FILE)).toMatchObject({ exitCode: 1 });
  });
});

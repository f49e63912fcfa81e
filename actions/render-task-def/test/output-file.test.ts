import { stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { inAJob, type Job } from './a-job.ts';
import { aFile } from './definitions.ts';

const GIVEN = { 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' };

test.each<{ name: string; output: (job: Job) => string; place: (job: Job) => string }>([
  { name: 'in the workspace', output: () => 'out.json', place: ({ workspace }) => join(workspace, 'out.json') },
  {
    name: 'in a directory that is not there yet',
    output: () => 'build/td/out.json',
    place: ({ workspace }) => join(workspace, 'build/td/out.json'),
  },
  { name: 'over the file itself', output: () => 'task.json', place: ({ workspace }) => join(workspace, 'task.json') },
  {
    name: 'by an absolute path',
    output: ({ workspace }) => join(workspace, 'out.json'),
    place: ({ workspace }) => join(workspace, 'out.json'),
  },
  {
    name: 'in RUNNER_TEMP',
    output: ({ temp }) => join(temp, 'a/out.json'),
    place: ({ temp }) => join(temp, 'a/out.json'),
  },
])('output-file is written $name, for this user alone', ({ output, place }) =>
  inAJob({ files: aFile() }, async (job) => {
    const { exitCode, outputs } = await job.render({ ...GIVEN, 'output-file': output(job) });
    expect({ exitCode, path: outputs['task-definition'] }).toEqual({ exitCode: 0, path: place(job) });
    expect(await job.definition(place(job))).toMatchObject({ containerDefinitions: [{ image: 'nginx:1.28' }] });
    expect((await stat(place(job))).mode & 0o777).toBe(0o600);
  }),
);

test('without it the file is in RUNNER_TEMP, in a directory for this user alone', () =>
  inAJob({ files: aFile() }, async (job) => {
    const { outputs } = await job.render(GIVEN);
    const path = outputs['task-definition'] ?? '';
    expect(path.slice(job.temp.length)).toMatch(/^\/fargate-actions\/shop-[0-9a-f]{12}\.json$/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(job.temp, 'fargate-actions'))).mode & 0o777).toBe(0o700);
  }));

test.each<{ name: string; output: string; found: string }>([
  { name: 'above the workspace', output: '../out.json', found: 'error files/outside-workspace' },
  { name: 'elsewhere', output: '/tmp/out.json', found: 'error files/outside-workspace' },
  { name: 'behind a link that leads out', output: 'link/out.json', found: 'error files/outside-workspace' },
  { name: 'a directory', output: 'deploy', found: 'error files/is-directory' },
  { name: 'the workspace itself', output: '.', found: 'error files/is-directory' },
  { name: 'behind a file', output: 'task.json/out.json', found: 'error files/is-file' },
])('output-file must not be $name', ({ output, found }) =>
  inAJob({ files: { ...aFile(), 'deploy/x.txt': '' } }, async (job) => {
    await symlink('/tmp', join(job.workspace, 'link'));
    const run = await job.render({ ...GIVEN, 'output-file': output });
    expect(run).toMatchObject({ exitCode: 1, found: [found], outputs: { changed: 'false' } });
    expect(await job.written()).toEqual(['link']);
  }),
);

test.each([
  '.git/hooks/post-checkout',
  '.git/config',
  '.GIT/config',
  'sub/.git/hooks/pre-commit',
  'hooks/pre-commit',
  'own-config',
])("output-file must not be %s, which is git's own", (output) =>
  inAJob({ files: { ...aFile(), '.git/hooks/x': '', '.git/config': '', 'sub/x': '' } }, async (job) => {
    await symlink('.git/hooks', join(job.workspace, 'hooks'));
    await symlink('.git/config', join(job.workspace, 'own-config'));
    const run = await job.render({ ...GIVEN, 'output-file': output });
    expect(run).toMatchObject({ exitCode: 1, found: ['error files/git-directory'], outputs: { changed: 'false' } });
    expect((await job.written()).toSorted()).toEqual(['hooks', 'own-config']);
  }),
);

test('a machine that does not let the file be written fails the step, and no path is given', () =>
  inAJob({ files: aFile() }, async (job) => {
    const run = await job.render(GIVEN, { RUNNER_TEMP: join(job.workspace, 'task.json') });
    expect(run).toMatchObject({ exitCode: 1, outputs: { changed: 'true' } });
    expect(run.outputs).not.toHaveProperty('task-definition');
    expect(run.summary).toContain('❌');
  }));

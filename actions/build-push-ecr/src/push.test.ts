import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aJob, type Job } from './testing/a-job.ts';

let job: Job;
beforeEach(async () => {
  job = await aJob();
});
afterEach(() => job.close());

const SHA = '0123456789abcdef0123456789abcdef01234567';

test('an image is built, pushed, and given by its digest', async () => {
  const run = await job.run();
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'pushed', pushed: 'true', changed: 'true', tags: SHA } });
  const { digest = '' } = run.outputs;
  expect(run.outputs['image']).toBe(`${job.host}/shop@${digest}`);
  expect(run.outputs['image-ref']).toBe(`shop@${digest}`);
});

import { actionYml } from '@fargate-actions/action-kit/testing';
import { expect, test } from '@jest/globals';
import { aJob } from './a-job.ts';

const declared = actionYml(new URL('../action.yml', import.meta.url));

test('every output of action.yml is set by a push, and no other', async () => {
  const job = await aJob();
  try {
    const { outputs } = await job.run();
    expect(Object.keys(outputs).sort()).toEqual([...declared.outputs].sort());
  } finally {
    await job.close();
  }
});

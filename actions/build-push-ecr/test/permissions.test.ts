import { afterEach, expect, test } from '@jest/globals';
import { aJob, type Job } from './a-job.ts';

let job: Job | undefined;
afterEach(() => job?.close());

/** What only makes a run better. Source: README.md, "Permissions". */
const WITHOUT = [
  'ecr:DescribeRepositories',
  'ecr:GetLifecyclePolicy',
  'ecr:DescribeImages',
  'ecr:StartLifecyclePolicyPreview',
  'ecr:ListTagsForResource',
];

test('with the permissions of a push alone an image is pushed, and each that is missing costs one notice', async () => {
  job = await aJob({ scenario: { denied: WITHOUT } });
  const run = await job.run();
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'pushed' } });
  const notices = run.annotations.filter(({ severity }) => severity === 'notice').map(({ message }) => message);
  for (const permission of ['ecr:DescribeRepositories', 'ecr:GetLifecyclePolicy', 'ecr:DescribeImages']) {
    expect(notices.filter((message) => message.includes(permission))).toHaveLength(1);
  }
});

test.each([
  { denied: 'ecr:GetAuthorizationToken', says: 'ecr:GetAuthorizationToken' },
  { denied: 'ecr:CreateRepository', says: 'ecr:CreateRepository' },
  { denied: 'ecr:PutImage', says: 'ecr:PutImage' },
  { denied: 'ecr:InitiateLayerUpload', says: 'ecr:InitiateLayerUpload' },
])('without $denied it fails, and names it', async ({ denied, says }) => {
  job = await aJob({ repository: null, scenario: { denied: [denied] } });
  const run = await job.run({ with: { 'create-repository': 'true' } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs['status']).toBe('failed');
  const errors = run.annotations.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  expect(errors.join('\n')).toContain(says);
});

import { expect, test } from '@jest/globals';
import { inAJob } from './a-job.ts';
import { aContainer, aFile } from './definitions.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const ROLE = { executionRoleArn: 'arn:aws:iam::123456789012:role/exec' };
const OTHER = '999988887777.dkr.ecr.eu-west-1.amazonaws.com';
const ECR = (region: string) => `123456789012.dkr.ecr.${region}.amazonaws.com/shop@${DIGEST}`;

test.each<{
  name: string;
  image?: string;
  before?: string;
  given?: Record<string, string>;
  env?: Record<string, string | undefined>;
  expected: string;
  calls: string[];
  found?: string[];
}>([
  {
    name: 'an image-ref gets the registry of the account',
    expected: ECR('eu-central-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'in the region of the input',
    given: { 'aws-region': 'eu-west-1' },
    expected: ECR('eu-west-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'in the region of the environment',
    env: { AWS_REGION: 'us-east-1' },
    expected: ECR('us-east-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'also where the file has a placeholder',
    before: '<IMAGE>',
    expected: ECR('eu-central-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'the registry of another account that the file names for the repository stays',
    before: `${OTHER}/shop:1`,
    expected: `${OTHER}/shop@${DIGEST}`,
    calls: [],
  },
  {
    name: 'also one that is not ECR',
    before: 'ghcr.io/shop:1',
    expected: `ghcr.io/shop@${DIGEST}`,
    calls: [],
  },
  {
    name: 'of another repository it says nothing',
    before: `${OTHER}/other:1`,
    expected: ECR('eu-central-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'where the file has a word in the place of the account it says nothing',
    before: 'xxxx.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
    expected: ECR('eu-central-1'),
    calls: ['sts:GetCallerIdentity'],
  },
  {
    name: 'the input registry comes first, and what it replaces is said',
    before: `${OTHER}/shop:1`,
    given: { registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com' },
    expected: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop@${DIGEST}`,
    calls: [],
    found: ['notice image/registry-replaced'],
  },
  {
    name: 'the input registry is for images without one',
    given: { registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com' },
    image: ECR('ap-south-1'),
    expected: ECR('ap-south-1'),
    calls: [],
  },
  { name: 'an image that runs from Docker Hub stays there', before: 'shop:1', expected: `shop@${DIGEST}`, calls: [] },
  {
    name: 'without a region it is kept, with a warning',
    env: { AWS_REGION: undefined },
    expected: `shop@${DIGEST}`,
    calls: [],
    found: ['warning image/registry-unknown'],
  },
  { name: 'a tag alone is Docker Hub, as for the official action', image: 'shop:2', expected: 'shop:2', calls: [] },
  { name: 'a full reference is kept', image: ECR('ap-south-1'), expected: ECR('ap-south-1'), calls: [] },
  {
    name: 'a reference with another registry is kept',
    image: `ghcr.io/acme/shop@${DIGEST}`,
    expected: `ghcr.io/acme/shop@${DIGEST}`,
    calls: [],
  },
])('$name', ({ image = `shop@${DIGEST}`, before = 'nginx:1.27', given = {}, env = {}, expected, calls, found = [] }) =>
  inAJob({ files: aFile({ ...ROLE, containerDefinitions: [aContainer({ image: before })] }) }, async (job) => {
    const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image, ...given }, env);
    expect(run).toMatchObject({ exitCode: 0, calls, found });
    expect((await job.definition(run.outputs['task-definition'])).containerDefinitions[0]?.['image']).toBe(expected);
  }),
);

test('with credentials that have expired it is kept, with the reason', () =>
  inAJob({ files: aFile(), scenario: { tokensExpireAtSeconds: 0 } }, async (job) => {
    const run = await job.render({ 'task-definition': 'task.json', 'container-name': 'web', image: `shop@${DIGEST}` });
    expect(run).toMatchObject({ exitCode: 0, found: ['warning image/registry-unknown'] });
    expect(run.annotations[0]?.message).toContain('The AWS credentials have expired');
  }));

test('two registries for one repository are an error where the image has none', () =>
  inAJob(
    {
      files: aFile({
        ...ROLE,
        containerDefinitions: [
          aContainer({ image: `${OTHER}/shop:1` }),
          aContainer({ name: 'job', essential: false, image: 'ghcr.io/shop:1' }),
        ],
      }),
    },
    async (job) => {
      const given = { 'task-definition': 'task.json', image: `shop@${DIGEST}` };
      const both = await job.render({ ...given, 'container-name': 'web,job' });
      expect(both).toMatchObject({ exitCode: 1, found: ['error image/registries'] });
      const one = await job.render({ ...given, 'container-name': 'job' });
      expect((await job.definition(one.outputs['task-definition'])).containerDefinitions[1]?.['image']).toBe(
        `ghcr.io/shop@${DIGEST}`,
      );
    },
  ));

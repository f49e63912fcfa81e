import { expect, test } from '@jest/globals';
import { inAJob } from './testing/a-job.ts';
import { aContainer, aFile } from './testing/definitions.ts';

const DIGEST = `sha256:${'a1'.repeat(32)}`;
const ROLE = { executionRoleArn: 'arn:aws:iam::123456789012:role/exec' };
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
    name: 'also where the file names the repository in ECR',
    before: '999999999999.dkr.ecr.eu-west-1.amazonaws.com/shop:1',
    expected: ECR('eu-central-1'),
    calls: ['sts:GetCallerIdentity'],
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

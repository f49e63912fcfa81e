import { awsPorts, systemClock, type Wire } from '@fargate-actions/aws';
import { expect, test } from '@jest/globals';
import { lookUpImage } from './look-up-image.ts';

const HOST = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

/** ECR with these repositories and their tags; undefined: it may not be asked. */
function ecr(repositories: Readonly<Record<string, readonly string[]>> | undefined) {
  const call = (operation: string, input: object): Promise<unknown> => {
    const { repositoryNames, repositoryName, imageIds } = input as {
      repositoryNames?: string[];
      repositoryName?: string;
      imageIds?: { imageTag?: string; imageDigest?: string }[];
    };
    const tags = repositories?.[repositoryName ?? repositoryNames?.[0] ?? ''];
    const code = repositories ? 'RepositoryNotFoundException' : 'AccessDeniedException';
    if (!tags)
      return Promise.reject(Object.assign(new Error('no'), { name: code, $metadata: { httpStatusCode: 400 } }));
    if (operation === 'ecr:DescribeRepositories') return Promise.resolve({ repositories: [{}] });
    const images = (imageIds ?? []).filter(({ imageTag = '', imageDigest = '' }) =>
      [imageTag, imageDigest].some((id) => tags.includes(id)),
    );
    return Promise.resolve({ images: images.map((imageId) => ({ imageId, imageManifest: '{}' })) });
  };
  const wire: Wire = { call };
  return awsPorts(wire, systemClock);
}

const found = (more: object) => ({
  repository: 'amply-backend',
  registry: '123456789012',
  hasRepository: true,
  ...more,
});

test.each([
  { name: 'a tag that is there', image: `${HOST}/amply-backend:v1`, expected: found({ tag: 'v1', hasImage: true }) },
  { name: 'a tag that is not', image: `${HOST}/amply-backend:v2`, expected: found({ tag: 'v2', hasImage: false }) },
  { name: 'no tag: latest', image: `${HOST}/amply-backend`, expected: found({ tag: 'latest', hasImage: false }) },
  {
    name: 'a digest that is there',
    image: `${HOST}/amply-backend@${DIGEST}`,
    expected: found({ digest: DIGEST, hasImage: true }),
  },
  {
    name: 'a digest that is not',
    image: `${HOST}/amply-backend@${DIGEST.replaceAll('ab', 'cd')}`,
    expected: found({ digest: DIGEST.replaceAll('ab', 'cd'), hasImage: false }),
  },
  {
    name: 'a repository that is not there',
    image: `${HOST}/other:v1`,
    expected: { repository: 'other', registry: '123456789012', tag: 'v1', hasRepository: false, hasImage: false },
  },
])('$name', async ({ image, expected }) => {
  const aws = ecr({ 'amply-backend': ['v1', DIGEST] });
  expect(await lookUpImage(image, 'eu-central-1', aws)).toEqual({ image, ...expected });
});

test.each([
  ['Docker Hub', 'redis:7'],
  ['another region', `${HOST.replace('eu-central-1', 'us-east-1')}/amply-backend:v1`],
  ['no image at all', 'Not An Image'],
])('%s is not asked', async (_name, image) => {
  expect(await lookUpImage(image, 'eu-central-1', ecr({}))).toBeUndefined();
});

test('who may not ask is told so, and nothing is claimed', async () => {
  const aws = ecr(undefined);
  expect(await lookUpImage(`${HOST}/amply-backend:v1`, 'eu-central-1', aws)).toBeUndefined();
  expect(aws.gaps.all).toMatchObject([
    { permission: 'ecr:DescribeRepositories', lost: 'Whether the repository of a missing image exists is not shown.' },
  ]);
});

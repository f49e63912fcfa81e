import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
} from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
const ecr = () => new ECRClient(started.client);
const repositoryName = 'amply-backend';

const digestOf = async (imageTag: string): Promise<string> => {
  const { images = [] } = await ecr().send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag }] }));
  return String(images[0]?.imageId?.imageDigest);
};

test('the repository is found with its URI', async () => {
  const { repositories } = await ecr().send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  expect(repositories?.[0]?.repositoryUri).toBe('123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend');
  expect(repositories?.[0]?.createdAt).toBeInstanceOf(Date);
});

test('any tag has a digest, always the same, and no two the same', async () => {
  const [one, again, other] = [await digestOf('v1'), await digestOf('v1'), await digestOf('v2')];
  expect(one).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(again).toBe(one);
  expect(other).not.toBe(one);
});

test('an image is found by its digest, and its failures are told beside what was found', async () => {
  const imageDigest = await digestOf('v1');
  const unknown = `sha256:${'0'.repeat(64)}`;
  const { images, failures } = await ecr().send(
    new BatchGetImageCommand({
      repositoryName,
      imageIds: [
        { imageDigest },
        { imageDigest: unknown },
        { imageDigest: 'sha256:1' },
        {},
        { imageTag: 'v2', imageDigest },
      ],
    }),
  );
  expect(images?.map(({ imageId }) => imageId)).toEqual([{ imageDigest }]);
  expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
    'ImageNotFound',
    'InvalidImageDigest',
    'MissingDigestAndTag',
    'ImageTagDoesNotMatchDigest',
  ]);
});

test('images are listed and described', async () => {
  const imageDigest = await digestOf('v1');
  const { imageIds } = await ecr().send(new ListImagesCommand({ repositoryName, filter: { tagStatus: 'TAGGED' } }));
  const { imageDetails } = await ecr().send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  const untagged = await ecr().send(new ListImagesCommand({ repositoryName, filter: { tagStatus: 'UNTAGGED' } }));
  expect(imageIds).toContainEqual({ imageDigest, imageTag: 'v1' });
  expect(imageDetails).toMatchObject([{ imageDigest, imageTags: ['v1'] }]);
  expect(untagged.imageIds).toEqual([]);
});

test.each([
  {
    name: 'BatchGetImage',
    send: () => ecr().send(new BatchGetImageCommand({ repositoryName: 'nope', imageIds: [{ imageTag: 'x' }] })),
  },
  {
    name: 'DescribeRepositories',
    send: () => ecr().send(new DescribeRepositoriesCommand({ repositoryNames: ['nope'] })),
  },
  { name: 'ListImages', send: () => ecr().send(new ListImagesCommand({ repositoryName: 'nope' })) },
])('$name says that there is no such repository', async ({ send }) => {
  await expect(send()).rejects.toMatchObject({
    name: 'RepositoryNotFoundException',
    message: "The repository with name 'nope' does not exist in the registry with id '123456789012'",
  });
});

test('describing an image that is not there is an error that names it', async () => {
  const imageDigest = `sha256:${'0'.repeat(64)}`;
  await expect(
    ecr().send(new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] })),
  ).rejects.toMatchObject({ name: 'ImageNotFoundException', message: expect.stringContaining(imageDigest) });
});

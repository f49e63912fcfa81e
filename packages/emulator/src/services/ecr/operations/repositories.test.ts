import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  ListTagsForResourceCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  TagResourceCommand,
  type CreateRepositoryCommandInput,
} from '@aws-sdk/client-ecr';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
const ecr = () => new ECRClient(started.client);
const create = (input: CreateRepositoryCommandInput) => ecr().send(new CreateRepositoryCommand(input));
beforeEach(() => started.control('POST', 'reset'));

describe('a repository', () => {
  test('is made with what is asked for', async () => {
    const { repository } = await create({
      repositoryName: 'shop/app',
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest*' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS' },
      tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(repository).toEqual({
      repositoryArn: 'arn:aws:ecr:eu-central-1:123456789012:repository/shop/app',
      registryId: '123456789012',
      repositoryName: 'shop/app',
      repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop/app',
      createdAt: expect.any(Date),
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest*' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: expect.stringContaining('arn:aws:kms:') },
    });
    const resourceArn = String(repository?.repositoryArn);
    await ecr().send(new TagResourceCommand({ resourceArn, tags: [{ Key: 'stage', Value: 'prod' }] }));
    const { tags } = await ecr().send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual([
      { Key: 'team', Value: 'shop' },
      { Key: 'stage', Value: 'prod' },
    ]);
  });

  test.each<{ input: CreateRepositoryCommandInput; error: string }>([
    { input: { repositoryName: 'amply-backend' }, error: 'RepositoryAlreadyExistsException' },
    { input: { repositoryName: 'Shop' }, error: 'InvalidParameterException' },
    { input: { repositoryName: 'a' }, error: 'InvalidParameterException' },
    { input: { repositoryName: 'shop//app' }, error: 'InvalidParameterException' },
    {
      input: { repositoryName: 'x1', imageTagMutability: 'MUTABLE_WITH_EXCLUSION' },
      error: 'InvalidParameterException',
    },
    {
      input: { repositoryName: 'x1', imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'a' }] },
      error: 'InvalidParameterException',
    },
    { input: { repositoryName: 'x1', tags: [{ Key: 'aws:x', Value: '' }] }, error: 'InvalidTagParameterException' },
    {
      input: {
        repositoryName: 'x1',
        tags: Array.from({ length: 51 }, (_, index) => ({ Key: `k${String(index)}`, Value: '' })),
      },
      error: 'TooManyTagsException',
    },
    {
      input: { repositoryName: 'x1', encryptionConfiguration: { encryptionType: 'AES256', kmsKey: 'key' } },
      error: 'InvalidParameterException',
    },
  ])('is refused with $error: $input', async ({ input, error }) => {
    await expect(create(input)).rejects.toMatchObject({ name: error });
    const { repositories } = await ecr().send(new DescribeRepositoriesCommand({}));
    expect(repositories).toHaveLength(1);
  });

  test('of another account is not there', async () => {
    await expect(
      ecr().send(new DescribeRepositoriesCommand({ registryId: '210987654321', repositoryNames: ['amply-backend'] })),
    ).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: expect.stringContaining("in the registry with id '210987654321'"),
    });
  });
});

/** Puts two made-up images into a repository of their own, and their manifests back. */
async function withTwoImages(repositoryName: string) {
  await create({ repositoryName });
  const { images = [] } = await ecr().send(
    new BatchGetImageCommand({ repositoryName: 'amply-backend', imageIds: [{ imageTag: 'a' }, { imageTag: 'b' }] }),
  );
  const { repositories } = started.emulator.world;
  Object.assign(repositories[1] ?? {}, { layers: repositories[0]?.layers });
  const [one = '', two = ''] = images.map(({ imageManifest }) => String(imageManifest));
  return { one, two };
}

const put = (repositoryName: string, imageManifest: string, imageTag?: string, imageDigest?: string) =>
  ecr().send(
    new PutImageCommand({
      repositoryName,
      imageManifest,
      ...(imageTag && { imageTag }),
      ...(imageDigest && { imageDigest }),
    }),
  );

describe('a tag', () => {
  test.each([
    { mutability: 'MUTABLE', filters: [], moves: ['v1', 'latest-x'] },
    { mutability: 'IMMUTABLE', filters: [], moves: [] },
    { mutability: 'IMMUTABLE_WITH_EXCLUSION', filters: ['latest*'], moves: ['latest-x'] },
    { mutability: 'MUTABLE_WITH_EXCLUSION', filters: ['latest*', 'x'], moves: ['v1'] },
  ] as const)('of a repository that is $mutability but for $filters moves only as that says', async (given) => {
    const { one, two } = await withTwoImages('shop');
    await ecr().send(
      new PutImageTagMutabilityCommand({
        repositoryName: 'shop',
        imageTagMutability: given.mutability,
        imageTagMutabilityExclusionFilters: given.filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
      }),
    );
    const moved: string[] = [];
    for (const tag of ['v1', 'latest-x']) {
      await put('shop', one, tag);
      await put('shop', two, tag).then(
        () => moved.push(tag),
        (error: unknown) => {
          expect(error).toMatchObject({
            name: 'ImageTagAlreadyExistsException',
            message: `The image tag '${tag}' already exists in the 'shop' repository and cannot be overwritten because the tag is immutable.`,
          });
        },
      );
    }
    expect(moved).toEqual(given.moves);
  });

  test.each([
    { name: 'ImageAlreadyExistsException', tag: 'v1' },
    { name: 'InvalidParameterException', tag: '-v1' },
    { name: 'ImageDigestDoesNotMatchException', tag: 'v2', digest: `sha256:${'0'.repeat(64)}` },
  ])('is refused with $name: $tag', async ({ name, tag, digest }) => {
    const { one } = await withTwoImages('shop');
    await put('shop', one, 'v1');
    await expect(put('shop', one, tag, digest)).rejects.toMatchObject({ name });
  });

  test('is no tag of an image whose layers are elsewhere', async () => {
    const { one } = await withTwoImages('shop');
    await create({ repositoryName: 'other' });
    await expect(put('other', one, 'v1')).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  });

  test('that is deleted takes its image along when it was the last', async () => {
    const { one } = await withTwoImages('shop');
    for (const tag of ['v1', 'v2']) await put('shop', one, tag);
    const tagsOf = async () =>
      (await ecr().send(new DescribeImagesCommand({ repositoryName: 'shop' }))).imageDetails?.map(
        (image) => image.imageTags,
      );
    const remove = (imageTag: string) =>
      ecr().send(
        new BatchDeleteImageCommand({ repositoryName: 'shop', imageIds: [{ imageTag }, { imageTag: 'nope' }] }),
      );
    const { failures } = await remove('v1');
    expect([await tagsOf(), failures?.map(({ failureCode }) => failureCode)]).toEqual([[['v2']], ['ImageNotFound']]);
    await remove('v2');
    expect(await tagsOf()).toEqual([]);
  });
});

/** The ids are deprecated in the model, and answered all the same. */
const loginsTo = (registryIds: string[]) => {
  const input: object = { registryIds };
  return new GetAuthorizationTokenCommand(input);
};

test('a login is for each registry asked for', async () => {
  const registryIds = ['123456789012', '210987654321'];
  const { authorizationData = [] } = await ecr().send(loginsTo(registryIds));
  expect(authorizationData.map(({ proxyEndpoint }) => proxyEndpoint)).toEqual(
    registryIds.map((id) => `https://${id}.dkr.ecr.eu-central-1.amazonaws.com`),
  );
  const lifetimes = authorizationData.map(({ expiresAt }) => Number(expiresAt) - started.emulator.world.now);
  // The wire carries times in milliseconds of a double: some are lost.
  for (const lifetime of lifetimes) expect(Math.abs(lifetime - 12 * 3600 * 1000)).toBeLessThan(1000);
  await expect(ecr().send(loginsTo(['1']))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

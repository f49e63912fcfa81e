import type {
  CreateRepositoryRequest,
  CreateRepositoryResponse,
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse,
  EncryptionConfiguration,
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
  PutImageTagMutabilityRequest,
  PutImageTagMutabilityResponse,
  Repository as DescribedRepository,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { newRepository } from '../behaviour/new-repository.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Repository } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { invalid } from './invalid.ts';
import { mutabilityOf } from './mutability.ts';
import { ecrTags } from './tags.ts';

/** ECR's operations on repositories. */
export const repositoryOperations: OperationTable = {
  'ecr:CreateRepository': createRepository,
  'ecr:DescribeRepositories': describeRepositories,
  'ecr:PutImageScanningConfiguration': putImageScanningConfiguration,
  'ecr:PutImageTagMutability': putImageTagMutability,
};

/** Which repository a request is about. */
export interface InRepository {
  readonly registryId?: string | undefined;
  readonly repositoryName: string | undefined;
}

/** The repository that a request names. Throws RepositoryNotFoundException where there is none. */
export function repositoryOf(world: World, { registryId = world.account, repositoryName }: InRepository): Repository {
  const wanted = required(repositoryName, 'repositoryName', 'InvalidParameterException');
  const found = world.repositories.find(({ name }) => name === wanted && registryId === world.account);
  if (found) return found;
  throw new Fault(
    'RepositoryNotFoundException',
    `The repository with name '${wanted}' does not exist in the registry with id '${registryId}'`,
  );
}

/** Source: reference/ecs-facts.md, "ECR". */
const REPOSITORY_NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;

function createRepository(world: World, input: CreateRepositoryRequest): CreateRepositoryResponse {
  const name = required(input.repositoryName, 'repositoryName', 'InvalidParameterException');
  if (name.length < 2 || name.length > 256 || !REPOSITORY_NAME.test(name))
    throw invalid('repositoryName', `must satisfy regular expression '${REPOSITORY_NAME.source}'`);
  if (world.repositories.some((repository) => repository.name === name))
    throw new Fault(
      'RepositoryAlreadyExistsException',
      `The repository with name '${name}' already exists in the registry with id '${world.account}'`,
    );
  const repository: Repository = {
    ...newRepository(world, name),
    ...mutabilityOf(input.imageTagMutability ?? 'MUTABLE', input.imageTagMutabilityExclusionFilters),
    scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
    encryption: encryptionOf(world, input.encryptionConfiguration),
    tags: ecrTags(input.tags ?? []),
  };
  world.repositories.push(repository);
  return { repository: described(world, repository) };
}

function encryptionOf(world: World, given: EncryptionConfiguration | undefined): Repository['encryption'] {
  const { encryptionType = 'AES256', kmsKey } = given ?? {};
  if (encryptionType === 'AES256') {
    if (kmsKey !== undefined) throw invalid('encryptionConfiguration', 'kmsKey can only be given with KMS or KMS_DSSE');
    return { encryptionType };
  }
  return { encryptionType, kmsKey: kmsKey ?? arn(world, 'kms', 'key/00000000-0000-4000-8000-000000000000') };
}

function describeRepositories(world: World, input: DescribeRepositoriesRequest): DescribeRepositoriesResponse {
  within(input.maxResults, 'maxResults', [1, 1000], 'InvalidParameterException');
  const names = input.repositoryNames;
  if (names && input.maxResults !== undefined)
    throw new Fault('InvalidParameterException', 'maxResults cannot be used with repositoryNames');
  const { registryId } = input;
  const named = names?.map((repositoryName) => repositoryOf(world, { registryId, repositoryName }));
  const { items, nextToken } = page(named ?? world.repositories, {
    token: input.nextToken,
    size: names ? Infinity : (input.maxResults ?? world.scenario.pageSize),
    badToken: () => new Fault('InvalidParameterException', 'Invalid parameter at nextToken'),
  });
  return {
    repositories: items.map((repository) => described(world, repository)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function putImageTagMutability(world: World, input: PutImageTagMutabilityRequest): PutImageTagMutabilityResponse {
  const repository = repositoryOf(world, input);
  const mutability = required(input.imageTagMutability, 'imageTagMutability', 'InvalidParameterException');
  Object.assign(repository, mutabilityOf(mutability, input.imageTagMutabilityExclusionFilters));
  return { registryId: world.account, repositoryName: repository.name, ...describedMutability(repository) };
}

function putImageScanningConfiguration(
  world: World,
  input: PutImageScanningConfigurationRequest,
): PutImageScanningConfigurationResponse {
  const repository = repositoryOf(world, input);
  const given = required(input.imageScanningConfiguration, 'imageScanningConfiguration', 'InvalidParameterException');
  repository.scanOnPush = given.scanOnPush ?? false;
  return {
    registryId: world.account,
    repositoryName: repository.name,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
  };
}

function described(world: World, repository: Repository): DescribedRepository {
  return {
    repositoryArn: repository.arn,
    registryId: world.account,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: new Date(repository.createdAt),
    ...describedMutability(repository),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { ...repository.encryption },
  };
}

function describedMutability({ imageTagMutability, exclusionFilters }: Repository) {
  return {
    imageTagMutability,
    ...(exclusionFilters.length > 0 && {
      imageTagMutabilityExclusionFilters: exclusionFilters.map((one) => ({ ...one })),
    }),
  };
}

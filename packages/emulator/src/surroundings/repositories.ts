import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr';
import type { Repository as DescribedRepository } from '@aws-sdk/client-ecr';

import { Fault } from '../fault.ts';
import type { OperationTable } from '../world/operation.ts';
import type { Repository } from '../world/surroundings.ts';
import type { World } from '../world/world.ts';
import { page } from './paging.ts';
import { required, within } from './required.ts';

/** ECR's operations on repositories. */
export const repositoryOperations: OperationTable = { 'ecr:DescribeRepositories': describeRepositories };

/** The repository of a name. Throws RepositoryNotFoundException where there is none. */
export function repositoryNamed(world: World, name: string | undefined): Repository {
  const wanted = required(name, 'repositoryName', 'InvalidParameterException');
  const found = world.repositories.find((repository) => repository.name === wanted);
  if (found) return found;
  throw new Fault(
    'RepositoryNotFoundException',
    `The repository with name '${wanted}' does not exist in the registry with id '${world.account}'`,
  );
}

function describeRepositories(world: World, input: DescribeRepositoriesRequest): DescribeRepositoriesResponse {
  within(input.maxResults, 'maxResults', [1, 1000], 'InvalidParameterException');
  const names = input.repositoryNames;
  if (names && input.maxResults !== undefined)
    throw new Fault('InvalidParameterException', 'maxResults cannot be used with repositoryNames');
  const { items, nextToken } = page(names?.map((name) => repositoryNamed(world, name)) ?? world.repositories, {
    token: input.nextToken,
    size: names ? Infinity : (input.maxResults ?? world.scenario.pageSize),
    badToken: () => new Fault('InvalidParameterException', 'Invalid parameter at nextToken'),
  });
  return {
    repositories: items.map((repository) => described(world, repository)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function described(world: World, repository: Repository): DescribedRepository {
  return {
    repositoryArn: repository.arn,
    registryId: world.account,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: new Date(repository.createdAt),
    imageTagMutability: repository.imageTagMutability === 'IMMUTABLE' ? 'IMMUTABLE' : 'MUTABLE',
    imageScanningConfiguration: { scanOnPush: false },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}

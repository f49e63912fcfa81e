import type {
  CreateRepositoryCommandInput,
  PutImageScanningConfigurationCommandInput,
  PutImageTagMutabilityCommandInput,
  Repository,
} from '@aws-sdk/client-ecr';
import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import type { Wire } from '../wire.ts';
import { inPlace, type ImagePlace } from './images.ts';

/** Repositories in ECR. */
export function repositories(wire: Wire) {
  return {
    /** The repository, or undefined when ECR has none of that name. */
    async find(place: ImagePlace): Promise<Repository | undefined> {
      try {
        const { registryId, repositoryName } = inPlace(place);
        const answer = await wire.call('ecr:DescribeRepositories', {
          repositoryNames: [repositoryName],
          ...(registryId && { registryId }),
        });
        return answer.repositories?.[0];
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    async create(input: CreateRepositoryCommandInput): Promise<Repository> {
      return expected((await wire.call('ecr:CreateRepository', input)).repository, 'ecr:CreateRepository');
    },
    /** Replaces mutability and its exclusion filters. */
    async putTagMutability(input: PutImageTagMutabilityCommandInput): Promise<void> {
      await wire.call('ecr:PutImageTagMutability', input);
    },
    async putScanning(input: PutImageScanningConfigurationCommandInput): Promise<void> {
      await wire.call('ecr:PutImageScanningConfiguration', input);
    },
    async tags(repositoryArn: string): Promise<Record<string, string>> {
      const { tags = [] } = await wire.call('ecr:ListTagsForResource', { resourceArn: repositoryArn });
      return Object.fromEntries(tags.map(({ Key, Value }) => [Key ?? '', Value ?? '']));
    },
    /** Adds tags, or gives them another value. */
    async tag(repositoryArn: string, tags: Readonly<Record<string, string>>): Promise<void> {
      await wire.call('ecr:TagResource', {
        resourceArn: repositoryArn,
        tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
    },
  };
}

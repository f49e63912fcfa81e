import type { CreateRepositoryCommandInput, ImageTagMutabilityExclusionFilter, Repository } from '@aws-sdk/client-ecr';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import { resource, type Outputs, type Resource } from '@fargate-actions/engine';
import { checkRepositorySpec } from './check-spec.ts';
import { planRepository, type RepositoryRequest, type RepositoryState } from './plan-repository.ts';
import { repositoryAddress, type RepositorySpec } from './repository-spec.ts';

/** An ECR repository: created when missing where that is asked for, its settings put right, never deleted. */
export function repositoryResource(spec: RepositorySpec, aws: Aws): Resource {
  return resource<RepositorySpec, RepositoryState, RepositoryRequest>({
    address: repositoryAddress(spec.place),
    resolve: (diagnostics) => {
      checkRepositorySpec(spec, diagnostics);
      return Promise.resolve(spec);
    },
    read: () => readRepository(spec, aws),
    plan: (found, wanted, _values, diagnostics) => planRepository(found, wanted, diagnostics),
    outputs: (found) => (found === 'unknown' ? {} : outputsOf(found.repository)),
    apply: async (request, _values, { found }) => {
      if (request.create) return { outputs: outputsOf(await sentAgainWhenLost(() => create(spec, aws))) };
      if (!found || found === 'unknown') return { outputs: {} };
      await update(spec, request, found.repository, aws);
      return { outputs: outputsOf(found.repository) };
    },
  });
}

/** A repository that is only pushed to is as it is: that it is there, the push shows. */
function asksForNothing({ isCreated, imageTagMutability, scanOnPush, tags = {} }: RepositorySpec): boolean {
  const isSetUp = imageTagMutability !== undefined || scanOnPush !== undefined || Object.keys(tags).length > 0;
  return !isCreated && !isSetUp;
}

async function readRepository(spec: RepositorySpec, aws: Aws): Promise<RepositoryState | undefined> {
  const name = spec.place.repositoryName;
  const lost = `Whether the repository ${name} exists and is set up as wanted is not checked.`;
  const find = async () => ({ repository: await aws.repositories.find(spec.place) });
  const answer = await (asksForNothing(spec) ? aws.gaps.optionalRead(lost, find) : aws.gaps.unlessDenied(lost, find));
  if (!answer) return 'unknown';
  const { repository } = answer;
  if (!repository) return undefined;
  const { repositoryArn } = repository;
  const isTagged = Object.keys(spec.tags ?? {}).length > 0 && repositoryArn !== undefined;
  const tags = isTagged
    ? await aws.gaps.optional(`The tags of ${name} are not compared.`, () => aws.repositories.tags(repositoryArn))
    : {};
  // Without the permission to see its tags they are taken to be as wanted.
  return { repository, tags: tags ?? spec.tags ?? {} };
}

/** Creates the repository, without tags where tagging is denied. One that is there by then is as good. */
async function create(spec: RepositorySpec, aws: Aws): Promise<Repository> {
  const tags = Object.entries({ ...spec.ownTags, ...spec.tags }).map(([Key, Value]) => ({ Key, Value }));
  const input = creation(spec);
  try {
    return await aws.repositories.create({ ...input, ...(tags.length > 0 && { tags }) });
  } catch (error) {
    if (!isAwsError(error)) throw error;
    if (error.code === 'RepositoryAlreadyExistsException') return (await aws.repositories.find(spec.place)) ?? {};
    if (error.kind !== 'denied' || error.permission !== 'ecr:TagResource') throw error;
    aws.gaps.note(error, `The repository ${spec.place.repositoryName} has no tags.`);
    return aws.repositories.create(input);
  }
}

function creation({ place, imageTagMutability, exclusions, scanOnPush, encryption }: RepositorySpec) {
  return {
    ...place,
    ...(imageTagMutability && { imageTagMutability }),
    ...(exclusions && exclusions.length > 0 && { imageTagMutabilityExclusionFilters: filtersOf(exclusions) }),
    ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
    ...(encryption && {
      encryptionConfiguration: {
        encryptionType: encryption.type,
        ...(encryption.kmsKey !== undefined && { kmsKey: encryption.kmsKey }),
      },
    }),
  } satisfies CreateRepositoryCommandInput;
}

async function update(spec: RepositorySpec, request: RepositoryRequest, found: Repository, aws: Aws): Promise<void> {
  const { place, imageTagMutability, exclusions = [], scanOnPush } = spec;
  if (request.mutability && imageTagMutability !== undefined) {
    await sentAgainWhenLost(() =>
      aws.repositories.putTagMutability({
        ...place,
        imageTagMutability,
        ...(exclusions.length > 0 && { imageTagMutabilityExclusionFilters: filtersOf(exclusions) }),
      }),
    );
  }
  if (request.scanning) {
    await sentAgainWhenLost(() =>
      aws.repositories.putScanning({ ...place, imageScanningConfiguration: { scanOnPush } }),
    );
  }
  if (Object.keys(request.tags).length > 0) {
    await aws.gaps.optional(`The tags of ${place.repositoryName} stay as they are.`, () =>
      sentAgainWhenLost(() => aws.repositories.tag(found.repositoryArn ?? '', request.tags)),
    );
  }
}

function filtersOf(exclusions: readonly string[]): ImageTagMutabilityExclusionFilter[] {
  return exclusions.map((filter) => ({ filterType: 'WILDCARD', filter }));
}

function outputsOf({ repositoryUri, repositoryArn, registryId }: Repository): Outputs {
  return {
    ...(repositoryUri !== undefined && { uri: repositoryUri }),
    ...(repositoryArn !== undefined && { arn: repositoryArn }),
    ...(registryId !== undefined && { registryId }),
  };
}

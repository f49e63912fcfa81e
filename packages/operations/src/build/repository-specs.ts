import type { RunFacts } from '@fargate-actions/action-kit';
import type { ImageWork, LifecycleSpec, RegistryAccess, RepositorySpec } from '@fargate-actions/image';
import type { BuildPushInputs } from './inputs.ts';
import type { WantedImage } from './wanted-image.ts';

/** The repository as it is wanted. A stack says what is to be there; a name alone may be a mistake. */
export function repositorySpec(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  { ecr }: RegistryAccess,
  run: RunFacts,
): RepositorySpec {
  return {
    place: ecr,
    isCreated: inputs.createRepository ?? inputs.stack !== undefined,
    ...wanted.mutability,
    scanOnPush: inputs.scanOnPush,
    ownTags: {
      'fargate-actions:managed-by': 'fargate-actions',
      ...(run.repository !== undefined && { 'fargate-actions:repository': run.repository }),
    },
    at: wanted.at,
  };
}

/** The lifecycle policy as it is wanted, and the push that this run makes. */
export function lifecycleSpec(wanted: WantedImage, { ecr }: RegistryAccess, work: ImageWork): LifecycleSpec {
  return {
    place: ecr,
    policy: wanted.lifecycle?.policy,
    services: wanted.services,
    at: wanted.lifecycle?.at,
    isAfterRepository: true,
    ...(work.kind === 'build' && { push: { tags: wanted.tags } }),
    ...(work.kind === 'tag' && { push: { tags: work.tags, digest: work.image.digest } }),
  };
}

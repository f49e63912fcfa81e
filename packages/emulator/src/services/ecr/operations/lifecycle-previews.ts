import type {
  GetLifecyclePolicyPreviewRequest,
  GetLifecyclePolicyPreviewResponse,
  LifecyclePolicyPreviewResult,
  LifecyclePolicyPreviewStatus,
  StartLifecyclePolicyPreviewRequest,
  StartLifecyclePolicyPreviewResponse,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { lifecycleActs, type LifecycleAct } from '../behaviour/lifecycle.ts';
import { lifecycleRules } from '../behaviour/lifecycle-policy.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { lookUp } from './find-image.ts';
import { hasStatus } from './images.ts';
import { pageRequest } from './page-request.ts';
import { policyOf } from './lifecycle-policies.ts';
import { repositoryOf } from './repositories.ts';

/** Previews of lifecycle policies: what would expire. */
export const lifecyclePreviewOperations: OperationTable = {
  'ecr:GetLifecyclePolicyPreview': getLifecyclePolicyPreview,
  'ecr:StartLifecyclePolicyPreview': startLifecyclePolicyPreview,
};

/** A preview is forgotten after a day: typical, and not documented. */
const LASTS_SECONDS = 24 * 60 * 60;

function startLifecyclePolicyPreview(
  world: World,
  input: StartLifecyclePolicyPreviewRequest,
): StartLifecyclePolicyPreviewResponse {
  const repository = repositoryOf(world, input);
  const text = input.lifecyclePolicyText ?? policyOf(world, repository).text;
  lifecycleRules(text);
  const running = repository.lifecyclePreview;
  if (running && statusOf(world, running.startedAt) === 'IN_PROGRESS')
    throw new Fault(
      'LifecyclePolicyPreviewInProgressException',
      `The lifecycle policy preview for the repository with name '${repository.name}' in the registry with id '${world.account}' is in progress`,
    );
  repository.lifecyclePreview = { text, startedAt: world.now };
  return {
    registryId: world.account,
    repositoryName: repository.name,
    lifecyclePolicyText: text,
    status: 'IN_PROGRESS',
  };
}

function getLifecyclePolicyPreview(
  world: World,
  input: GetLifecyclePolicyPreviewRequest,
): GetLifecyclePolicyPreviewResponse {
  const repository = repositoryOf(world, input);
  const preview = repository.lifecyclePreview;
  if (!preview)
    throw new Fault(
      'LifecyclePolicyPreviewNotFoundException',
      `Lifecycle policy preview does not exist for the repository with name '${repository.name}' in the registry with id '${world.account}'`,
    );
  const status = statusOf(world, preview.startedAt);
  const acts = status === 'COMPLETE' ? actsOf(repository, preview) : [];
  // The operation has no error for images that are not there: of them it shows nothing.
  const asked = input.imageIds?.map((imageId) => lookUp(world, repository, imageId));
  const shown = acts.filter(
    ({ image }) => (!asked || asked.includes(image)) && hasStatus(image.tags, input.filter?.tagStatus),
  );
  const { items, nextToken } = page(shown, pageRequest(world, input));
  return {
    registryId: world.account,
    repositoryName: repository.name,
    lifecyclePolicyText: preview.text,
    status,
    previewResults: items.map(described),
    ...(nextToken !== undefined && { nextToken }),
    ...(status === 'COMPLETE' && {
      summary: { expiringImageTotalCount: acts.filter(({ rule }) => rule.action.type === 'expire').length },
    }),
  };
}

/** What the policy does to the images as they were when the preview began, as far as they are still there. */
function actsOf(repository: Repository, { text, startedAt }: NonNullable<Repository['lifecyclePreview']>) {
  const images = repository.images.filter(({ pushedAt }) => pushedAt <= startedAt);
  return lifecycleActs(images, lifecycleRules(text), startedAt);
}

function statusOf(world: World, startedAt: number): LifecyclePolicyPreviewStatus {
  const seconds = (world.now - startedAt) / 1000;
  if (seconds < world.scenario.timings.lifecyclePreviewSeconds) return 'IN_PROGRESS';
  return seconds < LASTS_SECONDS ? 'COMPLETE' : 'EXPIRED';
}

function described({ image, rule }: LifecycleAct): LifecyclePolicyPreviewResult {
  return {
    ...(image.tags.length > 0 && { imageTags: [...image.tags] }),
    imageDigest: image.digest,
    imagePushedAt: new Date(image.pushedAt),
    action: rule.action.type === 'expire' ? { type: 'EXPIRE' } : { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' },
    appliedRulePriority: rule.rulePriority,
  };
}

import type {
  DeleteLifecyclePolicyRequest,
  DeleteLifecyclePolicyResponse,
  GetLifecyclePolicyRequest,
  GetLifecyclePolicyResponse,
  PutLifecyclePolicyRequest,
  PutLifecyclePolicyResponse,
} from '@aws-sdk/client-ecr';

import { Fault } from '../../../fault.ts';
import { lifecycleRules } from '../behaviour/lifecycle-policy.ts';
import { planLifecycle } from '../behaviour/lifecycle-runs.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';
import { repositoryOf } from './repositories.ts';

/** Lifecycle policies: what expires by itself. */
export const lifecyclePolicyOperations: OperationTable = {
  'ecr:DeleteLifecyclePolicy': deleteLifecyclePolicy,
  'ecr:GetLifecyclePolicy': getLifecyclePolicy,
  'ecr:PutLifecyclePolicy': putLifecyclePolicy,
};

/** The policy of a repository. Throws LifecyclePolicyNotFoundException where it has none. */
export function policyOf(world: World, repository: Repository): NonNullable<Repository['lifecyclePolicy']> {
  if (repository.lifecyclePolicy) return repository.lifecyclePolicy;
  throw new Fault(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for the repository with name '${repository.name}' in the registry with id '${world.account}'`,
  );
}

function putLifecyclePolicy(world: World, input: PutLifecyclePolicyRequest): PutLifecyclePolicyResponse {
  const repository = repositoryOf(world, input);
  const text = required(input.lifecyclePolicyText, 'lifecyclePolicyText', 'InvalidParameterException');
  lifecycleRules(text);
  repository.lifecyclePolicy = { text };
  planLifecycle(world, repository);
  return { registryId: world.account, repositoryName: repository.name, lifecyclePolicyText: text };
}

function getLifecyclePolicy(world: World, input: GetLifecyclePolicyRequest): GetLifecyclePolicyResponse {
  const repository = repositoryOf(world, input);
  return describedPolicy(world, repository);
}

function deleteLifecyclePolicy(world: World, input: DeleteLifecyclePolicyRequest): DeleteLifecyclePolicyResponse {
  const repository = repositoryOf(world, input);
  const answer = describedPolicy(world, repository);
  delete repository.lifecyclePolicy;
  return answer;
}

function describedPolicy(world: World, repository: Repository): GetLifecyclePolicyResponse {
  const { text, lastEvaluatedAt } = policyOf(world, repository);
  return {
    registryId: world.account,
    repositoryName: repository.name,
    lifecyclePolicyText: text,
    ...(lastEvaluatedAt !== undefined && { lastEvaluatedAt: new Date(lastEvaluatedAt) }),
  };
}

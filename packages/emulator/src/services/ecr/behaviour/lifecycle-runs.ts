import { plan } from '../../../world/agenda.ts';
import { between } from '../../../world/random.ts';
import type { Repository } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { lifecycleActs } from './lifecycle.ts';
import { lifecycleRules } from './lifecycle-policy.ts';

const HOUR = 60 * 60 * 1000;

/** Has the repository's policy act some time within the next 24 hours, which is all that ECR promises. */
export function planLifecycle(world: World, repository: Repository): void {
  if (!repository.lifecyclePolicy || repository.lifecycleAt !== undefined) return;
  const at = Math.round(world.now + between(world, HOUR, 24 * HOUR));
  repository.lifecycleAt = at;
  plan(world, at, { kind: 'lifecycle', id: repository.arn });
}

/** Expires what the repository's policy says, and comes back for what grows old. */
export function letLifecycleAct(world: World, repository: Repository): void {
  delete repository.lifecycleAt;
  const policy = repository.lifecyclePolicy;
  if (!policy) return;
  policy.lastEvaluatedAt = world.now;
  const acts = lifecycleActs(repository.images, lifecycleRules(policy.text), world.now);
  const gone = new Set(acts.flatMap(({ image, rule }) => (rule.action.type === 'expire' ? [image] : [])));
  repository.images = repository.images.filter((image) => !gone.has(image));
  planLifecycle(world, repository);
}

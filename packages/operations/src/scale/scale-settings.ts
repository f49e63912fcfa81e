import type { ActionContext } from '@fargate-actions/action-kit';
import type { ScalingSpec } from '@fargate-actions/scaling';
import { deployTags } from '@fargate-actions/service';
import type { ScaleInputs } from './inputs.ts';

/** How scaling is applied, and the tags of a target that is created. */
export function scaleSettings(
  { prune }: ScaleInputs,
  { run, clock }: ActionContext,
): Pick<ScalingSpec, 'prune' | 'tags' | 'now'> {
  return { prune, now: clock.now(), tags: deployTags(run) };
}

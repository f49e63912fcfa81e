import type { ActionContext } from '@fargate-actions/action-kit';
import type { ScalingSpec } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';

/** How scaling is applied, and the tags of a target that is created. Source: contracts.md, "Deploying". */
export function scaleSettings(
  { prune }: ScaleInputs,
  { run, clock }: ActionContext,
): Pick<ScalingSpec, 'prune' | 'tags' | 'now'> {
  const facts = {
    'fargate-actions:managed-by': 'fargate-actions',
    'fargate-actions:commit-sha': run.commitSha,
    'fargate-actions:repository': run.repository,
    'fargate-actions:run-id': run.runId,
  };
  const tags = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { prune, now: clock.now(), tags: Object.fromEntries(tags) };
}

import type { ActionContext } from '@fargate-actions/action-kit';
import type { MonitoringSettings } from '@fargate-actions/monitoring';
import type { MonitorInputs } from './inputs.ts';

/** How monitoring is applied, and the tags of what is created. Source: contracts.md, "Deploying". */
export function monitorSettings({ prune }: MonitorInputs, { run }: ActionContext): MonitoringSettings {
  const facts = {
    'fargate-actions:managed-by': 'fargate-actions',
    'fargate-actions:commit-sha': run.commitSha,
    'fargate-actions:repository': run.repository,
    'fargate-actions:run-id': run.runId,
  };
  const tags = Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { prune, tags: Object.fromEntries(tags) };
}

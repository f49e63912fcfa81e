import { REPOSITORY_TAG } from './other-repository.ts';

/** The tag with the commit that a revision or service was deployed from. */
export const COMMIT_TAG = 'fargate-actions:commit-sha';

/** Tags that say who deployed what; a fact that is not known has none. Source: contracts.md, "Deploying". */
export function deployTags(facts: {
  readonly commitSha?: string | undefined;
  readonly repository?: string | undefined;
  readonly runId?: string | undefined;
}): Record<string, string> {
  const tags = {
    'fargate-actions:managed-by': 'fargate-actions',
    [COMMIT_TAG]: facts.commitSha,
    [REPOSITORY_TAG]: facts.repository,
    'fargate-actions:run-id': facts.runId,
  };
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

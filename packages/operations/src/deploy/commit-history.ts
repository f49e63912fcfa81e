import type { ActionContext } from '@fargate-actions/action-kit';
import type { CommitHistory } from '@fargate-actions/service';
import type { DeployInputs } from './inputs.ts';

/** The history that a run can ask; undefined without a token, or outside of a repository. */
export function commitHistory(
  inputs: Pick<DeployInputs, 'commitSha' | 'githubToken'>,
  { run, commits }: ActionContext,
): CommitHistory | undefined {
  const commitSha = inputs.commitSha ?? run.commitSha;
  const known = inputs.githubToken === undefined ? undefined : commits(inputs.githubToken);
  if (!known || commitSha === undefined) return undefined;
  return { commitSha, relation: (base, head) => known.relation(base, head) };
}

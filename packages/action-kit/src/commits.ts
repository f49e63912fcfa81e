/** How one commit stands to another. */
export type CommitRelation = 'identical' | 'ahead' | 'behind' | 'diverged';

/** The repository's history, as GitHub knows it. */
export interface Commits {
  /**
   * How `head` stands to `base`: `behind` means that it is an ancestor. Undefined when GitHub does not say: a commit that
   * it does not know, a token that may not ask.
   */
  relation(base: string, head: string): Promise<CommitRelation | undefined>;
}

const RELATIONS: readonly string[] = ['identical', 'ahead', 'behind', 'diverged'] satisfies CommitRelation[];

/**
 * The history of the workflow's repository.
 *
 * @param repository `owner/name`.
 * @param fetch in place of the machine's, in tests.
 */
export function commitsOf(
  repository: string,
  token: string,
  fetch: typeof globalThis.fetch = globalThis.fetch,
): Commits {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async relation(base, head) {
      // Few runs have a token, and the client is large: it is a chunk of its own.
      const { getOctokit } = await import('@actions/github');
      try {
        const octokit = getOctokit(token, { request: { fetch } });
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
          owner,
          repo,
          basehead: `${base}...${head}`,
          per_page: 1,
        });
        return isRelation(data.status) ? data.status : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

function isRelation(status: string): status is CommitRelation {
  return RELATIONS.includes(status);
}

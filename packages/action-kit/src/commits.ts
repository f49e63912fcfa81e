import type { Clock } from '@fargate-actions/aws';

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

/** How GitHub is reached. */
interface Connection {
  /** Of the machine. */
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** In place of the machine's, in tests. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** GitHub answers within a second or two. Without an answer the run goes on as without a token. */
const ANSWER_SECONDS = 20;

/**
 * The history of the workflow's repository.
 *
 * @param repository `owner/name`.
 */
export function commitsOf(
  repository: string,
  token: string,
  { clock, signal, fetch = globalThis.fetch }: Connection,
): Commits {
  const [owner = '', repo = ''] = repository.split('/');
  return {
    async relation(base, head) {
      // Few runs have a token, and the client is large: it is a chunk of its own.
      const { getOctokit } = await import('@actions/github');
      const late = new AbortController();
      const over = new AbortController();
      clock.sleep(ANSWER_SECONDS, over.signal).then(
        () => {
          late.abort();
        },
        () => undefined,
      );
      try {
        const ended = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
        const octokit = getOctokit(token, { request: { fetch, signal: ended } });
        const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
          owner,
          repo,
          basehead: `${base}...${head}`,
          per_page: 1,
        });
        return isRelation(data.status) ? data.status : undefined;
      } catch {
        signal?.throwIfAborted();
        return undefined;
      } finally {
        over.abort();
      }
    },
  };
}

function isRelation(status: string): status is CommitRelation {
  return RELATIONS.includes(status);
}

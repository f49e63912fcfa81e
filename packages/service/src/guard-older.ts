import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Outcome } from '@fargate-actions/engine';
import { COMMIT_TAG } from './deploy-tags.ts';

/** The commit that a run deploys, and the history that it is part of. */
export interface CommitHistory {
  readonly commitSha: string;
  /** How `head` stands to `base`: `behind` means that it is an ancestor. Undefined where nobody knows. */
  readonly relation: (base: string, head: string) => Promise<'identical' | 'ahead' | 'behind' | 'diverged' | undefined>;
}

/** Services of a cluster, by their names. */
interface ServicesOfRun {
  readonly aws: Aws;
  readonly cluster: string;
  readonly services: readonly string[];
}

/**
 * Stops a deploy that would go back by accident: the running revision's commit contains the one to deploy.
 *
 * A re-run of an old workflow is the usual way there. What GitHub or AWS does not tell stops nothing.
 */
export async function guardOlder(run: ServicesOfRun, history: CommitHistory, diagnostics: Diagnostics): Promise<void> {
  const newer = await Promise.all(run.services.map((name) => newerRunning(name, run, history)));
  run.services.forEach((name, index) => {
    const running = newer[index];
    if (running === undefined) return;
    diagnostics.error(
      undefined,
      'deploy/older',
      `${name} runs commit ${short(running)}, which already contains ${short(history.commitSha)}: this deploy would go back.`,
      'Deploy the newer commit; to go back on purpose, set `allow-older: true` or use `rollback-to`.',
    );
  });
}

/** The commit that a service runs, where it contains the one to deploy. */
async function newerRunning(name: string, run: ServicesOfRun, history: CommitHistory): Promise<string | undefined> {
  const running = await runningCommit(run, name);
  if (running === undefined || running === history.commitSha) return undefined;
  return (await history.relation(running, history.commitSha)) === 'behind' ? running : undefined;
}

/**
 * The outcomes of superseded services whose newer revision contains this run's commit: nothing of it was lost.
 *
 * Source: contracts.md, "status and exit code".
 */
export async function harmlesslySuperseded(
  outcomes: readonly Outcome[],
  run: ServicesOfRun,
  history: CommitHistory | undefined,
): Promise<ReadonlySet<Outcome>> {
  const harmless = new Set<Outcome>();
  for (const outcome of outcomes) {
    const report = 'end' in outcome ? outcome.end : undefined;
    if (!history || report?.status !== 'superseded') continue;
    const newer = await runningCommit(run, report.subject.name ?? '');
    const relation = newer && (await history.relation(history.commitSha, newer));
    if (relation === 'ahead' || relation === 'identical') harmless.add(outcome);
  }
  return harmless;
}

/** The commit that the service's running revision was made from, where its tags say so. */
async function runningCommit({ cluster, aws }: ServicesOfRun, name: string): Promise<string | undefined> {
  return aws.gaps.unlessDenied('Whether a newer commit is running is not known.', async () => {
    const service = await aws.services.find(cluster, name);
    const registered = service?.taskDefinition && (await aws.taskDefinitions.find(service.taskDefinition));
    return registered ? registered.tags.find(({ key }) => key === COMMIT_TAG)?.value : undefined;
  });
}

function short(sha: string): string {
  return sha.slice(0, 7);
}

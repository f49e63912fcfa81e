import { drive, type Aws, type Clock, type Turn } from '@fargate-actions/aws';

/** Reads of ECS are at most so old. Source: contracts.md, "The singleton". */
const STALE_SECONDS = 10;

/** The longest stopTimeout of Fargate is 2 minutes; a task that stops for longer than this has another reason. */
const AT_MOST_SECONDS = 300;

const POLL_SECONDS = 2;

/** One look at the tasks of a service. */
interface TasksSeen {
  readonly at: number;
  /** Those that are not STOPPED: their containers may still run. */
  readonly running: readonly string[];
}

/**
 * Resolves when every task of a service has stopped, as two reads say that are further apart than reads can be stale.
 *
 * Source: contracts.md, "The singleton": a task that stops is listed under STOPPED, and its container runs on.
 *
 * @throws Error when a task is still there after five minutes.
 */
export async function untilStopped(
  cluster: string,
  name: string,
  { aws, clock, signal }: { aws: Aws; clock: Clock; signal: AbortSignal | undefined },
): Promise<void> {
  const known = new Set<string>();
  const begun = clock.now();
  let goneSince: number | undefined;

  async function observe(): Promise<TasksSeen> {
    const lists = await Promise.all([
      aws.tasks.list(cluster, name, 'RUNNING'),
      aws.tasks.list(cluster, name, 'STOPPED'),
    ]);
    for (const arn of lists.flat()) known.add(arn);
    const tasks = await aws.tasks.describe(cluster, [...known]);
    const running = tasks.filter(({ lastStatus }) => lastStatus !== 'STOPPED').map(({ taskArn = '' }) => taskArn);
    const at = clock.now();
    goneSince = running.length > 0 ? undefined : (goneSince ?? at);
    return { at, running };
  }

  const left = await drive<TasksSeen, readonly string[]>(
    { observe, next: (seen) => nextTurn(seen, (seen.at - begun) / 1000, goneSince) },
    { clock, signal },
  );
  if (left.length === 0) return;
  throw new Error(
    `${name} still has a task that stops: ${left.join(', ')}. Another one beside it would run twice what may run once.`,
  );
}

/** Waits until nothing has run for as long as a read can be stale; gives up with what still runs. */
function nextTurn({ at, running }: TasksSeen, seconds: number, goneSince: number | undefined): Turn<readonly string[]> {
  if (goneSince !== undefined && at - goneSince > STALE_SECONDS * 1000) return { kind: 'done', result: [] };
  if (running.length > 0 && seconds > AT_MOST_SECONDS) return { kind: 'done', result: running };
  return { kind: 'wait', seconds: goneSince === undefined ? POLL_SECONDS : STALE_SECONDS + 1 };
}

import type { Clock } from '@fargate-actions/aws';

/** The waits before each further try: a registry that restarts is back within them. */
const WAIT_SECONDS = [1, 3, 8];

/**
 * Does something until it is not worth another try, with waits that grow.
 *
 * @param isPassing whether a result may be another one a little later.
 */
export async function withRetries<Result>(
  attempt: () => Promise<Result>,
  isPassing: (result: Result) => boolean,
  { clock, signal, onRetry }: { clock: Clock; signal?: AbortSignal | undefined; onRetry?: (seconds: number) => void },
): Promise<Result> {
  for (const seconds of WAIT_SECONDS) {
    const result = await attempt();
    if (!isPassing(result)) return result;
    onRetry?.(seconds);
    await clock.sleep(seconds, signal);
  }
  return attempt();
}

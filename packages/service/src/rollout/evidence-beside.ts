import type { Clock } from '@fargate-actions/aws';
import { NO_EVIDENCE, type Evidence } from './evidence.ts';

/** A look waits for evidence no longer than until the next look would be due. */
const MOST_SECONDS = 1;

/** What was found out about a deployment, and is found out beside the looks at it. */
export interface EvidenceBeside {
  readonly known: () => Evidence;
  /** Whether some is still being gathered. */
  readonly isUnderWay: () => boolean;
  /** Asks for new evidence, and waits a moment for it: what takes longer is there at a later look. */
  readonly soon: (gather: Gather) => Promise<Evidence>;
  /** New evidence, however long it takes. */
  readonly whole: (gather: Gather) => Promise<Evidence>;
}

/** Adds to what is known. */
export type Gather = (known: Evidence) => Promise<Evidence>;

/**
 * Gathers evidence without holding up the looks: many services fail in the same second and share one request budget, so
 * that the tasks of the last of them are read seconds later, and its rollback may be over by then.
 */
export function evidenceBeside(clock: Clock): EvidenceBeside {
  let known = NO_EVIDENCE;
  let wanted: Gather | undefined;
  let underWay: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  /** What is asked for while it is under way may have happened after it was read: it is read again then. */
  async function run(): Promise<void> {
    try {
      while (wanted) {
        const gather = wanted;
        wanted = undefined;
        known = await gather(known);
      }
    } catch (error) {
      wanted = undefined;
      failure = { error };
    } finally {
      underWay = undefined;
    }
  }

  function begin(gather: Gather): Promise<void> {
    wanted = gather;
    underWay ??= run();
    return underWay;
  }

  function outcome(): Evidence {
    const failed = failure;
    failure = undefined;
    if (failed) throw failed.error;
    return known;
  }

  return {
    known: () => known,
    isUnderWay: () => underWay !== undefined,
    soon: async (gather) => {
      const timer = new AbortController();
      const timeIsUp = clock.sleep(MOST_SECONDS, timer.signal).catch(() => undefined);
      await Promise.race([begin(gather), timeIsUp]);
      timer.abort();
      return outcome();
    },
    whole: async (gather) => {
      await begin(gather);
      return outcome();
    },
  };
}

import type { Aws } from './aws.ts';
import { secondsBetween, type Moment } from './moment.ts';
import { NotSentError } from './not-sent.ts';

/** What a write rests on was seen at most so long before it is sent, where nothing else is said. */
const CONFIRM_SECONDS = 5;

/**
 * What a write asks right before it is sent: that what it rests on was seen a few seconds ago, by every clock.
 *
 * A machine can stand still for minutes between a look and the write that follows. What is sent then, and what gets stuck on
 * its way, AWS refuses by the age of its signature; what keeps other runs away meanwhile has to last longer than that.
 * Source: docs/singleton.md, "The fence".
 */
export function confirming(aws: Pick<Aws, 'moment'>, seenAt: Moment, mostSeconds = CONFIRM_SECONDS): () => void {
  return () => {
    const seconds = secondsBetween(seenAt, aws.moment());
    if (seconds > mostSeconds)
      throw new NotSentError(`What it rests on was seen ${Math.round(seconds)} s ago, and may be over.`);
  };
}

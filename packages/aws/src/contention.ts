import type { Clock } from './clock.ts';
import { isAwsError, type AwsError } from './errors.ts';

const TRIES = 5;

/**
 * Sends a write again, a little later each time, while AWS refuses it only because others write to the same thing.
 *
 * Such a refusal is certain: the write did not happen.
 *
 * @param isBusy whether a refusal says that.
 */
export async function afterOthers<Answer>(
  clock: Clock,
  isBusy: (refusal: AwsError) => boolean,
  write: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (error) {
      if (!isAwsError(error, 'refused') || !isBusy(error) || attempt === TRIES) throw error;
      await clock.sleep(attempt);
    }
  }
}

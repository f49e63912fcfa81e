import type { Clock } from './clock.ts';
import { isAwsError, type AwsError } from './errors.ts';
import { passesSoon } from './passing-refusals.ts';
import type { Wire } from './wire.ts';

/** How long a refusal is waited for that may pass. Terraform's AWS provider waits for up to two minutes. */
const OUTLASTS_SECONDS = 90;

const LONGEST_PAUSE_SECONDS = 5;

/**
 * A wire that asks Application Auto Scaling again, a little later each time, while it refuses what it will take soon.
 *
 * Such a refusal is certain: the write did not happen.
 *
 * @param signal of the run: when it is aborted, nothing is waited for any more, and the call rejects with its reason.
 */
export function persistent(wire: Wire, clock: Clock, signal?: AbortSignal): Wire {
  /** The resource ids of the targets that this run has registered. */
  const registered = new Set<string>();
  return {
    prepare: (operation) => wire.prepare?.(operation),
    async call(operation, input) {
      if (!operation.startsWith('application-autoscaling:')) return wire.call(operation, input);
      const { ResourceId = '' } = input as { readonly ResourceId?: string };
      const isPassing = (refusal: AwsError): boolean => passesSoon(refusal, registered.has(ResourceId));
      const answer = await outlasting(isPassing, () => wire.call(operation, input));
      if (operation === 'application-autoscaling:RegisterScalableTarget') registered.add(ResourceId);
      if (operation === 'application-autoscaling:DeregisterScalableTarget') registered.delete(ResourceId);
      return answer;
    },
  };

  async function outlasting<Answer>(
    isPassing: (refusal: AwsError) => boolean,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const endsAt = clock.now() + OUTLASTS_SECONDS * 1000;
    for (let attempt = 1; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        if (!isAwsError(error) || !isPassing(error) || clock.now() >= endsAt) throw error;
        await clock.sleep(Math.min(attempt, LONGEST_PAUSE_SECONDS), signal);
      }
    }
  }
}

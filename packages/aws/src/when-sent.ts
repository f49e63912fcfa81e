import type { DeserializeMiddleware, MetadataBearer, Pluggable } from '@smithy/types';

/**
 * Calls back around the moment at which a request is handed to the network, each time it is tried.
 *
 * @param before it is signed, and what this throws keeps it from being sent.
 */
export function whenSent(before: () => void, isSent: () => void): Pluggable<object, MetadataBearer> {
  const told: DeserializeMiddleware<object, MetadataBearer> = (next) => async (args) => {
    before();
    const answer = next(args);
    isSent();
    return answer;
  };
  return {
    applyToStack(stack) {
      // Nothing stands between this and the network.
      stack.add(told, { name: 'whenSent', step: 'deserialize', priority: 'low' });
    },
  };
}

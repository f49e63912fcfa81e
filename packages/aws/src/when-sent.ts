import type { DeserializeMiddleware, MetadataBearer, Pluggable } from '@smithy/types';

/** Calls back when a request has been handed to the network, each time it is tried. */
export function whenSent(isSent: () => void): Pluggable<object, MetadataBearer> {
  const told: DeserializeMiddleware<object, MetadataBearer> = (next) => (args) => {
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

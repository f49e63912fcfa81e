/** A call that was not sent, because what it rests on was too old by then, or because it may be sent only once. */
export class NotSentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotSentError';
  }
}

/**
 * What a wire runs right before each sending of a call: the call's own `confirm`, and no second sending after it.
 *
 * Whatever became of the first try, what it rested on may be over: the caller looks again and calls anew.
 */
export function sentOnce(confirm: (() => void) | undefined): () => void {
  let isFirst = true;
  return () => {
    if (!confirm) return;
    if (!isFirst) throw new NotSentError('It is not sent again without another look.');
    isFirst = false;
    confirm();
  };
}

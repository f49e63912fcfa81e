import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HttpRequest, HttpResponse } from '@smithy/core/transport';
import type { RequestHandler } from '@smithy/types';
import type { Clock } from './clock.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What sends a request and brings the beginning of its answer. */
export type Sender = RequestHandler<HttpRequest, HttpResponse, { readonly abortSignal?: AbortSignal }>;

/**
 * Sends a request and reads the whole of its answer, or closes the connection when that takes too long.
 *
 * The SDK's own limits end with the answer's headers. What takes too long is a TimeoutError, which the SDK tries again where
 * it may.
 */
export function wholeExchange(sender: Sender, clock: Clock, seconds: number): Sender {
  return {
    ...(sender.metadata && { metadata: sender.metadata }),
    destroy: () => sender.destroy?.(),
    async handle(request, { abortSignal, ...options } = {}) {
      const late = new AbortController();
      const over = new AbortController();
      clock.sleep(seconds, over.signal).then(
        () => {
          late.abort(Object.assign(new Error(`no whole answer within ${seconds} s`), { name: 'TimeoutError' }));
        },
        () => undefined,
      );
      const ended = abortSignal ? AbortSignal.any([late.signal, abortSignal]) : late.signal;
      try {
        return await unlessAborted(exchanged(sender.handle(request, { ...options, abortSignal: ended })), ended);
      } finally {
        over.abort();
      }
    },
  };
}

/** The answer, with its body in memory. */
async function exchanged(sent: ReturnType<Sender['handle']>): ReturnType<Sender['handle']> {
  const { response } = await sent;
  if (response.body instanceof Readable) response.body = await buffer(response.body);
  return { response };
}

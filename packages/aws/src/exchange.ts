import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { HttpRequest, HttpResponse } from '@smithy/core/transport';
import type { RequestHandler } from '@smithy/types';
import type { Clock } from './clock.ts';
import { notFromAws } from './not-from-aws.ts';
import { strayAnswer } from './stray-answer.ts';
import { unlessAborted } from './unless-aborted.ts';

/** What sends a request and brings the beginning of its answer. */
export type Sender = RequestHandler<HttpRequest, HttpResponse, { readonly abortSignal?: AbortSignal }>;

/**
 * Sends a request and reads the whole of AWS's answer, or closes the connection when that takes too long.
 *
 * The SDK's own limits end with the answer's headers. What takes too long is a TimeoutError, and an answer that AWS did not
 * write a NotFromAws: both are tried again by the SDK where it may, and else leave the call unanswered.
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
        return await unlessAborted(
          exchanged(request, sender.handle(request, { ...options, abortSignal: ended })),
          ended,
        );
      } finally {
        over.abort();
      }
    },
  };
}

/** The answer, with its body in memory. */
async function exchanged(request: HttpRequest, sent: ReturnType<Sender['handle']>): ReturnType<Sender['handle']> {
  const { response } = await sent;
  if (response.body instanceof Readable) response.body = await buffer(response.body);
  const stray = strayAnswer(request, response);
  if (stray !== undefined) throw notFromAws(stray);
  return { response };
}
